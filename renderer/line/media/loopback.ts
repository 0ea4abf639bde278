/**
 * The app lets Chromium offer this computer's own loopback address, or the practice line would need a network. To
 * anybody else that address means themselves, so it leaves an offer or answer as soon as there is another.
 */
const LOOPBACK = /^(?:127\.|::1$)/;

/** a=candidate (RFC 8839 §5.1): foundation, component, transport, priority, address, port. */
const CANDIDATE = /^a=candidate:\S+ \d+ (\S+) \d+ (\S+) (\d+) /i;

export function isLoopback(address: string | null): boolean {
  return address !== null && LOOPBACK.test(address);
}

/**
 * The description without loopback candidates. The default destination (c= and m=) must be one of the candidates
 * (RFC 8839 §4.2.5), so it moves with them. Unchanged when loopback is all there is.
 */
export function withoutLoopback(sdp: string): string {
  const lines = sdp.split('\r\n');
  const candidates = lines.flatMap((line) => {
    const [, transport, address, port] = CANDIDATE.exec(line) ?? [];
    return transport?.toLowerCase() === 'udp' && address && port ? [{ address, port }] : [];
  });
  const reachable = candidates.filter(({ address }) => !isLoopback(address));
  const best = reachable.find(({ address }) => !address.includes(':')) ?? reachable[0];
  if (!best || reachable.length === candidates.length) return sdp;
  const isDefaultLoopback = lines.some((line) => /^c=IN IP[46] (?:127\.|::1)/.test(line));
  return lines
    .filter((line) => !isLoopback(CANDIDATE.exec(line)?.[2] ?? null))
    .map((line) => (isDefaultLoopback ? withDestination(line, best) : line))
    .join('\r\n');
}

function withDestination(line: string, { address, port }: { address: string; port: string }): string {
  if (line.startsWith('c=IN ')) return `c=IN ${address.includes(':') ? 'IP6' : 'IP4'} ${address}`;
  return line.replace(/^m=audio \d+ /, `m=audio ${port} `);
}
