import * as tls from 'node:tls';

let known: string[] | undefined;

/**
 * The authorities that this computer trusts: the runtime's own, those that IT installed in the system, and
 * NODE_EXTRA_CA_CERTS. Undefined where the runtime cannot say (before Node 22.15, and Electron's BoringSSL may lack
 * it): then the runtime's defaults are used.
 */
export function trustedCertificates(): string[] | undefined {
  if (!('getCACertificates' in tls)) return undefined;
  known ??= [
    ...new Set((['default', 'system', 'extra'] as const).flatMap((type) => tls.getCACertificates(type))),
  ];
  return known;
}
