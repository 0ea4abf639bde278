import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endReasons } from '#shared/call/call.ts';
import { reasonForCancel, reasonForRefusal } from './end-reason.ts';

describe('why a call ended', () => {
  it.each([
    [486, 'busy'],
    [600, 'busy'],
    [480, 'no-answer'],
    [408, 'no-answer'],
    [404, 'not-found'],
    [604, 'not-found'],
    [603, 'refused'],
    [403, 'refused'],
    [488, 'media-failed'],
    [503, 'server-error'],
  ])('reads a refusal with %d as %s', (status, reason) => {
    expect(reasonForRefusal(status)).toBe(reason);
  });

  it('has a reason for every refusal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 699 }), (status) => {
        expect(endReasons).toContain(reasonForRefusal(status));
      }),
    );
  });

  it('tells a colleague who was quicker from a caller who gave up', () => {
    expect(reasonForCancel('SIP;cause=200;text="Call completed elsewhere"')).toBe('answered-elsewhere');
    expect(reasonForCancel('SIP ; text="x" ; cause=200')).toBe('answered-elsewhere');
    expect(reasonForCancel('Q.850;cause=200')).toBe('missed');
    expect(reasonForCancel(undefined)).toBe('missed');
  });
});
