import { closeSync, existsSync, openSync } from 'node:fs';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { createCallRecords, type OwnedCallRecords } from './call-records.ts';
import { createCallbackTable } from './callback-table.ts';
import { createDrafts } from './drafts.ts';
import { createEventLog } from './event-log.ts';
import { createFacts } from './facts.ts';
import { endMending } from './mended-files.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { createOutbox } from './outbox.ts';
import { diskError } from './small-files.ts';
import { isWhole, openDatabase, type Database } from './sqlcipher.ts';
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
  const isOnDisk = path !== ':memory:';
  if (isOnDisk) {
    const prepared = prepareFile(path);
    if (!prepared.ok) return prepared;
  }
  const opened = openDatabase(path, key, NEWEST_VERSION);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    // A bad page would otherwise show only when somebody needs what was on it.
    const store = !isOnDisk || isWhole(database, path) ? upToDate(database) : null;
    if (store) return ok(store);
    database.close();
    return failed(appError('records-damaged', { what: 'pages' }));
  } catch (error) {
    database.close();
    if (error instanceof StoreFailure) return failed(error.error);
    throw error;
  }
}

/** Ends a mending that was stopped, and makes the file so that nobody else may read it. */
function prepareFile(path: string): Result<void, AppError> {
  try {
    endMending(path);
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    return ok();
  } catch (error) {
    const known = diskError(error);
    if (!known) throw error;
    return failed(known);
  }
}

function upToDate(database: Database): RecordStore {
  migrate(database);
  const store = storeIn(database);
  store.calls.closeVanished();
  return store;
}

/** The store over a database that has the newest layout. */
export function storeIn(database: Database): RecordStore & { readonly calls: OwnedCallRecords } {
  const callbacks = createCallbackTable(database);
  return {
    transaction: (act) => database.transaction(act),
    log: createEventLog(database, () => callbacks.clear()),
    outbox: createOutbox(database),
    callbacks,
    calls: createCallRecords(database),
    drafts: createDrafts(database),
    facts: createFacts(database),
    close: () => database.close(),
  };
}
