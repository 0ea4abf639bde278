import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { HubSession } from '../hub/hub.ts';
import type { RecordStore } from '../records/store.ts';
import { compareLogs, LOG_ID_FACT, type LogRelation } from './log-check.ts';
import { pauseIn } from './pause.ts';
import type { Pending } from './pending.ts';
import type { Restored } from './restore.ts';

/**
 * A node that is cut off from the others takes itself for the leader for up to 20 s more (measured with nats-server
 * 2.15.1), and may tell of a shorter log than the team's. A log that was set back is so for longer.
 */
const BELIEVED_AFTER_MS = 30_000;

export interface AgreementParts {
  readonly store: RecordStore;
  readonly pending: Pending;
  readonly clock: Clock;
  /** The hub's log was set back: ours is brought in line with it. */
  readonly restore: (commonSeq: number) => Result<Restored, AppError>;
  readonly onAlarm: () => void;
}

/**
 * Before anything is read from a session: is its log the one that is kept here? Fails with `hub-log-other` when it is
 * not; when the hub's was set back, and still is after a while, what is kept here follows it (restore.ts).
 */
export async function agreeOnLog(
  session: HubSession,
  { store, pending, clock, restore, onAlarm }: AgreementParts,
): Promise<Result<void, AppError>> {
  const compared = await compareLogs(session, store);
  if (!compared.ok) return compared;
  const relation = compared.value;
  const { logId, firstSeq } = session.bounds;
  switch (relation.kind) {
    case 'other':
      return failed(appError('hub-log-other'));
    case 'apart': {
      const stillApart = await apartForAWhile(session, store, clock);
      if (!stillApart.ok) return stillApart;
      const restored = restore(stillApart.value.commonSeq);
      onAlarm();
      return restored.ok ? ok() : restored;
    }
    case 'begins-later':
    case 'same':
      return pending.write(() => {
        const isEmpty = store.log.after(0, 1).length === 0;
        if (relation.kind === 'begins-later') store.log.clear();
        if (isEmpty || relation.kind === 'begins-later') store.log.beginAt(firstSeq);
        store.facts.set(LOG_ID_FACT, logId);
      });
  }
}

/** Compares once more later on. A log that is ours after all is read in another session, which knows where it ends. */
async function apartForAWhile(
  session: HubSession,
  store: RecordStore,
  clock: Clock,
): Promise<Result<Extract<LogRelation, { kind: 'apart' }>, AppError>> {
  await pauseIn(session, clock, BELIEVED_AFTER_MS);
  const compared = await compareLogs(session, store);
  if (!compared.ok) return compared;
  return compared.value.kind === 'apart' ? ok(compared.value) : failed(appError('hub-no-answer'));
}
