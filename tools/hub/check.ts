import { connect } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { Admin } from './admin.ts';
import { AdminSession } from './admin-session.ts';
import { checkLog, checkTeam } from './check-log.ts';
import { REVISION_TAG } from './config.ts';
import { NoWayIn } from './connect.ts';
import { inWords, raiseMarks, shortened } from './high-water.ts';
import { authorityOf } from './members.ts';
import { askNode, type NodeHealth } from './node-health.ts';
import { isTooOld } from './server.ts';
import { ADDED_LATER, streamDefinitions } from './streams.ts';
import { type HubNode, readTeam, type TeamFolder } from './team.ts';

/** Something that is not as it should be. */
export interface Finding {
  /** `error`: calls may be lost or the hub does not work. `warning`: it will, if nobody does anything. */
  readonly level: 'error' | 'warning';
  readonly what: string;
  readonly todo: string;
}

/** What was looked at, for whoever wants to see that it was. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  readonly seen: readonly string[];
}

/** A report for people. */
export function reportLines({ findings, seen }: CheckReport): string[] {
  const named = findings.map(
    ({ level, what, todo }) => `${level.toUpperCase()}: ${what}\n  What to do: ${todo}`,
  );
  return [...seen.map((line) => `  ${line}`), ...(named.length > 0 ? named : ['All is well.'])];
}

const EXPIRY_WARNING_DAYS = 30;
const DAY_MS = 86_400_000;
const CATCH_UP_LIMIT_MS = 5000;
const LOOK_AGAIN_MS = 250;
const FULL_WARNING = 0.8;

/** Looks at everything that can be seen from here. */
export async function checkHub(dir: string): Promise<CheckReport> {
  const folder = readTeam(dir);
  const findings: Finding[] = [];
  const seen: string[] = [];
  const admin = Admin.isHere(folder.dir) ? Admin.open(folder.dir, folder.team.teamId) : null;
  const healthy = await lookAtNodes(folder, admin, findings, seen);
  if (healthy.size > 0) {
    checkCluster(folder, healthy, findings);
    checkStreams(folder, healthy, findings);
    checkEnds(folder, healthy, findings);
    await checkReplicas(folder, findings, seen);
    if (admin) await checkAsAdmin(folder, admin, findings, seen);
    else
      seen.push(
        'not looked into the log, nor whether the hub knows the newest team: the admin’s keys are not here',
      );
  }
  return { findings, seen };
}

type Healthy = ReadonlyMap<string, NodeHealth>;

async function lookAtNodes(
  folder: TeamFolder,
  admin: Admin | null,
  findings: Finding[],
  seen: string[],
): Promise<Healthy> {
  const healthy = new Map<string, NodeHealth>();
  for (const node of folder.team.nodes) {
    await checkCertificate(folder, node, findings, seen);
    try {
      const health = await askNode(folder, node, (about) => about.health());
      healthy.set(node.name, health);
      findings.push(...aboutNode(node, health, admin));
      seen.push(`${node.name}: nats-server ${health.version}, ${health.streams.length} streams`);
    } catch (error) {
      if (!(error instanceof NoWayIn)) throw error;
      const todo = `start it: npm run hub -- start --node ${node.name}`;
      findings.push({ level: 'error', what: `${node.name}: ${error.message}`, todo });
    }
  }
  const versions = new Set([...healthy.values()].map(({ version }) => version));
  if (versions.size > 1)
    findings.push({
      level: 'warning',
      what: `the nodes run different versions: ${[...versions].join(', ')}`,
      todo: 'finish the upgrade, one node after the other (docs/hub.md, "Upgrade")',
    });
  return healthy;
}

function aboutNode({ name }: HubNode, health: NodeHealth, admin: Admin | null): Finding[] {
  const findings: Finding[] = [];
  if (isTooOld(health.version))
    findings.push({
      level: 'error',
      what: `${name} runs nats-server ${health.version}, which ignores compare-and-set over wildcards`,
      todo: 'install 2.12 or newer; until then no desk will use this hub',
    });
  if (!health.isSyncAlways)
    findings.push({
      level: 'error',
      what: `${name} acknowledges before it has written to the disk (sync_interval)`,
      todo: 'start it with the configuration that npm run hub makes',
    });
  const known = health.tags.find((tag) => tag.startsWith(REVISION_TAG))?.slice(REVISION_TAG.length);
  if (admin && known !== String(admin.roster.revision))
    findings.push({
      level: 'error',
      what: `${name} lets in the team of revision ${known ?? 'unknown'}, and the newest is ${admin.roster.revision}: somebody who left may still get in`,
      todo: `copy server/${name}/nats-server.conf to its machine and restart it or reload it (kill -HUP)`,
    });
  if (health.storeUsed > FULL_WARNING * health.storeLimit)
    findings.push({
      level: 'warning',
      what: `${name} has used ${Math.round((100 * health.storeUsed) / health.storeLimit)} % of what its store may hold`,
      todo: 'a full store refuses new callbacks: make room on its disk and raise max_file_store',
    });
  return findings;
}

/** The certificate that a node shows, as a desk would see it. */
async function checkCertificate(
  folder: TeamFolder,
  node: HubNode,
  findings: Finding[],
  seen: string[],
): Promise<void> {
  const shown = await shownCertificate(folder, node);
  if (shown === null) return;
  const days = Math.floor((shown.validTo.getTime() - Date.now()) / DAY_MS);
  seen.push(`${node.name}: certificate valid for ${days} days`);
  if (shown.problem !== null)
    findings.push({
      level: 'error',
      what: `${node.name}: desks do not trust its certificate (${shown.problem})`,
      todo: 'make a new one with "npm run hub -- renew-certificate" and restart the nodes, or put yours in its place',
    });
  else if (days < EXPIRY_WARNING_DAYS)
    findings.push({
      level: 'warning',
      what: `${node.name}: its certificate ends in ${days} days`,
      todo: 'make a new one with "npm run hub -- renew-certificate" and restart the nodes, or put yours in its place',
    });
}

function shownCertificate(
  folder: TeamFolder,
  { host, port }: HubNode,
): Promise<{ validTo: Date; problem: string | null } | null> {
  const ca = authorityOf(folder);
  return new Promise((resolve) => {
    // Trusted or not is what is asked here: nothing is sent over this connection.
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, ...(ca && { ca }) });
    socket.setTimeout(CATCH_UP_LIMIT_MS, () => socket.destroy());
    socket.once('secureConnect', () => {
      const { valid_to: validTo } = socket.getPeerCertificate();
      const problem = socket.authorized ? null : String(socket.authorizationError);
      resolve({ validTo: new Date(validTo), problem });
      socket.destroy();
    });
    // A node that cannot be reached is named by the look at its health.
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}

function checkCluster({ team }: TeamFolder, healthy: Healthy, findings: Finding[]): void {
  if (team.nodes.length === 1) return;
  for (const [name, { cluster }] of healthy) {
    if (cluster === null || cluster.leader === '')
      findings.push({
        level: 'error',
        what: `${name} sees no leader of the cluster: nothing can be written`,
        todo: 'start the other nodes; look in their logs for why they do not find one another (port, certificate, password)',
      });
    else if (cluster.size !== team.nodes.length)
      findings.push({
        level: 'warning',
        what: `${name} counts ${cluster.size} nodes in the cluster, and the team file has ${team.nodes.length}`,
        todo: 'make the team file and the machines agree',
      });
  }
}

/** Every stream is there, with the settings that nothing may be lost without. */
function checkStreams({ team }: TeamFolder, healthy: Healthy, findings: Finding[]): void {
  const wanted = streamDefinitions(team.nodes.length >= 3 ? 3 : 1);
  for (const definition of wanted) {
    const holders = [...healthy].filter(([, { streams }]) =>
      streams.some(({ name }) => name === definition.name),
    );
    if (holders.length < Math.min(healthy.size, definition.num_replicas ?? 1))
      findings.push({
        level: 'error',
        what: `${holders.length} of ${healthy.size} nodes have the stream ${definition.name}`,
        todo: missingTodo(definition.name),
      });
    const config = holders[0]?.[1].streams.find(({ name }) => name === definition.name)?.config ?? {};
    for (const [setting, value] of Object.entries(definition)) {
      const found = config[setting];
      if (holders.length === 0 || isSame(value, found)) continue;
      findings.push({
        level: 'error',
        what: `${definition.name} has ${setting} ${JSON.stringify(found ?? null)}, and should have ${JSON.stringify(value)}`,
        todo: 'desks refuse such a hub: set it back with the nats command line, or restore a backup into a new hub',
      });
    }
  }
}

/** What was lost is not made anew as if nothing had been; what came with a later Hearthline keeps nothing to lose. */
function missingTodo(stream: string): string {
  return ADDED_LATER.includes(stream)
    ? 'npm run hub -- tell, where the admin’s keys are: it makes the stream; until then desks work without it'
    : 'do not make it anew before you know why: a store with another key looks empty (docs/hub.md, "Restore")';
}

/** JetStream leaves out what is false or zero, and adds keys of its own to metadata. */
function isSame(wanted: unknown, found: unknown): boolean {
  if (wanted === false || wanted === 0) return !found;
  return JSON.stringify(found) === JSON.stringify(wanted);
}

/** No log ends before where it did when it was looked at last. */
function checkEnds({ dir }: TeamFolder, healthy: Healthy, findings: Finding[]): void {
  const lists = [...healthy.values()].map(({ streams }) => streams);
  const found = lists.map((streams) => shortened(dir, streams)).filter((one) => one.length > 0);
  // A node that is behind shows as a difference between replicas.
  if (found.length === lists.length && found[0])
    findings.push({
      level: 'error',
      what: `the store was damaged, or is of an old backup: ${inWords(found[0])}`,
      todo: 'restore the newest backup (docs/hub.md, "Restore"); or, when nothing better is to be had, start once with --accept-shorter',
    });
  for (const streams of lists) raiseMarks(dir, streams);
}

/** Every replica has the same end, once each had a moment to catch up. */
async function checkReplicas(folder: TeamFolder, findings: Finding[], seen: string[]): Promise<void> {
  const deadline = Date.now() + CATCH_UP_LIMIT_MS;
  for (;;) {
    const ends = await endsOfStreams(folder);
    const uneven = [...ends].filter(([, byNode]) => new Set(byNode.values()).size > 1);
    if (uneven.length === 0) {
      seen.push(...[...ends].map(([name, byNode]) => `${name} ends at ${[...byNode.values()][0] ?? 0}`));
      return;
    }
    if (Date.now() > deadline) {
      for (const [name, byNode] of uneven) findings.push(unevenFinding(name, byNode));
      return;
    }
    await delay(LOOK_AGAIN_MS);
  }
}

function unevenFinding(name: string, byNode: ReadonlyMap<string, string>): Finding {
  return {
    level: 'error',
    what: `the replicas of ${name} differ: ${[...byNode].map(([node, end]) => `${node} ${end}`).join(', ')}`,
    todo: 'stop the node that is behind, move its store aside and start it: it fills itself from the others',
  };
}

/** `last position (count)` of each stream on each node that has it. */
async function endsOfStreams(folder: TeamFolder): Promise<Map<string, Map<string, string>>> {
  const ends = new Map<string, Map<string, string>>();
  for (const node of folder.team.nodes) {
    const health = await askNode(folder, node, (about) => about.health()).catch(() => null);
    for (const { name, state } of health?.streams ?? []) {
      const byNode = ends.get(name) ?? new Map<string, string>();
      ends.set(name, byNode.set(node.name, `${state.last_seq} (${state.messages})`));
    }
  }
  return ends;
}

async function checkAsAdmin(
  folder: TeamFolder,
  admin: Admin,
  findings: Finding[],
  seen: string[],
): Promise<void> {
  let session: AdminSession;
  try {
    session = await AdminSession.open(folder, admin);
  } catch (error) {
    if (!(error instanceof NoWayIn)) throw error;
    findings.push({
      level: 'error',
      what: error.message,
      todo: 'start the hub with this folder’s configuration',
    });
    return;
  }
  try {
    findings.push(...(await checkLog(session, seen)), ...(await checkTeam(session, admin)));
  } finally {
    await session.close();
  }
}
