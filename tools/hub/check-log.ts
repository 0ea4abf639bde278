import { ROSTER_SUBJECT, STREAM } from '../../main/hub/layout.ts';
import type { Admin } from './admin.ts';
import type { AdminSession } from './admin-session.ts';
import type { Finding } from './check.ts';

/** Nothing is ever taken out of these, so their positions have no holes. */
const UNBROKEN = [STREAM.callbacks, STREAM.team, STREAM.audit, STREAM.scripts];

/** Reads every log from end to end, as a desk's first sync would, and looks for positions that are missing. */
export async function checkLog(session: AdminSession, seen: string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of UNBROKEN) {
    const { missing, read } = await session.readThrough(name);
    seen.push(`${name}: read ${read} messages`);
    if (missing.length === 0) continue;
    const some = missing.slice(0, 5).join(', ');
    findings.push({
      level: 'error',
      what: `${missing.length} messages of ${name} cannot be read any more: ${some}${missing.length > 5 ? ' …' : ''}`,
      todo: 'a disk has failed. With three nodes: find the damaged one, move its store aside and start it; with one: restore the newest backup (docs/hub.md)',
    });
  }
  return findings;
}

/** Whether the hub has the roster and the keys that the admin made last. */
export async function checkTeam(session: AdminSession, admin: Admin): Promise<Finding[]> {
  const last = await session.lastOf(STREAM.team, ROSTER_SUBJECT);
  const wanted = admin.rosterMessage().data;
  const hasRoster = last !== null && Buffer.from(wanted).equals(last);
  const missingKeys = await session.missingKeys(admin);
  if (hasRoster && missingKeys.length === 0) return [];
  const what = hasRoster
    ? `${missingKeys.length} wrapped keys are not on the hub: somebody cannot read what others write`
    : 'the hub does not have the newest roster: somebody who left may still count, or somebody new does not';
  return [{ level: 'error', what, todo: 'npm run hub -- tell (or start the hub from this folder)' }];
}
