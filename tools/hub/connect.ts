import type { NatsConnection } from '@nats-io/nats-core';
import type { AppError } from '#shared/result.ts';
import type { Identity } from '../../main/hub/identity.ts';
import { connectTo } from '../../main/hub/nats-connect.ts';

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
  readonly error: AppError;

  constructor(error: AppError, message: string) {
    super(message);
    this.error = error;
  }
}

/** The hub's own machines and the telephone server stand beside one another. */
const noProxy = () => Promise.resolve(null);

/** One connection to the first server that takes it, without reconnecting. Throws `NoWayIn`. */
export async function connectHub({ servers, authority, name, identity }: Door): Promise<NatsConnection> {
  let refusal: NoWayIn | null = null;
  for (const url of servers) {
    const connected = await connectTo({ url, ca: authority, proxyFor: noProxy, agent: name, identity });
    if (connected.ok) return connected.value.connection;
    refusal = new NoWayIn(connected.error, inWords(connected.error, url, name));
  }
  throw refusal ?? new Error('a hub has at least one server');
}

const WHY: Readonly<Record<string, string>> = {
  'host-unknown': 'no such host',
  'port-closed': 'nothing listens there',
  silent: 'it does not answer',
  cut: 'it cuts the connection',
  'certificate-untrusted': 'its certificate is not of this hub’s authority',
  'certificate-expired': 'its certificate has expired',
  'certificate-wrong-name': 'its certificate is for another name',
  'not-a-hub': 'what answers there is no hub',
};

function inWords({ code, details }: AppError, url: string, name: string): string {
  if (code === 'hub-refused' || code === 'hub-access-expired')
    return `The hub at ${url} does not let ${name} in: its configuration is not this team's, or not the newest.`;
  if (code === 'hub-too-old') return `The hub at ${url} runs a nats-server that is too old.`;
  const why = String(details?.['why'] ?? code);
  return `The hub at ${url} cannot be reached: ${WHY[why] ?? why}. "npm run hub -- start" starts it.`;
}
