import { describe, expect, it } from 'vitest';
import { firstHeader } from './headers.ts';
import { SessionIds } from './session-ids.ts';

const message = (first: string, method: string, callId = 'c1', ...more: string[]): string =>
  [first, `Call-ID: ${callId}`, `CSeq: 1 ${method}`, ...more, '', ''].join('\r\n');
const invite = message('INVITE sip:600@x SIP/2.0', 'INVITE');
const THEIRS = 'ab30317f1a784dc48ff824d0d3715d86';

describe('a session identifier', () => {
  it('is the same on every message of a call, and another for another call', () => {
    const ids = new SessionIds();
    const first = firstHeader(ids.stamp(invite), 'session-id');
    expect(first).toMatch(/^[0-9a-f]{32};remote=0{32}$/);
    expect(firstHeader(ids.stamp(message('BYE sip:600@x SIP/2.0', 'BYE')), 'session-id')).toBe(first);
    const other = ids.stamp(message('INVITE sip:600@x SIP/2.0', 'INVITE', 'c2'));
    expect(firstHeader(other, 'session-id')).not.toBe(first);
  });

  it('carries the far end’s half once that is known', () => {
    const ids = new SessionIds();
    ids.learn(message('SIP/2.0 200 OK', 'INVITE', 'c1', `Session-ID: ${THEIRS};remote=${'0'.repeat(32)}`));
    expect(firstHeader(ids.stamp(invite), 'session-id')).toMatch(new RegExp(`;remote=${THEIRS}$`));
    ids.learn(message('SIP/2.0 200 OK', 'INVITE', 'c1', 'Session-ID: nonsense'));
    expect(firstHeader(ids.stamp(invite), 'session-id')).toMatch(new RegExp(`;remote=${THEIRS}$`));
  });

  it('is on calls only', () => {
    const register = message('REGISTER sip:x SIP/2.0', 'REGISTER');
    expect(new SessionIds().stamp(register)).toBe(register);
    expect(new SessionIds().stamp('garbage')).toBe('garbage');
  });

  it('does not remember for ever', () => {
    const ids = new SessionIds();
    const first = firstHeader(ids.stamp(invite), 'session-id');
    for (let i = 0; i < 200; i += 1) ids.stamp(message('BYE sip:x SIP/2.0', 'BYE', `other-${i}`));
    expect(firstHeader(ids.stamp(invite), 'session-id')).not.toBe(first);
  });
});
