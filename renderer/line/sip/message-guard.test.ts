import { describe, expect, it } from 'vitest';
import { isKeepAlive, refuseMessage } from './message-guard.ts';

const good = 'SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\n\r\n';

describe('the message guard', () => {
  it('lets requests and responses pass', () => {
    expect(refuseMessage(good)).toBeNull();
    expect(refuseMessage('INVITE sip:1001@x SIP/2.0\r\nVia: x\r\n\r\nv=0\r\n')).toBeNull();
  });

  it.each([
    ['nothing', '', 'not-sip'],
    ['another protocol', 'GET / HTTP/1.1\r\n\r\n', 'not-sip'],
    ['a status that is none', 'SIP/2.0 900 No\r\n\r\n', 'not-sip'],
    ['headers without an end', 'SIP/2.0 200 OK\r\nVia: x\r\n', 'no-end-of-headers'],
    ['a body too large', `${good}${'x'.repeat(70_000)}`, 'too-large'],
    ['a header too long', `SIP/2.0 200 OK\r\nX: ${'x'.repeat(9000)}\r\n\r\n`, 'header-too-long'],
    ['too many headers', `SIP/2.0 200 OK\r\n${'X: y\r\n'.repeat(300)}\r\n`, 'too-many-headers'],
  ])('refuses %s', (_, message, why) => {
    expect(refuseMessage(message)).toBe(why);
  });

  it('knows a keep-alive', () => {
    expect(isKeepAlive('\r\n\r\n')).toBe(true);
    expect(isKeepAlive(good)).toBe(false);
  });
});
