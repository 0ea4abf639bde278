import type { LineAccount } from '#shared/contract/line.ts';
import { firstHeader, headerLines, methodOf } from '../sip/headers.ts';
import type { WireListener } from '../sip/transport-port.ts';
import { LineUserAgent } from '../sip/user-agent.ts';

export interface Reply {
  readonly status: number;
  readonly headers?: readonly string[];
}

const COPIED = ['via', 'from', 'call-id', 'cseq'];

/**
 * For tests: a user agent, 1001, on a wire to a server that answers requests of one method as told, or not at all.
 * `count` is how many of them there have been.
 */
export async function onScriptedServer(
  method: string,
  reply: (request: string, count: number) => Reply | null,
) {
  const requests: string[] = [];
  let server: WireListener | null = null;
  const hear = (lines: readonly string[]): void => server?.received(lines.join('\r\n'));
  const send = (message: string): void => {
    if (methodOf(message) !== method) return;
    requests.push(message);
    const answer = reply(message, requests.length);
    if (!answer) return;
    const copied = headerLines(message).filter(({ name }) => COPIED.includes(name));
    const to = `To: ${firstHeader(message, 'to')?.replace(/;tag=.*/, '')};tag=server`;
    const head = [`SIP/2.0 ${answer.status} X`, ...copied.map(({ raw }) => raw), to];
    setTimeout(() => hear([...head, ...(answer.headers ?? []), '', '']), 1);
  };
  const account = {
    domain: 'pbx.example',
    extension: '1001',
    authorizationUser: '1001',
    displayName: '',
  } as LineAccount;
  const userAgent = new LineUserAgent(account, {
    wires: {
      open: (_url, listener) => {
        server = listener;
        queueMicrotask(() => listener.opened());
        return { send, close: () => undefined };
      },
    },
    serverUrl: () => 'ws://pbx.example/ws',
    credential: () => Promise.resolve(null),
    onInvite: () => undefined,
    onNotify: () => undefined,
    onDisconnect: () => undefined,
  });
  await userAgent.connect();
  return { userAgent, requests, hear, stop: () => userAgent.stop() };
}
