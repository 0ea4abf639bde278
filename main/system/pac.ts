/**
 * The first way that a PAC result names (`PROXY a:8080; DIRECT`).
 * @returns `http://host:port` or `https://host:port`; null for a direct way, and for a kind we do not speak (SOCKS)
 */
export function firstProxy(result: string): string | null {
  const first = result.split(';', 1)[0]?.trim() ?? '';
  const [kind, address] = first.split(/\s+/);
  if (!address) return null;
  if (/^(?:PROXY|HTTP)$/i.test(kind ?? '')) return `http://${address}`;
  return /^HTTPS$/i.test(kind ?? '') ? `https://${address}` : null;
}
