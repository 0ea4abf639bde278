import { describe, expect, it } from 'vitest';
import { autoAnswerDelayMs } from './auto-answer.ts';

const delayOf = (headers: Record<string, string>): number | null =>
  autoAnswerDelayMs({ header: (name) => headers[name] });

describe('an order to answer by itself', () => {
  it.each([
    [{ 'Call-Info': '<sip:127.0.0.1>;answer-after=0' }, 0],
    [{ 'Call-Info': '<sip:x>; answer-after = 2' }, 2000],
    [{ 'Alert-Info': '<http://127.0.0.1>;info=alert-autoanswer;delay=0' }, 0],
    [{ 'Alert-Info': 'info=alert-autoanswer' }, 0],
    [{ 'Alert-Info': '<http://x>; info=Auto Answer' }, null],
    [{ 'Alert-Info': '<http://x>;info=ring2' }, null],
    [{ 'Call-Info': '<http://x/photo.png>;purpose=icon' }, null],
    [{}, null],
  ])('reads %j as %s', (headers, delayMs) => {
    expect(delayOf(headers as Record<string, string>)).toBe(delayMs);
  });
});
