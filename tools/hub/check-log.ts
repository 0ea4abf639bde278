import { JetStreamApiError, JetStreamError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';
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
    const looked = await answerOf(session.readThrough(name));
    if (looked === null) {
      findings.push(silent(`about ${name}`));
      continue;
    }
    const { missing, read } = looked;
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
  const found = await answerOf(
    Promise.all([session.lastOf(STREAM.team, ROSTER_SUBJECT), session.missingKeys(admin)]),
  );
  if (found === null) return [silent('about the team')];
  const [last, missingKeys] = found;
  const wanted = admin.rosterMessage().data;
  const hasRoster = last !== null && Buffer.from(wanted).equals(last);
  if (hasRoster && missingKeys.length === 0) return [];
  const what = hasRoster
    ? `${missingKeys.length} wrapped keys are not on the hub: somebody cannot read what others write`
    : 'the hub does not have the newest roster: somebody who left may still count, or somebody new does not';
  return [{ level: 'error', what, todo: 'npm run hub -- tell (or start the hub from this folder)' }];
}

/** The answer; null when the hub has none, as while it chooses a leader. */
async function answerOf<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    const isSilence =
      error instanceof JetStreamError ||
      error instanceof JetStreamApiError ||
      error instanceof errors.TimeoutError ||
      error instanceof errors.RequestError ||
      error instanceof errors.ClosedConnectionError;
    if (isSilence) return null;
    throw error;
  }
}

function silent(what: string): Finding {
  return {
    level: 'error',
    what: `the hub does not answer ${what}: a leader is missing, or is being chosen this moment`,
    todo: 'check again in ten seconds; if it stays so, start the nodes that are missing',
  };
}
