import { ok, type AppError, type Result } from '#shared/result.ts';
import type { HubSession, LogMessage } from '../hub/hub.ts';
import type { KeptMessage, RecordStore } from '../records/store.ts';
import { isHole } from './holes.ts';

/** How the hub's log stands to the one that is kept here. */
export type LogRelation =
  /** It goes on where ours ends. */
  | { readonly kind: 'same' }
  /** Another log altogether: made anew, or another team's. */
  | { readonly kind: 'other'; readonly known: string }
  /** Restored from an older copy: it is ours up to here, and then ends or went on differently. */
  | { readonly kind: 'apart'; readonly commonSeq: number }
  /** Its beginning was taken away, past the end of ours. */
  | { readonly kind: 'begins-later' };

export const LOG_ID_FACT = 'log-id';
/** How many holes in a row still leave something to compare. */
const LOOK_BACK = 16;

/**
 * Compares before anything is read: a log that was set back and has grown again would otherwise be taken for ours,
 * with other messages under the same positions. Asks for one message, and for about twenty when it is apart.
 */
export async function compareLogs(
  session: HubSession,
  { log, facts }: Pick<RecordStore, 'log' | 'facts'>,
): Promise<Result<LogRelation, AppError>> {
  const known = facts.get(LOG_ID_FACT);
  const ourLast = log.lastSeq();
  const { logId, firstSeq } = session.bounds;
  if (known === null || log.after(0, 1).length === 0) return ok({ kind: 'same' });
  if (known !== logId) return ok({ kind: 'other', known });
  if (firstSeq > ourLast + 1) return ok({ kind: 'begins-later' });
  const bounds = await session.askBounds();
  if (!bounds.ok) return bounds;
  const { lastSeq } = bounds.value;
  if (lastSeq >= ourLast) {
    const isSame = await agrees(session, log, ourLast, firstSeq);
    if (!isSame.ok) return isSame;
    if (isSame.value) return ok({ kind: 'same' });
  }
  const commonSeq = await lastCommon(session, log, Math.min(ourLast, lastSeq), firstSeq);
  return commonSeq.ok ? ok({ kind: 'apart', commonSeq: commonSeq.value }) : commonSeq;
}

/** The last position where both have the same. What comes after a difference differs. */
async function lastCommon(
  session: HubSession,
  log: RecordStore['log'],
  atMost: number,
  firstSeq: number,
): Promise<Result<number, AppError>> {
  let same = firstSeq - 1;
  let differs = atMost + 1;
  while (differs - same > 1) {
    const middle = Math.floor((same + differs) / 2);
    const isSame = await agrees(session, log, middle, same + 1);
    if (!isSame.ok) return isSame;
    if (isSame.value) same = middle;
    else differs = middle;
  }
  return ok(same);
}

/** Whether both have the same at a position; where one has a hole there, at the nearest before it. */
async function agrees(
  session: HubSession,
  log: RecordStore['log'],
  seq: number,
  fromSeq: number,
): Promise<Result<boolean, AppError>> {
  for (let at = seq; at >= Math.max(fromSeq, seq - LOOK_BACK); at -= 1) {
    const ours = log.at(at);
    if (!ours || isHole(ours)) continue;
    const theirs = await session.read(at);
    if (!theirs.ok) return theirs;
    if (theirs.value) return ok(isSameMessage(ours, theirs.value));
  }
  // Nothing but holes: nothing says that they differ.
  return ok(true);
}

function isSameMessage(ours: KeptMessage, theirs: LogMessage): boolean {
  return (
    ours.callbackId === theirs.callbackId && ours.author === theirs.author && ours.hubMs === theirs.hubMs
  );
}
