import { createPublicKey, type KeyObject } from 'node:crypto';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { Feed, type Delivered } from './feed.ts';
import type { JsApi } from './js-api.ts';
import type { Keyring } from './keyring.ts';
import { ROSTER_SUBJECT, STREAM, teamSubjectsOf } from './layout.ts';
import { publicText } from './raw-keys.ts';
import { checkRoster, memberNow } from './roster.ts';
import { unwrapTeamKey } from './team-keys.ts';

/** The team changes a few times a day. */
const HEARTBEAT_MS = 4_000;

/** Whose desk this is, and whom it trusts. */
export interface TeamTrust {
  readonly teamId: string;
  readonly agent: string;
  readonly adminKey: KeyObject;
  readonly signing: KeyObject;
  readonly sealing: KeyObject;
}

export interface TeamFeedParts {
  readonly api: JsApi;
  readonly trust: TeamTrust;
  readonly keyring: Keyring;
  /** The signed roster, to be kept: a lower revision never counts again. */
  readonly keepRoster: (signed: Uint8Array) => void;
  /** Something about the team is another than before. */
  readonly onTeam: () => void;
  readonly onFault: (fault: AppError) => void;
}

/** Reads the stream TEAM into the keyring: what is there now, and what comes during the session. */
export class TeamFeed {
  readonly #parts: TeamFeedParts;
  readonly #feed: Feed;
  #received = 0;
  #started = Promise.withResolvers<void>();
  #wanted = Infinity;
  #hasBegun = false;

  constructor(parts: TeamFeedParts) {
    this.#parts = parts;
    const from = { deliver_policy: 'last_per_subject', filter_subjects: teamSubjectsOf(parts.trust.agent) };
    this.#feed = new Feed({
      api: parts.api,
      agent: parts.trust.agent,
      stream: STREAM.team,
      heartbeatMs: HEARTBEAT_MS,
      from,
      onBatch: (messages) => this.#take(messages),
      onIdle: () => this.#started.resolve(),
      onFault: parts.onFault,
    });
  }

  /**
   * Resolves once what is there was read. Errors: `hub-refused` when the roster does not have us (any more),
   * `hub-key-missing`, `hub-misconfigured` when there is no roster, `hub-no-answer`; null when the feed failed and
   * `onFault` was told.
   */
  async start(over: Promise<unknown>): Promise<Result<void, AppError> | null> {
    const pending = await this.#feed.start();
    if (pending === null) return null;
    this.#wanted = pending;
    if (this.#received >= pending) this.#started.resolve();
    const isThere = await Promise.race([this.#started.promise.then(() => true), over.then(() => false)]);
    if (!isThere) return null;
    const standing = this.#standing();
    const found = standing.ok ? standing : await this.#askLeader();
    this.#hasBegun = true;
    return found;
  }

  /**
   * The node that feeds us may lack something, as one does that was started a moment ago or whose files are damaged:
   * before anybody is told that they do not belong here, the leader is asked.
   */
  async #askLeader(): Promise<Result<void, AppError>> {
    const { api, trust, onTeam } = this.#parts;
    for (const subject of teamSubjectsOf(trust.agent)) {
      const found = await api.message(STREAM.team, { last_by_subj: subject });
      if (!found.ok) return found;
      if (found.value && this.#takeOne(found.value)) onTeam();
    }
    return this.#standing();
  }

  tick(): void {
    this.#feed.tick();
  }

  stop(): void {
    this.#feed.stop();
  }

  /** Reads the roster anew, for an author nobody knows. False when it cannot be had now. */
  async refresh(): Promise<boolean> {
    const found = await this.#parts.api.message(STREAM.team, { last_by_subj: ROSTER_SUBJECT });
    if (!found.ok || found.value === null) return false;
    if (this.#takeRoster(found.value.data)) this.#parts.onTeam();
    return true;
  }

  #take(messages: readonly Delivered[]): void {
    const isNew = messages.map((message) => this.#takeOne(message)).includes(true);
    this.#received += messages.length;
    if (this.#received >= this.#wanted) this.#started.resolve();
    if (isNew) this.#parts.onTeam();
    const standing = this.#hasBegun ? this.#standing() : ok();
    // Being let in late is no fault of the session; being put out is its end.
    if (!standing.ok && standing.error.code === 'hub-refused') this.#parts.onFault(standing.error);
  }

  #takeOne({ subject, data }: Delivered): boolean {
    if (subject === ROSTER_SUBJECT) return this.#takeRoster(data);
    const { teamId, agent, sealing, adminKey } = this.#parts.trust;
    const keyId = subject.split('.')[2] ?? '';
    const key = unwrapTeamKey(data, { keyId, teamId, agent }, sealing, adminKey);
    if (key === null || this.#parts.keyring.key(key.id) !== null) return false;
    this.#parts.keyring.addKey(key);
    return true;
  }

  /** A roster that is not the admin's, or an old one, changes nothing. */
  #takeRoster(signed: Uint8Array): boolean {
    const { keyring, trust, keepRoster } = this.#parts;
    const before = keyring.roster?.revision ?? 0;
    const read = checkRoster(signed, { ...trust, atLeast: before + 1 });
    if (!read.ok) return false;
    keyring.setRoster(read.value);
    keepRoster(signed);
    return true;
  }

  #standing(): Result<void, AppError> {
    const { keyring, trust } = this.#parts;
    if (keyring.roster === null) return failed(appError('hub-misconfigured', { what: 'TEAM roster' }));
    const member = memberNow(keyring.roster, trust.agent);
    if (member === null || member.signKey !== publicText(createPublicKey(trust.signing))) {
      return failed(appError('hub-refused'));
    }
    return keyring.currentKey() === null ? failed(appError('hub-key-missing')) : ok();
  }
}
