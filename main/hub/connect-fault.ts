import { errors } from '@nats-io/nats-core';
import { appError, type AppError } from '#shared/result.ts';

/** Why there is no way to a hub's server: `details.why` of `hub-unreachable`. */
export type NoWay =
  | 'host-unknown'
  | 'host-unreachable'
  | 'port-closed'
  /** Something took the connection and said nothing in time. */
  | 'silent'
  /** The connection was there and was cut. */
  | 'cut'
  | 'certificate-untrusted'
  | 'certificate-expired'
  | 'certificate-wrong-name'
  /** The proxy itself cannot be reached. */
  | 'proxy-unreachable'
  /** The proxy does not let us through; `details.status` is what it said. */
  | 'proxy-refused'
  /** Not an http proxy. */
  | 'proxy-unsupported'
  /** Whatever answers there is no team hub. */
  | 'not-a-hub';

export function noWay(host: string, why: NoWay, status?: number): AppError {
  return appError('hub-unreachable', { host, why, ...(status !== undefined && { status }) });
}

const BY_CODE: Readonly<Record<string, NoWay>> = {
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'host-unknown',
  ECONNREFUSED: 'port-closed',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  ENETDOWN: 'host-unreachable',
  EADDRNOTAVAIL: 'host-unreachable',
  ETIMEDOUT: 'silent',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  CERT_HAS_EXPIRED: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  // What OpenSSL says when the other side does not speak TLS.
  EPROTO: 'not-a-hub',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-a-hub',
};

/** OpenSSL's names for a chain that ends at nobody we trust (X509_verify_cert_error_string). */
const UNTRUSTED = /CERT|ISSUER|SIGNATURE|SELF_SIGNED|CRL/;

/** Reads what Node says of a socket that did not open. */
export function socketFault(error: Error): NoWay {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : firstCode(error);
  if (code !== null) return BY_CODE[code] ?? (UNTRUSTED.test(code) ? 'certificate-untrusted' : 'cut');
  // What is left are ws's own words: we gave up waiting, or the answer was no WebSocket's.
  return /closed before/.test(error.message) ? 'silent' : 'not-a-hub';
}

/** Several addresses were tried, and each has its own error. */
function firstCode(error: Error): string | null {
  if (!(error instanceof AggregateError)) return null;
  for (const each of error.errors) {
    if (each instanceof Error && 'code' in each && typeof each.code === 'string') return each.code;
  }
  return null;
}

/** What the hub itself said when it let nobody in, or ended a session; null when it said nothing of the kind. */
export function refusalIn(error: unknown): AppError | null {
  if (error instanceof errors.UserAuthenticationExpiredError) return appError('hub-access-expired');
  if (error instanceof errors.AuthorizationError) return appError('hub-refused');
  // Words of a server that had its configuration changed under a live connection.
  if (error instanceof errors.ProtocolError && /revoked|authoriz|credential|account/i.test(error.message)) {
    return appError('hub-refused');
  }
  return null;
}
