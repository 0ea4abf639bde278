import { say, Stop } from '../lib/say.mjs';
import type { Admin } from './admin.ts';
import { AdminSession } from './admin-session.ts';
import { NoWayIn } from './connect.ts';
import { askNode, type NodeHealth } from './node-health.ts';
import { isTooOld, type RunningNode } from './server.ts';
import { ADDED_LATER } from './streams.ts';
import { type TeamFolder, writeTeam } from './team.ts';

const LOOK_EVERY_MS = 50;
const READY_LIMIT_MS = 60_000;

/** Asks until the node answers. */
export async function untilReady(folder: TeamFolder, running: RunningNode): Promise<NodeHealth> {
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    if (running.hasEnded())
      throw new Stop(`${running.node.name} did not start (${await running.ended}):\n${running.lastWords()}`);
    try {
      const health = await askNode(folder, running.node, (about) => about.health());
      if (isTooOld(health.version))
        throw new Stop(`${running.node.name} is nats-server ${health.version}: too old.`);
      return health;
    } catch (error) {
      if (!(error instanceof NoWayIn)) throw error;
      if (Date.now() > deadline) throw new Stop(`${error.message}\n${running.lastWords()}`);
    }
    await running.waitAtMost(LOOK_EVERY_MS);
  }
}

/** Makes what is missing and tells the hub of the team, once enough nodes are there to take it. */
export async function bringUp(
  folder: TeamFolder,
  admin: Admin,
  running: readonly RunningNode[],
  create: boolean,
): Promise<void> {
  const { nodes } = folder.team;
  if (!(await isQuorate(folder, running))) {
    say(`${running.length} of ${nodes.length} nodes run here; the hub works once more than half do.`);
    if (!folder.team.created) say('Once they do: npm run hub -- tell, which makes the streams.');
    return;
  }
  await untilTaken(running, async () => {
    const session = await AdminSession.open(folder, admin);
    try {
      await makeStreams(folder, session, create);
      await session.publishTeam(admin);
    } finally {
      await session.close();
    }
  });
  noteCreated(folder);
}

/** Makes the streams that are missing: all of a hub that is new, and of another those that came later and keep nothing. */
export async function makeStreams(
  { team }: TeamFolder,
  session: AdminSession,
  isNew: boolean,
): Promise<void> {
  const mayMake = (name: string) => isNew || ADDED_LATER.includes(name);
  const made = await session.createStreams(team.nodes.length >= 3 ? 3 : 1, mayMake);
  if (made.length > 0) say(`Made the streams ${made.join(', ')}`);
}

/** From now on a hub without streams is one that has lost them. */
export function noteCreated(folder: TeamFolder): void {
  if (!folder.team.created) writeTeam({ ...folder, team: { ...folder.team, created: true } });
}

/** Enough run here, or a node that runs here sees a leader: then enough run somewhere. */
async function isQuorate(folder: TeamFolder, running: readonly RunningNode[]): Promise<boolean> {
  if (running.length > folder.team.nodes.length / 2) return true;
  const [first] = running;
  if (!first) return false;
  const { cluster } = await askNode(folder, first.node, (about) => about.health());
  return cluster !== null && cluster.leader !== '';
}

/** Tries until a cluster that is still choosing its leaders takes it. */
async function untilTaken(running: readonly RunningNode[], act: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Stop || Date.now() > deadline) throw error;
    }
    await Promise.race(running.map((one) => one.waitAtMost(LOOK_EVERY_MS)));
  }
}
