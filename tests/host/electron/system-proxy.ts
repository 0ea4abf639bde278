/**
 * The proxy for an address as Chromium finds it on a Linux desktop without proxy settings of its own: in the
 * environment (net/docs/proxy.md). Scripts (PAC) are not modelled.
 * @returns a PAC result: `DIRECT` or `PROXY host:port`
 */
export function systemProxy({ protocol, hostname }: URL, env: NodeJS.ProcessEnv): string {
  const name = /^(?:https|wss):$/.test(protocol) ? 'https_proxy' : 'http_proxy';
  const chosen = env[name] || env['all_proxy'] || '';
  const spared = (env['no_proxy'] ?? '').split(',').map((one) => one.trim());
  const isSpared = spared.some((one) => one === '*' || (one !== '' && hostname.endsWith(one)));
  // Chromium asks no proxy for this computer itself (net/docs/proxy.md#implicit-bypass-rules).
  const isHere = hostname === 'localhost' || /^127\.|^\[::1\]$/.test(hostname);
  if (chosen === '' || isSpared || isHere) return 'DIRECT';
  return `PROXY ${chosen.replace(/^[a-z]+:\/\//, '').replace(/\/$/, '')}`;
}
