import { errors, type NatsConnection, wsconnect } from '@nats-io/nats-core';
import { WebSocket } from 'ws';
import type { Identity } from '../../main/hub/identity.ts';
import { inboxPrefixOf } from '../../main/hub/layout.ts';

/** Who connects, and to what. */
export interface Door {
  /** wss://… , tried in this order. */
  readonly servers: readonly string[];
  /** PEM; null when the system's own authorities vouch for the server. */
  readonly authority: string | null;
  /** Names the inbox, which is all that this user may listen to. */
  readonly name: string;
  readonly identity: Identity;
}

/** The hub could not be reached or did not let us in; the message says which, for people. */
export class NoWayIn extends Error {
  override readonly name = 'NoWayIn';
}

const CONNECT_LIMIT_MS = 10_000;
const PING_EVERY_MS = 5000;

/** One connection, without reconnecting. Throws `NoWayIn`. */
export async function connectHub(door: Door): Promise<NatsConnection> {
  const { identity, authority } = door;
  let refusal: unknown;
  for (const server of door.servers) {
    try {
      return await wsconnect({
        servers: server,
        name: door.name,
        reconnect: false,
        ignoreClusterUpdates: true,
        timeout: CONNECT_LIMIT_MS,
        pingInterval: PING_EVERY_MS,
        maxPingOut: 2,
        inboxPrefix: inboxPrefixOf(door.name),
        authenticator: (nonce) => ({
          nkey: identity.natsUser,
          sig: identity.answerChallenge(nonce ?? ''),
        }),
        wsFactory: (url) => Promise.resolve({ socket: openSocket(url, authority), encrypted: true }),
      });
    } catch (error) {
      refusal = error;
    }
  }
  throw new NoWayIn(inWords(refusal, door), { cause: refusal });
}

/** `ws` speaks as a browser's WebSocket does in all that nats-core uses; the types of the two differ in the rest. */
function openSocket(url: string, authority: string | null): globalThis.WebSocket {
  const socket = new WebSocket(url, {
    ...(authority !== null && { ca: authority }),
    perMessageDeflate: false,
    handshakeTimeout: CONNECT_LIMIT_MS,
  });
  // A peer that is gone never answers the closing handshake.
  socket.close = () => socket.terminate();
  return socket as unknown as globalThis.WebSocket;
}

function inWords(refusal: unknown, { servers, name }: Door): string {
  const where = servers.join(', ');
  if (
    refusal instanceof errors.AuthorizationError ||
    refusal instanceof errors.UserAuthenticationExpiredError
  )
    return `The hub at ${where} does not let ${name} in: its configuration is not this team's, or not the newest.`;
  const why = refusal instanceof Error ? refusal.message : String(refusal);
  return `The hub at ${where} cannot be reached (${why}). Is it running? "npm run hub -- start" starts it.`;
}
