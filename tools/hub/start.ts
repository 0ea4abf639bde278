import { whenAskedToEnd } from '../lib/run.mjs';
import { say, Stop } from '../lib/say.mjs';
import { STREAM } from '../../main/hub/layout.ts';
import { Admin } from './admin.ts';
import { isLoopback } from './init.ts';
import { writeConfigurations } from './members.ts';
import { inWords, raiseMarks, resetMarks, shortened } from './high-water.ts';
import { askNode, type NodeHealth } from './node-health.ts';
import { bringUp, untilReady } from './ready.ts';
import { findNatsServer, type RunningNode, startNode } from './server.ts';
import { hasStore, storeKey } from './store-key.ts';
import { type HubNode, readTeam, serverUrls, type TeamFolder } from './team.ts';

export interface StartOptions {
  readonly dir: string;
  /** Names of the nodes to run here; empty for all, where they all belong to this machine. */
  readonly nodes: readonly string[];
  readonly natsServer: string | null;
  /** Makes streams that are missing although the hub was made before. */
  readonly create: boolean;
  /** Makes no streams: a backup is to be put in. */
  readonly empty: boolean;
  /** Goes on with logs that end before where they did. */
  readonly acceptShorter: boolean;
}

/** A hub, or the part of it that runs on this machine. */
export interface RunningHub {
  readonly urls: readonly string[];
  readonly nodes: readonly RunningNode[];
  stop(): Promise<void>;
}

/** Starts the nodes and waits until the hub can be used. Stops, with nothing left running, when it cannot. */
export async function startHub(options: StartOptions): Promise<RunningHub> {
  const folder = readTeam(options.dir);
  const mine = nodesToRun(folder, options.nodes);
  const program = await findNatsServer(options.natsServer);
  const admin = Admin.isHere(folder.dir) ? Admin.open(folder.dir, folder.team.teamId) : null;
  if (admin) writeConfigurations(folder, admin);
  const isNew = !folder.team.created;
  if (options.create && !admin) Admin.open(folder.dir, folder.team.teamId);
  const hadStore = new Set(mine.filter((node) => hasStore(folder, node)).map(({ name }) => name));
  const keys = mine.map((node) => storeKey(folder, node));
  const running = mine.map((node, index) => startNode(program, folder, node, keys[index] ?? ''));
  const stop = async () => void (await Promise.all(running.map((one) => one.stop())));
  try {
    for (const one of running) {
      const health = await untilReady(folder, one);
      if (!options.empty) refuseEmpty(folder, one.node, health, hadStore.has(one.node.name), options.create);
    }
    if (isNew && !admin) say('The streams are made by "npm run hub -- tell", where the folder admin is.');
    if (admin && !options.empty) await bringUp(folder, admin, running, isNew || options.create);
    if (!options.empty) await refuseShorter(folder, running, options);
    const urls = serverUrls({ ...folder.team, nodes: mine });
    return { urls, nodes: running, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `npm run hub -- start`: runs until it is asked to end, or a node ends by itself. */
export async function runHub(options: StartOptions, tell: ((ready: object) => void) | null): Promise<number> {
  const asked = Promise.withResolvers<null>();
  // From the first moment: what is asked while the nodes start is done once they have.
  const release = whenAskedToEnd(() => asked.resolve(null));
  const hub = await startHub(options).catch((error: unknown) => {
    release();
    throw error;
  });
  const pids = Object.fromEntries(hub.nodes.map(({ node, pid }) => [node.name, pid]));
  if (tell) tell({ ready: hub.urls, pids });
  else say(`hub is ready ${hub.urls.join(' ')}`);
  const fallen = await Promise.race([
    asked.promise,
    ...hub.nodes.map((one) => one.ended.then((how) => ({ one, how }))),
  ]);
  release();
  await remember(options.dir, hub);
  await hub.stop();
  if (fallen === null) return 0;
  throw new Stop(`${fallen.one.node.name} has ended (${fallen.how}):\n${fallen.one.lastWords()}`);
}

/** What was on the disk and is not any more would be written over by what comes next. */
async function refuseShorter(
  folder: TeamFolder,
  running: readonly RunningNode[],
  { create, acceptShorter }: StartOptions,
): Promise<void> {
  // With several nodes the newest of them leads, and fills the others.
  const isAlone = folder.team.nodes.length === 1;
  const [first] = running;
  if (!isAlone || !first) return;
  const { streams } = await askNode(folder, first.node, (about) => about.health());
  if (create || acceptShorter) return resetMarks(folder.dir, streams);
  const found = shortened(folder.dir, streams);
  if (found.length > 0)
    throw new Stop(
      `The store is damaged, or of an old backup: ${inWords(found)}. Nothing was changed.\nWhat to do: restore the newest backup (docs/hub.md, "Restore"), or go on without what is missing with --accept-shorter; desks that have it will say so.`,
    );
  raiseMarks(folder.dir, streams);
}

/** How far the logs went when the hub was ended. */
async function remember(dir: string, hub: RunningHub): Promise<void> {
  const folder = readTeam(dir);
  const alive = hub.nodes.find((one) => !one.hasEnded());
  if (!alive) return;
  // It may be going down with the machine: then the marks of the last look stay.
  const health = await askNode(folder, alive.node, (about) => about.health()).catch(() => null);
  if (health) raiseMarks(folder.dir, health.streams);
}

function nodesToRun({ team }: TeamFolder, names: readonly string[]): HubNode[] {
  const unknown = names.find((name) => !team.nodes.some((node) => node.name === name));
  if (unknown !== undefined)
    throw new Stop(
      `There is no node called ${unknown}; there are ${team.nodes.map(({ name }) => name).join(', ')}.`,
    );
  if (names.length > 0) return team.nodes.filter(({ name }) => names.includes(name));
  const isTrial = team.nodes.length === 1 || team.nodes.every(({ host }) => isLoopback(host));
  if (isTrial) return team.nodes;
  throw new Stop(
    `The nodes of this hub are for ${team.nodes.length} machines. What to do: say which one this is, with --node ${team.nodes.map(({ name }) => name).join('|')}.`,
  );
}

/**
 * With another key than its store's, a nats-server starts healthy and with nothing in it. Whoever made the streams
 * anew then would begin a second, empty log, and nobody would know that patients wait in the first.
 */
function refuseEmpty(
  { team, dir }: TeamFolder,
  node: HubNode,
  health: NodeHealth,
  hadStore: boolean,
  create: boolean,
): void {
  if (!team.created || create || health.streams.some(({ name }) => name === STREAM.callbacks)) return;
  if (hadStore)
    throw new Stop(
      `The store of ${node.name} is there and none of its streams is: its key is not the one that it was made with, or it is damaged. Nothing was changed.\nWhat to do: bring back server/${node.name}/store.key and the store, both of one backup (docs/hub.md, "Restore").`,
    );
  // A node that was replaced fills itself from the others; alone there is nobody to fill it.
  if (team.nodes.length === 1)
    throw new Stop(
      `This hub was made before, and ${dir}/${node.storeDir} is empty.\nWhat to do: bring the store back from your backup, or begin a new log, without what was in the old one, with --create.`,
    );
}
