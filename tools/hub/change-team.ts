import { Admin } from './admin.ts';
import { AdminSession } from './admin-session.ts';
import { NoWayIn } from './connect.ts';
import { addMember, type Joined, removeMember, writeConfigurations } from './members.ts';
import { askNode } from './node-health.ts';
import { makeStreams, noteCreated } from './ready.ts';
import { readTeam, type TeamFolder } from './team.ts';

/** Whether the running hub has learnt of a change. */
export type Told =
  | { readonly kind: 'told' }
  /** It does not run; it will know when it is started. */
  | { readonly kind: 'not-running'; readonly why: string }
  /** A part of it runs and does not know. */
  | { readonly kind: 'failed'; readonly why: string };

export async function addAndTell(
  dir: string,
  wanted: { name: string; displayName: string },
): Promise<{ joined: Joined; told: Told }> {
  const before = readTeam(dir);
  const admin = Admin.open(before.dir, before.team.teamId);
  const { folder, joined } = addMember(before, admin, wanted);
  // Who may sign in before what they find: a desk that joins at once finds its key.
  return { joined, told: await tellHub(folder, admin) };
}

export async function removeAndTell(dir: string, name: string): Promise<Told> {
  const before = readTeam(dir);
  const admin = Admin.open(before.dir, before.team.teamId);
  const folder = removeMember(before, admin, name);
  return tellHub(folder, admin);
}

/** Tells the hub of everything again. */
export function tellAll(dir: string): Promise<Told> {
  const folder = readTeam(dir);
  const admin = Admin.open(folder.dir, folder.team.teamId);
  writeConfigurations(folder, admin);
  return tellHub(folder, admin);
}

/** Makes every node that can be reached read its configuration anew, and publishes roster and keys. */
async function tellHub(folder: TeamFolder, admin: Admin): Promise<Told> {
  const { nodes } = folder.team;
  const results = await Promise.all(
    nodes.map((node) =>
      askNode(folder, node, (about) => about.reload()).then(
        (why) => (why === null ? ('told' as const) : `${node.name}: ${why}`),
        (error: unknown) => reasonOf(error),
      ),
    ),
  );
  const failures = results.filter((one) => one !== 'told');
  if (failures.length === nodes.length) return { kind: 'not-running', why: failures.join('\n') };
  try {
    const session = await AdminSession.open(folder, admin);
    try {
      // The first time on machines that the admin's keys never come to, and after an update of the tool.
      await makeStreams(folder, session, !folder.team.created);
      await session.publishTeam(admin);
      noteCreated(folder);
    } finally {
      await session.close();
    }
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  return failures.length === 0 ? { kind: 'told' } : { kind: 'failed', why: failures.join('\n') };
}

function reasonOf(error: unknown): string {
  if (error instanceof NoWayIn) return error.message;
  throw error;
}
