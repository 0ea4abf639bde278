import { wsconnect, type NatsConnection } from '@nats-io/nats-core';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { noWay, refusalIn } from './connect-fault.ts';
import type { Identity } from './identity.ts';
import { inboxPrefixOf } from './layout.ts';
import { checkServer } from './stream-check.ts';
import { HubSocket, type SocketOptions } from './web-socket.ts';

/** Socket and sign-in together. */
const CONNECT_LIMIT_MS = 8_000;
const PING_EVERY_MS = 5_000;

export interface Connected {
  readonly connection: NatsConnection;
  readonly socket: HubSocket;
}

export interface ConnectOptions extends SocketOptions {
  readonly agent: string;
  readonly identity: Identity;
}

/**
 * One connection to one server, which never reconnects by itself. Errors: `hub-unreachable` with `host` and `why`
 * (connect-fault.ts), `hub-refused`, `hub-access-expired`, `hub-too-old`.
 */
export async function connectTo(options: ConnectOptions): Promise<Result<Connected, AppError>> {
  const socket = new HubSocket(options);
  if (!(await socket.prepare())) return failed(socket.fault ?? noWay(socket.host, 'proxy-unsupported'));
  try {
    const connection = await signedIn(options, socket);
    const { info } = connection;
    const checked = info ? checkServer(info) : failed(noWay(socket.host, 'not-a-hub'));
    if (checked.ok) return ok({ connection, socket });
    socket.letGo();
    return checked;
  } catch (error) {
    socket.letGo();
    return failed(refusalIn(error) ?? socket.fault ?? spoken(error, socket.host));
  }
}

function signedIn({ agent, identity, url }: ConnectOptions, socket: HubSocket): Promise<NatsConnection> {
  // nats-core may wait for ever for a socket that could not be made, or was closed before the hub had greeted.
  const broken = Promise.withResolvers<never>();
  const giveUp = () => broken.reject(new Error('the socket was closed'));
  // Its last words come first: they may say why.
  void socket.ended.then(() => setImmediate(giveUp));
  const connecting = wsconnect({
    servers: url,
    reconnect: false,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    timeout: CONNECT_LIMIT_MS,
    pingInterval: PING_EVERY_MS,
    maxPingOut: 2,
    inboxPrefix: inboxPrefixOf(agent),
    authenticator: (nonce) => ({
      nkey: identity.natsUser,
      sig: identity.answerChallenge(nonce ?? ''),
    }),
    wsFactory: () => {
      try {
        const encrypted = url.toLowerCase().startsWith('wss:');
        return Promise.resolve({ socket: socket.connect(), encrypted });
      } catch (error) {
        broken.reject(error);
        return broken.promise;
      }
    },
  });
  return Promise.race([connecting, broken.promise]);
}

/** The socket opened, and what came through it was not what a hub says. */
function spoken(error: unknown, host: string): AppError {
  if (!(error instanceof Error)) throw error;
  if (/unexpected response/.test(error.message)) return noWay(host, 'not-a-hub');
  return /timeout/i.test(`${error.name} ${error.message}`) ? noWay(host, 'silent') : noWay(host, 'cut');
}

/** Why a connection that was there is no more. */
export function endOf(error: unknown, { fault, host }: HubSocket): AppError {
  return refusalIn(error) ?? fault ?? noWay(host, 'cut');
}

export const NO_ANSWER: AppError = appError('hub-no-answer');
