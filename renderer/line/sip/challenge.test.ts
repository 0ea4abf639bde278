import { describe, expect, it } from 'vitest';
import { readChallenge, withoutChallenge } from './challenge.ts';

const refusal = (...headers: string[]): string =>
  [
    'SIP/2.0 401 Unauthorized',
    'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1',
    'CSeq: 1 REGISTER',
    ...headers,
    '',
    '',
  ].join('\r\n');
const md5 = 'WWW-Authenticate: Digest realm="clinic",nonce="1/a",qop="auth",algorithm=MD5';
const sha = 'WWW-Authenticate: Digest realm="clinic",nonce="2/b",qop="auth",algorithm=SHA-256';

describe('a challenge', () => {
  it('names its realm', () => {
    expect(readChallenge(refusal(md5))?.realm).toBe('clinic');
  });

  it('is MD5 when it does not say, and may quote anything in its realm', () => {
    const named = 'proxy-authenticate : Digest nonce="x", REALM = "a, \\"b\\" c"';
    const message = refusal(named).replace('401 Unauthorized', '407 Proxy');
    expect(readChallenge(message)?.realm).toBe('a, "b" c');
  });

  it.each([
    ['first', [md5, sha]],
    ['last', [sha, md5]],
  ])('is the MD5 one of several, when it comes %s', (_, headers) => {
    const message = readChallenge(refusal(...headers))?.message ?? '';
    expect(message).toContain('algorithm=MD5');
    expect(message).not.toContain('SHA-256');
  });

  it('is none when nothing in it can be answered', () => {
    expect(readChallenge(refusal(sha))).toBeNull();
    expect(readChallenge(refusal('WWW-Authenticate: Digest nonce="1"'))).toBeNull();
    expect(readChallenge(refusal())).toBeNull();
    expect(readChallenge(refusal(md5).replace('401 Unauthorized', '403 Forbidden'))).toBeNull();
  });

  it('can be taken out, and the refusal stays', () => {
    expect(withoutChallenge(refusal(md5, sha))).toBe(refusal());
  });
});
