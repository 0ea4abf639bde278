import { closeSync, openSync, statSync } from 'node:fs';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { createCallRecords, type OwnedCallRecords } from './call-records.ts';
import { createCallbackTable } from './callback-table.ts';
import { createDrafts } from './drafts.ts';
import { createEventLog } from './event-log.ts';
import { createFacts } from './facts.ts';
import { hasList, keepList, REMEMBER_NOTHING, restoreFromList, type Remember } from './keepsakes.ts';
import { endMending } from './mended-files.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { createOutbox } from './outbox.ts';
import { createScriptVersions } from './script-versions.ts';
import { diskError } from './small-files.ts';
import { isWhole, openDatabase, PAGE_BYTES, type Database } from './sqlcipher.ts';
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
  if (key === null) return opened(openDatabase(path, null, NEWEST_VERSION), (database) => upToDate(database));
  const prepared = prepareFile(path);
  if (!prepared.ok) return prepared;
  return opened(openDatabase(path, key, NEWEST_VERSION), (database) => {
    // A bad page would otherwise show only when somebody needs what was on it.
    if (!isWhole(database, path)) throw new StoreFailure(appError('records-damaged', { what: 'pages' }));
    migrate(database);
    // The end of a log file that was damaged is not missed by SQLite.
    restoreFromList(database, { path, key }, ['outbox', 'draft']);
    return upToDate(database, keepList(database, path, key));
  });
}

function opened(
  database: Result<Database, AppError>,
  make: (database: Database) => RecordStore,
): Result<RecordStore, AppError> {
  if (!database.ok) return database;
  try {
    return ok(make(database.value));
  } catch (error) {
    database.value.close();
    const known = error instanceof StoreFailure ? error.error : diskError(error);
    if (!known) throw error;
    return failed(known);
  }
}

/** Ends a mending that was stopped, and makes the file so that nobody else may read it. */
function prepareFile(path: string): Result<void, AppError> {
  try {
    endMending(path);
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    // SQLite would take it for a new one.
    if (bytes < PAGE_BYTES && hasList(path)) return failed(appError('records-damaged', { what: 'file' }));
    if (bytes === 0) closeSync(openSync(path, 'a', 0o600));
    return ok();
  } catch (error) {
    const known = diskError(error);
    if (!known) throw error;
    return failed(known);
  }
}

function upToDate(database: Database, remember = REMEMBER_NOTHING): RecordStore {
  migrate(database);
  const store = storeIn(database, remember);
  store.calls.closeVanished();
  return store;
}

/** The store over a database that has the newest layout. */
export function storeIn(
  database: Database,
  remember: Remember,
): RecordStore & { readonly calls: OwnedCallRecords } {
  const callbacks = createCallbackTable(database);
  return {
    transaction: (act, lasting) => database.transaction(act, lasting),
    log: createEventLog(database, () => callbacks.clear()),
    outbox: createOutbox(database, remember),
    callbacks,
    calls: createCallRecords(database),
    drafts: createDrafts(database, remember),
    facts: createFacts(database, remember),
    scripts: createScriptVersions(database),
    close: () => database.close(),
  };
}
