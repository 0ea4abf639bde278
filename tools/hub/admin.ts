import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { type Identity, identityFrom, newSeed } from '../../main/hub/identity.ts';
import { checkRoster, type Roster, signRoster } from '../../main/hub/roster.ts';
import { intakePublicKey, KEY_ID, newTeamKey, type TeamKey, wrapTeamKey } from '../../main/hub/team-keys.ts';
import { ROSTER_SUBJECT, teamKeySubject } from '../../main/hub/layout.ts';
import { Stop } from '../lib/say.mjs';
import { secretFolder, writeWhole } from './files.ts';

/** The secrets of whoever looks after the hub: one file, which belongs offline when nobody is changing the team. */
const ADMIN_FILE = join('admin', 'hub-admin.json');

const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const adminFile = z.strictObject({
  version: z.literal(1),
  /** Signs the roster, wraps the keys, makes the streams. */
  adminSeed: secret,
  clusterPassword: z.string().min(20),
  /** Every generation there was: the log was written with all of them. */
  keys: z.array(z.strictObject({ id: z.string().regex(KEY_ID), secret, intakeSecret: secret })).min(1),
  /** As it is published: signed. */
  roster: z.base64url(),
});
type AdminFile = z.infer<typeof adminFile>;

/** The keys somebody new is known by. */
export interface NewMember {
  readonly name: string;
  readonly displayName: string;
  readonly signKey: string;
  readonly sealKey: string;
}

/** One message of the stream TEAM. */
export interface TeamMessage {
  readonly subject: string;
  readonly data: Uint8Array;
}

/** A team key for one member, wrapped when it is asked for: each time it comes out another. */
export interface KeyMessage {
  readonly subject: string;
  readonly sealKey: string;
  readonly wrap: () => Uint8Array;
}

/** The admin's side of a team: its members, its keys, and what the hub has to be told of both. */
export class Admin {
  readonly #path: string;
  readonly identity: Identity;
  #file: AdminFile;
  #roster: Roster;

  private constructor(path: string, file: AdminFile, roster: Roster) {
    this.#path = path;
    this.#file = file;
    this.#roster = roster;
    this.identity = identityFrom(Buffer.from(file.adminSeed, 'base64url'));
  }

  static create(dir: string, teamId: string, clusterPassword: string): Admin {
    const key = newTeamKey();
    const nowMs = Date.now();
    const roster: Roster = {
      version: 1,
      team: teamId,
      revision: 1,
      issuedMs: nowMs,
      currentKey: key.id,
      keys: [{ id: key.id, intakeKey: intakePublicKey(key), sinceMs: nowMs }],
      members: [],
    };
    const adminSeed = newSeed();
    secretFolder(join(dir, 'admin'));
    const file: AdminFile = {
      version: 1,
      adminSeed: adminSeed.toString('base64url'),
      clusterPassword,
      keys: [asText(key)],
      roster: signRoster(roster, identityFrom(adminSeed).signing).toString('base64url'),
    };
    const admin = new Admin(join(dir, ADMIN_FILE), file, roster);
    admin.#save();
    return admin;
  }

  static isHere(dir: string): boolean {
    return existsSync(join(dir, ADMIN_FILE));
  }

  /** Stops when the admin's file is not here: it may be kept offline. */
  static open(dir: string, teamId: string): Admin {
    const path = join(dir, ADMIN_FILE);
    if (!Admin.isHere(dir))
      throw new Stop(
        `${path} is not here. This needs the admin's keys: bring the folder "admin" back from where you keep it.`,
      );
    const read = adminFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    // Not what was found: it may be secret.
    if (!read.success)
      throw new Stop(
        `${path} is damaged (${read.error.issues[0]?.path.join('.')}): bring it back from a backup.`,
      );
    const adminKey = createPublicKey(identityFrom(Buffer.from(read.data.adminSeed, 'base64url')).signing);
    const trust = { teamId, adminKey, atLeast: 0 };
    const roster = checkRoster(Buffer.from(read.data.roster, 'base64url'), trust);
    if (!roster.ok) throw new Stop(`${path} has a roster that does not count (${roster.error}).`);
    return new Admin(path, read.data, roster.value);
  }

  get roster(): Roster {
    return this.#roster;
  }

  get clusterPassword(): string {
    return this.#file.clusterPassword;
  }

  add(members: readonly NewMember[]): void {
    const sinceMs = Date.now();
    this.#issue({ members: [...this.roster.members, ...members.map((one) => ({ ...one, sinceMs }))] });
  }

  /** Out from now on: the next events are sealed with a key that this member does not get. */
  remove(name: string): void {
    const untilMs = Date.now();
    const key = newTeamKey(this.#file.keys.map(({ id }) => id));
    const isIn = (one: Roster['members'][number]) => one.name === name && one.untilMs === undefined;
    this.#file = { ...this.#file, keys: [...this.#file.keys, asText(key)] };
    this.#issue({
      currentKey: key.id,
      keys: [...this.roster.keys, { id: key.id, intakeKey: intakePublicKey(key), sinceMs: untilMs }],
      members: this.roster.members.map((one) => (isIn(one) ? { ...one, untilMs } : one)),
    });
  }

  /** The roster as the hub should have it. */
  rosterMessage(): TeamMessage {
    return { subject: ROSTER_SUBJECT, data: Buffer.from(this.#file.roster, 'base64url') };
  }

  /** Every key that somebody in the team should have. */
  keyMessages(): KeyMessage[] {
    const { signing } = this.identity;
    const members = this.roster.members.filter((one) => one.untilMs === undefined && !isIntake(one.name));
    return members.flatMap(({ name: agent, sealKey }) =>
      this.#file.keys.map((key) => ({
        subject: teamKeySubject(key.id, agent),
        sealKey,
        wrap: () => wrapTeamKey(asKey(key), { teamId: this.roster.team, agent, sealKey }, signing),
      })),
    );
  }

  #issue(change: Partial<Roster>): void {
    const roster = { ...this.roster, ...change, revision: this.roster.revision + 1, issuedMs: Date.now() };
    const message = signRoster(roster, this.identity.signing);
    this.#roster = roster;
    this.#file = { ...this.#file, roster: message.toString('base64url') };
    this.#save();
  }

  #save(): void {
    writeWhole(this.#path, `${JSON.stringify(this.#file, null, 2)}\n`, 0o600);
  }
}

const isIntake = (name: string) => name.startsWith('intake-');

function asText({ id, secret: raw, intakeSecret }: TeamKey): AdminFile['keys'][number] {
  return { id, secret: raw.toString('base64url'), intakeSecret: intakeSecret.toString('base64url') };
}

function asKey({ id, secret: text, intakeSecret }: AdminFile['keys'][number]): TeamKey {
  return { id, secret: Buffer.from(text, 'base64url'), intakeSecret: Buffer.from(intakeSecret, 'base64url') };
}
