import { createSecretKey, type KeyObject } from 'node:crypto';
import { derived, privateKey, publicKey } from './raw-keys.ts';
import type { Roster } from './roster.ts';
import type { TeamKey } from './team-keys.ts';

/** By how much later than the admin's clock says a leaver's last event may have reached the hub. */
const LEAVING_GRACE_MS = 60_000;

interface Signer {
  readonly key: KeyObject;
  readonly untilMs: number;
}

/** The keys of one generation, ready to use. */
export interface ReadyKey {
  readonly id: string;
  readonly secret: KeyObject;
  readonly intake: KeyObject;
}

/** The team's keys and members as this desk knows them now. Filled by the hub session, read by the codec. */
export class Keyring {
  readonly #keys = new Map<string, ReadyKey>();
  #signers = new Map<string, Signer[]>();
  #roster: Roster | null = null;

  get roster(): Roster | null {
    return this.#roster;
  }

  get keyIds(): string[] {
    return [...this.#keys.keys()];
  }

  key(id: string): ReadyKey | null {
    return this.#keys.get(id) ?? null;
  }

  /** The key that new events are sealed with; null before the team was read, or when it was not wrapped for us. */
  currentKey(): ReadyKey | null {
    return this.#roster === null ? null : this.key(this.#roster.currentKey);
  }

  /**
   * The same at every desk of the team and for as long as it lasts, known to nobody else; null before the team was
   * read. Ids of imported lines are made with it.
   */
  importKey(): Buffer | null {
    const [first] = [...this.#keys.keys()].toSorted();
    const secret = first === undefined ? undefined : this.#keys.get(first)?.secret.export();
    return secret === undefined ? null : derived(secret, 'hearthline-import-1', this.#roster?.team ?? '');
  }

  /** Keys whose signature counts for a name at a time of the hub, newest first. */
  signersOf(name: string, hubMs: number): KeyObject[] {
    return (this.#signers.get(name) ?? []).filter(({ untilMs }) => hubMs <= untilMs).map(({ key }) => key);
  }

  /** Keys stay for ever: the log was written with all of them. */
  addKey(key: TeamKey): void {
    this.#keys.set(key.id, {
      id: key.id,
      secret: createSecretKey(key.secret),
      intake: privateKey('x25519', key.intakeSecret),
    });
  }

  /** A roster of a lower revision than the one there is changes nothing. */
  setRoster(roster: Roster): void {
    if (this.#roster !== null && roster.revision < this.#roster.revision) return;
    const signers = new Map<string, Signer[]>();
    for (const { name, signKey, untilMs } of roster.members.toReversed()) {
      const untilHubMs = untilMs === undefined ? Infinity : untilMs + LEAVING_GRACE_MS;
      const ofName = signers.get(name) ?? [];
      signers.set(name, [...ofName, { key: publicKey('ed25519', signKey), untilMs: untilHubMs }]);
    }
    this.#roster = roster;
    this.#signers = signers;
  }
}
