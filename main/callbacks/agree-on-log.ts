import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { HubSession } from '../hub/hub.ts';
import type { RecordStore } from '../records/store.ts';
import { compareLogs, LOG_ID_FACT } from './log-check.ts';
import type { Pending } from './pending.ts';
import type { Restored } from './restore.ts';

export interface AgreementParts {
  readonly store: RecordStore;
  readonly pending: Pending;
  /** The hub's log was set back: ours is brought in line with it. */
  readonly restore: (commonSeq: number) => Result<Restored, AppError>;
  readonly onAlarm: () => void;
}

/**
 * Before anything is read from a session: is its log the one that is kept here? Fails with `hub-log-other` when it is
 * not; when the hub's was set back, what is kept here follows it (restore.ts).
 */
export async function agreeOnLog(
  session: HubSession,
  { store, pending, restore, onAlarm }: AgreementParts,
): Promise<Result<void, AppError>> {
  const compared = await compareLogs(session, store);
  if (!compared.ok) return compared;
  const relation = compared.value;
  const { logId, firstSeq } = session.bounds;
  switch (relation.kind) {
    case 'other':
      return failed(appError('hub-log-other'));
    case 'apart': {
      const restored = restore(relation.commonSeq);
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
