import type { LoggedEvent } from '#shared/callback/event.ts';
import { foldGroup, groupKeyOf } from '#shared/callback/fold.ts';
import type { CallJournalEvent } from '#shared/desk/call-journal.ts';
import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import { LOG_ID_FACT } from '../callbacks/log-check.ts';
import { SOLO_LOG_ID } from '../hub/solo-hub.ts';
import { REMEMBER_NOTHING, restoreFromList } from './keepsakes.ts';
import { dropMending, endMending, mendingPath, takeMended, UNFINISHED } from './mended-files.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { openRecordStore, storeIn } from './open-store.ts';
import { Salvage, type SalvagedRow, type SalvageTable } from './salvage.ts';
import { diskError } from './small-files.ts';
import { isWhole, openDatabase, takeInLog, type Database } from './sqlcipher.ts';
import { StoreFailure, type KeptMessage, type RecordStore } from './store.ts';

export interface MendedStore {
  readonly store: RecordStore;
  /** Events that were still to be sent, and still are. */
  readonly saved: number;
  /** Messages of the log that could be read. A team's hub has the others; alone they are lost. */
  readonly messages: number;
}

const TABLES: readonly SalvageTable[] = [
  // What cannot be had from anywhere else comes first.
  table('outbox', 'position', 'whole-number', 'id, callback_id, event, written_ms, state, error'),
  table('fact', 'name', 'text', 'value'),
  table('draft', 'callback_id', 'text', 'text'),
  table('script_version', 'slot', 'whole-number', 'word, version, seq, author, hub_ms, text'),
  table('message', 'seq', 'whole-number', 'callback_id, author, hub_ms, kind, verified, event'),
  table('sealed', 'seq', 'whole-number', 'data'),
  table('call', 'slot', 'whole-number', 'id, is_over, ended_ms, digits, words, entry'),
  table('call_event', 'rowid', 'whole-number', 'call_id, event'),
];

function table(name: string, key: string, keyType: SalvageTable['keyType'], columns: string): SalvageTable {
  return { name, key, keyType, columns: [key, ...columns.split(', ')] };
}

/**
 * Puts a new store in the place of a damaged one, with everything in it that could be read. The damaged one is set
 * aside under another name, as encrypted as it was.
 * @param place of a store that `openRecordStore` called `records-damaged`
 * @returns `records-full` or `records-failed`; the damaged store is then where it was
 */
export function mendStore(place: {
  readonly path: string;
  readonly key: Uint8Array;
}): Result<MendedStore, AppError> {
  const { path, key } = place;
  try {
    endMending(path);
    const filled = replace(path, key);
    if (!filled.ok) return filled;
    const opened = openRecordStore(place);
    return opened.ok ? ok({ store: opened.value, ...filled.value }) : opened;
  } catch (error) {
    const known = error instanceof StoreFailure ? error.error : diskError(error);
    if (!known) throw error;
    return failed(known);
  }
}

type Filled = Result<Omit<MendedStore, 'store'>, AppError>;

function replace(path: string, key: Uint8Array): Filled {
  dropMending(path);
  try {
    const filled = fill(path, key);
    if (!filled.ok) return filled;
    const checked = checkFilled(mendingPath(path), key);
    if (!checked.ok) return checked;
    const taken = takeMended(path);
    return taken.ok ? filled : taken;
  } finally {
    dropMending(path);
  }
}

/** As it lies on the disk: what is put in the place of the damaged one must not be worse. */
function checkFilled(path: string, key: Uint8Array): Result<void, AppError> {
  const opened = openDatabase(path, key, NEWEST_VERSION);
  if (!opened.ok) return opened;
  try {
    return isWhole(opened.value, path) ? ok() : failed(UNFINISHED);
  } finally {
    opened.value.close();
  }
}

function fill(path: string, key: Uint8Array): Filled {
  const opened = openDatabase(mendingPath(path), key, NEWEST_VERSION);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    migrate(database);
    copyAll({ path, key }, database);
    restoreFromList(database, { path, key });
    database.transaction(() => makeWhole(database));
    const saved = database.number("SELECT count(*) FROM outbox WHERE state <> 'rejected'") ?? 0;
    const messages = database.number('SELECT count(*) FROM message') ?? 0;
    // Closing would do it too, and say nothing when the disk does not take it.
    return takeInLog(database) ? ok({ saved, messages }) : failed(UNFINISHED);
  } finally {
    database.close();
  }
}

function copyAll({ path, key }: { path: string; key: Uint8Array }, to: Database): void {
  const salvage = new Salvage(path, key, NEWEST_VERSION);
  try {
    for (const each of TABLES) copy(salvage, each, to);
  } finally {
    salvage.close();
  }
}

function copy(salvage: Salvage, from: SalvageTable, to: Database): void {
  const { name, columns } = from;
  const places = columns.map(() => '?').join(', ');
  const insert = `INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${places})`;
  for (const rows of salvage.rows(from)) {
    to.transaction(() => {
      for (const row of rows) to.run(insert, valuesOf(row, columns));
    });
  }
}

function valuesOf(row: SalvagedRow, columns: readonly string[]): (string | number | null | Uint8Array)[] {
  return columns.map((column) => row[column] ?? null);
}

/** What was copied row by row, made to fit together again. */
function makeWhole(database: Database): void {
  const store = storeIn(database, REMEMBER_NOTHING);
  database.run('DELETE FROM sealed WHERE seq NOT IN (SELECT seq FROM message)');
  // A desk alone has the log to itself: its positions go on after the last, and nobody can fill those between. A
  // team's hub is asked for everything from the first that is missing.
  if (store.facts.get(LOG_ID_FACT) === SOLO_LOG_ID) fillHoles(database);
  countAgain(database, store);
  mendCalls(database, store);
  foldAll(database, store);
}

function fillHoles(database: Database): void {
  database.run(
    `WITH RECURSIVE place (seq) AS (
       SELECT 1 UNION ALL SELECT seq + 1 FROM place WHERE seq < (SELECT max(seq) FROM message)
     )
     INSERT OR IGNORE INTO message (seq, callback_id, author, hub_ms, kind, verified)
     SELECT seq, '', '', 0, 'malformed', 0 FROM place WHERE EXISTS (SELECT 1 FROM message)`,
  );
}

/** The run without holes may have become shorter. */
function countAgain(database: Database, store: RecordStore): void {
  database.run("DELETE FROM fact WHERE name = 'log.through'");
  store.log.append([]);
}

/** A call whose line could not be read, and whose journal could. */
function mendCalls(database: Database, store: RecordStore): void {
  const lost = 'SELECT event FROM call_event WHERE call_id NOT IN (SELECT id FROM call)';
  const events = database.column<string>(lost);
  store.calls.record(events.map((text) => JSON.parse(text) as CallJournalEvent));
}

const REQUESTS = `SELECT callback_id, event FROM message
  WHERE kind = 'event' AND event ->> 'type' = 'requested' ORDER BY seq`;

/** Makes every callback anew from the log; what waits to be sent is put on top when the queue begins. */
function foldAll(database: Database, store: RecordStore): void {
  const groups = new Map<string, Set<string>>();
  for (const row of database.all<{ callback_id: string; event: string }>(REQUESTS)) {
    const request = JSON.parse(row.event) as { number: string; reason: string };
    const groupKey = groupKeyOf(request.number, request.reason);
    groups.set(groupKey, (groups.get(groupKey) ?? new Set()).add(row.callback_id));
  }
  for (const ids of groups.values()) {
    for (const callback of foldGroup(store.log.eventsAbout([...ids]).flatMap(loggedOf))) {
      store.callbacks.put(callback, false);
    }
  }
}

function loggedOf({ seq, callbackId, author, hubMs, event }: KeptMessage): LoggedEvent[] {
  return event ? [{ seq, callbackId, author, hubMs, event }] : [];
}
