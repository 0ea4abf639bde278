import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../shared/result.ts';
import { messageFor } from './messages.ts';

describe.each(ERROR_CODES)('%s', (code) => {
  it('says what happened, what is safe and what to do, in whole sentences', () => {
    const { title, safe, todo } = messageFor({ code });
    for (const sentence of [title, safe, todo]) expect(sentence).toMatch(/^[A-Z“].{8,}\.$/);
  });

  it('blames nobody and speaks no jargon', () => {
    const words = Object.values(messageFor({ code })).join(' ');
    expect(words).not.toMatch(
      /\b(you failed|invalid|illegal|null|undefined|exception|SIP|WebSocket|registrar)\b/i,
    );
  });
});

it('details fill the words in', () => {
  const { title } = messageFor({ code: 'port-closed', details: { host: 'pbx.example', port: 8089 } });
  expect(title).toBe('pbx.example is there, but nothing answers on port 8089.');
});
