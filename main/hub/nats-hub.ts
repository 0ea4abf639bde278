import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { AgentAccess } from './agent-file.ts';
import type { EventCodec } from './codec.ts';
import type { Hub } from './hub.ts';
import { identityFrom, type Identity } from './identity.ts';
import { JsApi } from './js-api.ts';
import { Keyring } from './keyring.ts';
import { connectTo } from './nats-connect.ts';
import { NatsSession } from './nats-session.ts';
import { publicKey } from './raw-keys.ts';
import { checkRoster, type Roster } from './roster.ts';
import type { SealedKind } from './sealed-kind.ts';
import { teamCodec } from './team-codec.ts';
import type { TeamTrust } from './team-feed.ts';
import { teamSeal, type TeamSeal, type TeamSealParts } from './team-seal.ts';

export interface NatsHubParts {
  readonly access: AgentAccess;
  /** In place of the agent file's servers: the profile's group `hub`. Empty or absent: the file's. */
  readonly servers?: readonly string[];
  /** The proxy that the system names for an address, `http://host:port`; null for none. */
  readonly proxyFor: (url: string) => Promise<string | null>;
  /** The newest roster that was seen, as text, kept with the desk's records: an older one never counts again. Does not throw. */
  readonly rosterKept: { get(): string | null; set(text: string): void };
}

/** The team's hub: NATS JetStream, as `npm run hub` sets it up (docs/hub.md). */
export class NatsHub implements Hub {
  readonly kind = 'nats';
  /** Seals and opens the team's events. It uses new keys as they come. */
  readonly codec: EventCodec;
  readonly keyring = new Keyring();
  readonly #parts: NatsHubParts;
  readonly #identity: Identity;
  readonly #trust: TeamTrust;
  readonly #listeners = new Set<() => void>();
  #session: NatsSession | null = null;

  constructor(parts: NatsHubParts) {
    const { access } = parts;
    this.#parts = parts;
    this.#identity = identityFrom(access.seed);
    const { signing, sealing } = this.#identity;
    const { teamId, agent } = access;
    this.#trust = { teamId, agent, adminKey: publicKey('ed25519', access.adminKey), signing, sealing };
    this.codec = teamCodec({ agent, ...this.#sealParts() });
    this.#recallRoster();
  }

  /** The team as it is known now, also without a link; null before it was read for the first time. */
  get roster(): Roster | null {
    return this.keyring.roster;
  }

  /** Seals and opens another kind of message of the team. @param maxBytes the longest that its stream takes */
  sealOf<T extends object>(kind: SealedKind<T>, maxBytes: number): TeamSeal<T> {
    return teamSeal(kind, maxBytes, this.#sealParts());
  }

  /** Tells of a new roster or a new key. @returns ends it */
  onTeam(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Tries the servers in their order. Errors, the most telling of them: `hub-misconfigured`, `hub-too-old`,
   * `hub-refused`, `hub-access-expired`, `hub-key-missing`, `hub-no-answer`, `hub-unreachable` with `host` and `why`.
   */
  async open(): Promise<Result<NatsSession, AppError>> {
    const { access, servers = [] } = this.#parts;
    let fault: AppError | null = null;
    for (const url of servers.length > 0 ? servers : access.servers) {
      const opened = await this.#openAt(url);
      if (opened.ok) return opened;
      if (fault === null || weight(opened.error) > weight(fault)) fault = opened.error;
    }
    if (fault === null) throw new Error('an agent file names at least one server');
    return failed(fault);
  }

  async #openAt(url: string): Promise<Result<NatsSession, AppError>> {
    const { access, proxyFor, rosterKept } = this.#parts;
    const { agent, ca } = access;
    const connected = await connectTo({ url, ca, proxyFor, agent, identity: this.#identity });
    if (!connected.ok) return connected;
    const opened = await NatsSession.open({
      connected: connected.value,
      api: await JsApi.of(connected.value.connection),
      trust: this.#trust,
      keyring: this.keyring,
      keepRoster: (signed) => rosterKept.set(Buffer.from(signed).toString('base64url')),
      onTeam: () => {
        for (const listener of this.#listeners) listener();
      },
    });
    if (!opened.ok) return opened;
    this.#session = opened.value;
    return ok(opened.value);
  }

  #sealParts(): TeamSealParts {
    const refreshTeam = () => this.#session?.refreshTeam() ?? Promise.resolve(false);
    return { signing: this.#trust.signing, keyring: this.keyring, refreshTeam };
  }

  #recallRoster(): void {
    const text = this.#parts.rosterKept.get();
    if (text === null) return;
    const read = checkRoster(Buffer.from(text, 'base64url'), { ...this.#trust, atLeast: 0 });
    if (read.ok) this.keyring.setRoster(read.value);
  }
}

/** Of several servers' answers, the one that says most: a server that spoke before one that did not. */
function weight({ code }: AppError): number {
  if (code === 'hub-unreachable') return 0;
  return code === 'hub-no-answer' ? 1 : 2;
}
