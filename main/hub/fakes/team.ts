import { randomUUID, type KeyObject } from 'node:crypto';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { identityFrom, newSeed, type Identity } from '../identity.ts';
import { Keyring } from '../keyring.ts';
import type { LogMessage } from '../hub.ts';
import type { Roster } from '../roster.ts';
import { intakePublicKey, newTeamKey, type TeamKey } from '../team-keys.ts';

/** A team as an admin would make it, for tests. */
export interface SampleTeam {
  readonly teamId: string;
  readonly adminSeed: Buffer;
  readonly admin: KeyObject;
  readonly seeds: ReadonlyMap<string, Buffer>;
  readonly identities: ReadonlyMap<string, Identity>;
  readonly keys: readonly TeamKey[];
  readonly roster: Roster;
}

export function sampleTeam(names: readonly string[], teamId = 'north-clinic'): SampleTeam {
  const adminSeed = newSeed();
  const seeds = new Map(names.map((name) => [name, newSeed()]));
  const identities = new Map([...seeds].map(([name, seed]) => [name, identityFrom(seed)]));
  const key = newTeamKey();
  const roster: Roster = {
    version: 1,
    team: teamId,
    revision: 1,
    issuedMs: 1_000,
    currentKey: key.id,
    keys: [{ id: key.id, intakeKey: intakePublicKey(key), sinceMs: 1_000 }],
    members: [...identities].map(([name, { signKey, sealKey }]) => ({
      name,
      displayName: name,
      signKey,
      sealKey,
      sinceMs: 1_000,
    })),
  };
  return {
    teamId,
    adminSeed,
    admin: identityFrom(adminSeed).signing,
    seeds,
    identities,
    keys: [key],
    roster,
  };
}

export function keyringOf({ keys, roster }: Pick<SampleTeam, 'keys' | 'roster'>): Keyring {
  const keyring = new Keyring();
  for (const key of keys) keyring.addKey(key);
  keyring.setRoster(roster);
  return keyring;
}

export function identityOf(team: SampleTeam, name: string): Identity {
  const identity = team.identities.get(name);
  if (identity === undefined) throw new Error(`${name} is not in the team`);
  return identity;
}

export function sampleNote(text = 'Prefers mornings'): CallbackEvent {
  return { id: randomUUID(), at: 2_000, type: 'note', text };
}

export function messageOf(place: Pick<LogMessage, 'callbackId' | 'author'>, data: Uint8Array): LogMessage {
  return { seq: 1, hubMs: 2_000, ...place, data };
}
