import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { agentName } from '#shared/callback/event.ts';
import { writeWhole } from './files.ts';
import { Stop } from '../lib/say.mjs';

/**
 * The team file, `team.hearthline-hub.json`: who is in the team and where its servers are. Everything in it is public;
 * what is secret stands in the folder `admin` beside it, which may be kept offline.
 */
export const TEAM_FILE = 'team.hearthline-hub.json';

const port = z.number().int().min(1).max(65_535);
const hostName = z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'a host name or an address');
/** A NATS user's public key: U and 55 more of base32. */
const userKey = z.string().regex(/^U[A-Z2-7]{55}$/);

const node = z.strictObject({
  /** Its server_name, and its folder below `nodes`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  /** What desks dial. */
  host: hostName,
  /** TLS WebSocket, for desks, intakes and the admin alike. */
  port,
  /** The address it listens on; the host's own name and every interface where it differs from loopback. */
  bind: hostName,
  /** NATS' own port, for nobody but this machine: nats-server cannot do without one. */
  localPort: port,
  /** Where the other nodes reach it; null with one node. */
  clusterPort: port.nullable(),
  /** Relative to the team file. */
  storeDir: z.string(),
});
export type HubNode = z.infer<typeof node>;

const member = z.strictObject({
  name: agentName,
  displayName: z.string().max(100),
  role: z.enum(['agent', 'lead', 'intake']),
  userKey,
});
export type Member = z.infer<typeof member>;

const team = z.strictObject({
  version: z.literal(1),
  /** Random: tells this team's hub from every other. */
  teamId: z.string().regex(/^[a-z2-7]{16}$/),
  name: z.string().min(1).max(100),
  /** How ways in read numbers without a country code and times without an offset. */
  reads: z.strictObject({ country: z.string().regex(/^[A-Z]{2}$/), timezone: z.string() }),
  nodes: z.array(node).min(1).max(5),
  /** PEM files, relative to the team file. `authority` is null when the system's own authorities vouch for it. */
  tls: z.strictObject({ certificate: z.string(), key: z.string(), authority: z.string().nullable() }),
  /** Public keys of those who look after the hub; one each because a user belongs to one account. */
  admin: z.strictObject({ data: userKey, system: userKey }),
  /** Those who may sign in, now. */
  members: z.array(member),
  /** False until the streams have been made. From then on nobody makes them again by accident. */
  created: z.boolean(),
});
export type Team = z.infer<typeof team>;

/** A team file and the folder it is in. */
export interface TeamFolder {
  readonly dir: string;
  readonly team: Team;
}

/** Reads the team file of a folder, or stops with every mistake named. */
export function readTeam(folder: string): TeamFolder {
  const dir = resolve(folder);
  const path = join(dir, TEAM_FILE);
  const text = textOf(path);
  if (text === null)
    throw new Stop(
      `There is no ${TEAM_FILE} in ${dir}.\nWhat to do: make a hub with "npm run hub -- init", or name its folder with --dir.`,
    );
  const parsed = team.safeParse(jsonOf(text, path));
  if (!parsed.success)
    throw new Stop(`${path} is no team file as this Hearthline knows it:\n${z.prettifyError(parsed.error)}`);
  return { dir, team: parsed.data };
}

/** Writes the team file whole: a reader sees the old one or the new one. */
export function writeTeam({ dir, team: value }: TeamFolder): void {
  writeWhole(join(dir, TEAM_FILE), `${JSON.stringify(value, null, 2)}\n`, 0o644);
}

/** A path of the team file, made whole. */
export function inFolder(dir: string, path: string): string {
  return isAbsolute(path) ? path : join(dir, path);
}

/** Where desks connect to, in the order of the team file. */
export function serverUrls(value: Team): string[] {
  return value.nodes.map((one) => `wss://${one.host.includes(':') ? `[${one.host}]` : one.host}:${one.port}`);
}

/** A node's folder: its configuration, its key, its log. */
export function nodeDir({ dir }: TeamFolder, one: HubNode): string {
  return dirname(inFolder(dir, one.storeDir));
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Stop(`${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
