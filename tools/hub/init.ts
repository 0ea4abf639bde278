import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Stop } from '../lib/say.mjs';
import { Admin } from './admin.ts';
import { AUTHORITY, makeCertificates, NODE_CERTIFICATE } from './certificates.ts';
import { secretFolder, writeWhole } from './files.ts';
import { makeHealthIdentity } from './health.ts';
import { addMember, type Joined } from './members.ts';
import { type HubNode, type Team, TEAM_FILE, type TeamFolder, writeTeam } from './team.ts';

export interface InitOptions {
  readonly dir: string;
  readonly name: string;
  /** One name or address for each node, as desks dial it; one stands for all nodes when they share a machine. */
  readonly hosts: readonly string[];
  readonly nodes: number;
  /** Of the first node's WebSocket; 0 draws free ones. Nodes on one machine count on from it. */
  readonly port: number;
  readonly bind: string | null;
  readonly reads: Team['reads'];
  readonly agents: readonly { name: string; displayName: string }[];
  /** A certificate that desks trust already, instead of one of the team's own authority. */
  readonly certificate: { certificate: string; key: string; authority: string | null } | null;
}

/** Ways in that every team has: `enqueue` and Asterisk's script. */
const INTAKES = [
  { name: 'intake-enqueue', displayName: 'Enqueue' },
  { name: 'intake-phone', displayName: 'Phone menu' },
];

/** Makes a new hub's folder. Stops when there is one already: its keys are the only ones. */
export async function initHub(options: InitOptions): Promise<{ folder: TeamFolder; joined: Joined[] }> {
  const dir = resolve(options.dir);
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new Stop(
      existsSync(join(dir, TEAM_FILE))
        ? `${dir} holds a hub already. What to do: start it, or name another folder for a new one.`
        : `${dir} is not empty. What to do: name an empty folder or a new one.`,
    );
  const nodes = await layOut(options);
  mkdirSync(dir, { recursive: true });
  // The folder holds secrets; somebody may have made it inside a repository.
  writeWhole(join(dir, '.gitignore'), '*\n', 0o644);
  secretFolder(join(dir, 'server'));
  await makeCertificates(
    dir,
    options.name,
    nodes.map(({ host }) => host),
  );
  const teamId = randomText(16);
  const admin = Admin.create(dir, teamId, randomText(32));
  const team: Team = {
    version: 1,
    teamId,
    name: options.name,
    reads: options.reads,
    nodes,
    tls: options.certificate ?? { ...NODE_CERTIFICATE, authority: AUTHORITY.certificate },
    admin: { data: admin.identity.natsUser, system: makeHealthIdentity(dir).natsUser },
    members: [],
    created: false,
  };
  let folder: TeamFolder = { dir, team };
  writeTeam(folder);
  const joined: Joined[] = [];
  for (const one of [...options.agents, ...INTAKES]) {
    const added = addMember(folder, admin, one);
    folder = added.folder;
    joined.push(added.joined);
  }
  return { folder, joined };
}

async function layOut({ hosts, nodes: count, port, bind }: InitOptions): Promise<HubNode[]> {
  if (count !== 1 && count !== 3 && count !== 5)
    throw new Stop(
      'A hub has 1, 3 or 5 nodes: an even number bears no more failures than the odd one below it.',
    );
  if (hosts.length !== 1 && hosts.length !== count)
    throw new Stop(`${hosts.length} hosts for ${count} nodes: name one for each, or one that all share.`);
  const nodes: HubNode[] = [];
  for (let index = 0; index < count; index += 1) {
    const host = hosts[index] ?? hosts[0] ?? 'localhost';
    const isShared = hosts.length === 1;
    const counted = (first: number) => (isShared ? first + index : first);
    const name = `hub${index + 1}`;
    nodes.push({
      name,
      host,
      port: port === 0 ? await freePort() : counted(port),
      bind: bind ?? (isLoopback(host) ? '127.0.0.1' : '0.0.0.0'),
      localPort: port === 0 ? await freePort() : counted(4222),
      clusterPort: count === 1 ? null : port === 0 ? await freePort() : counted(6222),
      storeDir: join('server', name, 'store'),
    });
  }
  return nodes;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Ports drawn in this process, so that two of one hub are never the same. */
const drawn = new Set<number>();
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

/** Below the kernel's own range, so that no outgoing connection takes it before the server does. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = LOWEST_PORT + (randomBytes(4).readUInt32BE() % PORTS);
    if (drawn.has(port) || !(await isFree(port))) continue;
    drawn.add(port);
    return port;
  }
  throw new Stop('No free port was found on 127.0.0.1.');
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** Lower-case base32, five bits a character. */
function randomText(length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte & 31)).join('');
}
