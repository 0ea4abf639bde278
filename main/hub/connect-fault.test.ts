import { errors } from '@nats-io/nats-core';
import { describe, expect, it } from 'vitest';
import { refusalIn, socketFault } from './connect-fault.ts';

const withCode = (code: string) => Object.assign(new Error('connect failed'), { code });

describe('a socket that did not open', () => {
  it.each([
    ['ENOTFOUND', 'host-unknown'],
    ['ECONNREFUSED', 'port-closed'],
    ['ENETUNREACH', 'host-unreachable'],
    ['ECONNRESET', 'cut'],
    ['CERT_HAS_EXPIRED', 'certificate-expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-wrong-name'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-untrusted'],
    ['EPROTO', 'not-a-hub'],
    ['ESOMETHINGNEW', 'cut'],
  ])('for %s says %s', (code, why) => {
    expect(socketFault(withCode(code))).toBe(why);
  });

  it('is understood when several addresses were tried', () => {
    expect(socketFault(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]))).toBe(
      'port-closed',
    );
  });

  it('is understood in the words of ws', () => {
    expect(socketFault(new Error('WebSocket was closed before the connection was established'))).toBe(
      'silent',
    );
    expect(socketFault(new Error('Unexpected server response: 404'))).toBe('not-a-hub');
  });
});

describe('a refusal', () => {
  it('is told from access that has run out, and from everything else', () => {
    expect(refusalIn(new errors.AuthorizationError('Authorization Violation'))?.code).toBe('hub-refused');
    expect(refusalIn(new errors.UserAuthenticationExpiredError('x'))?.code).toBe('hub-access-expired');
    expect(refusalIn(new errors.ProtocolError('User Authentication Revoked'))?.code).toBe('hub-refused');
    expect(refusalIn(new errors.ProtocolError('Slow Consumer'))).toBeNull();
    expect(refusalIn(new Error('socket hang up'))).toBeNull();
    expect(refusalIn(undefined)).toBeNull();
  });
});
