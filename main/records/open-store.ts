import { ok, type AppError, type Result } from '#shared/result.ts';
import { createCallRecords } from './call-records.ts';
import { createCallbackTable } from './callback-table.ts';
import { createDrafts } from './drafts.ts';
import { createEventLog } from './event-log.ts';
import { createFacts } from './facts.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { createOutbox } from './outbox.ts';
import { openDatabase, type Database } from './sqlcipher.ts';
import { StoreFailure, type RecordStore } from './store.ts';

export interface StorePlace {
  /** The database's file; `:memory:` for a store that nothing outlives. */
  readonly path: string;
  /** 32 bytes (key-ring.ts); null in memory only. */
  readonly key: Uint8Array | null;
}

/**
 * Opens an agent's records, made new when there are none, brought up to date when they are older.
 * @returns `records-newer`, `records-damaged` (mend-store.ts puts it right), `records-full` or `records-failed`; nothing
 *   is changed or deleted then
 */
export function openRecordStore({ path, key }: StorePlace): Result<RecordStore, AppError> {
  const opened = openDatabase(path, key, NEWEST_VERSION);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    migrate(database);
    const calls = createCallRecords(database);
    calls.closeVanished();
    return ok(storeIn(database, calls));
  } catch (error) {
    database.close();
    if (error instanceof StoreFailure) return { ok: false, error: error.error };
    throw error;
  }
}

function storeIn(database: Database, calls: RecordStore['calls']): RecordStore {
  const callbacks = createCallbackTable(database);
  return {
    transaction: (act) => database.transaction(act),
    log: createEventLog(database, () => callbacks.clear()),
    outbox: createOutbox(database),
    callbacks,
    calls,
    drafts: createDrafts(database),
    facts: createFacts(database),
    close: () => database.close(),
  };
}
