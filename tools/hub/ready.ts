import { say, Stop } from '../lib/say.mjs';
import type { Admin } from './admin.ts';
import { AdminSession } from './admin-session.ts';
import { NoWayIn } from './connect.ts';
import { askNode, type NodeHealth } from './node-health.ts';
import { isTooOld, type RunningNode } from './server.ts';
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
  const isQuorate = running.length > nodes.length / 2;
  if (!isQuorate) {
    say(`${running.length} of ${nodes.length} nodes run here; the hub works once more than half do.`);
    return;
  }
  await untilTaken(running, async () => {
    const session = await AdminSession.open(folder, admin);
    try {
      if (create) {
        const made = await session.createStreams(nodes.length >= 3 ? 3 : 1);
        if (made.length > 0) say(`Made the streams ${made.join(', ')}`);
      }
      await session.publishTeam(admin);
    } finally {
      await session.close();
    }
  });
  if (!folder.team.created) writeTeam({ ...folder, team: { ...folder.team, created: true } });
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
