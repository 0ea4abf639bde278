import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, statSync } from 'node:fs';
import { z } from '#shared/contract/schema.ts';
import { diskError, readIfThere, writeWhole } from './small-files.ts';
import type { Database } from './sqlcipher.ts';
import { StoreFailure } from './store.ts';

/**
 * What no hub can give back: what was done here and is not sent yet, notes being typed, and what this desk knows of
 * itself. A list of changes beside the database, sealed line by line under a key of its own that comes from the same key,
 * so that a bad page of the one takes nothing from the other. It follows the database: it may lack what was written just
 * before the power went.
 */
const KEYS = { outbox: 'id', fact: 'name', draft: 'callback_id' } as const;
export type KeptTable = keyof typeof KEYS;
const TABLES = ['outbox', 'fact', 'draft'] as const satisfies readonly KeptTable[];
type Row = Record<string, string | number | null>;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Written anew when it has grown by so much and to twice its length: a long outbox must not be copied at each change. */
const GROWTH_BYTES = 262_144;

const change = z.object({
  table: z.enum(TABLES),
  id: z.string(),
  /** Null when it is gone. */
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
});
type Change = z.infer<typeof change>;

/** Says that a row has changed or gone, within the transaction that did it. */
export type Remember = (table: KeptTable, id: string) => void;

export const REMEMBER_NOTHING: Remember = () => undefined;

/** Keeps the list in step with a whole database from now on. */
export function keepList(database: Database, path: string, key: Uint8Array): Remember {
  const file = listPath(path);
  const sealKey = sealKeyFrom(key);
  const changed = new Map<string, Pick<Change, 'table' | 'id'>>();
  let isBehind = true;
  let writtenBytes = 0;

  const writeAnew = (): void => {
    const lines = TABLES.flatMap((table) =>
      database
        .all<Row>(`SELECT * FROM ${table}`)
        .map((row) => sealed({ table, id: String(row[KEYS[table]]), row }, sealKey)),
    );
    const text = lines.join('');
    writeWhole(file, text);
    writtenBytes = text.length;
    isBehind = false;
  };
  const add = (changes: readonly Pick<Change, 'table' | 'id'>[]): void => {
    try {
      if (isBehind || statSync(file).size > 2 * writtenBytes + GROWTH_BYTES) return writeAnew();
      const lines = changes.map((each) => sealed({ ...each, row: rowOf(database, each) }, sealKey));
      appendFileSync(file, lines.join(''), { mode: 0o600 });
    } catch (error) {
      if (!(error instanceof StoreFailure) && !diskError(error)) throw error;
      // The database has it, and that is what was promised: nobody may hear that it was not written, and do it again.
      // The list is written anew once the disk takes it.
      isBehind = true;
    }
  };
  add([]);
  database.onCommit(() => {
    const changes = [...changed.values()];
    changed.clear();
    if (changes.length > 0) add(changes);
  });
  database.onRollback(() => changed.clear());
  return (table, id) => void changed.set(`${table} ${id}`, { table, id });
}

/** Puts rows of the list into a database that lacks them; what it has is newer. */
export function restoreFromList(
  database: Database,
  { path, key }: { readonly path: string; readonly key: Uint8Array },
  tables: readonly KeptTable[] = TABLES,
): void {
  const last = new Map<string, Change>();
  for (const each of readList(path, key)) last.set(`${each.table} ${each.id}`, each);
  database.transaction(() => {
    for (const { table, id, row } of last.values()) {
      if (row && tables.includes(table) && !rowOf(database, { table, id })) insert(database, table, row);
    }
  });
}

function insert(database: Database, table: KeptTable, row: Row): void {
  // Its position may be another's by now; then it comes last.
  const { position, ...others } = row;
  const isTaken =
    table === 'outbox' &&
    database.number('SELECT 1 FROM outbox WHERE position = ?', [position ?? null]) !== null;
  const values = isTaken ? others : row;
  const columns = Object.keys(values);
  const places = columns.map(() => '?').join(', ');
  database.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(values));
}

function rowOf(database: Database, { table, id }: Pick<Change, 'table' | 'id'>): Row | null {
  return database.all<Row>(`SELECT * FROM ${table} WHERE ${KEYS[table]} = ?`, [id])[0] ?? null;
}

/** Whether there was a store here once. */
export function hasList(path: string): boolean {
  return existsSync(listPath(path));
}

function listPath(path: string): string {
  return `${path}.kept`;
}

function sealKeyFrom(key: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'hearthline-records-kept-1', 32));
}

/** One line each, so that a bad one does not take the next with it. */
function sealed(kept: Change, sealKey: Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
  const parts = [nonce, cipher.update(JSON.stringify(kept)), cipher.final(), cipher.getAuthTag()];
  return `${Buffer.concat(parts).toString('base64')}\n`;
}

function readList(path: string, key: Uint8Array): Change[] {
  const sealKey = sealKeyFrom(key);
  return textOf(listPath(path))
    .split('\n')
    .flatMap((line) => opened(line, sealKey) ?? []);
}

/** A list that cannot be read must not lock anybody out of a database that can. */
function textOf(file: string): string {
  try {
    return readIfThere(file) ?? '';
  } catch (error) {
    if (!diskError(error)) throw error;
    return '';
  }
}

/** Null when it is not what was written. */
function opened(line: string, sealKey: Uint8Array): Change | null {
  const bytes = Buffer.from(line, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
  try {
    return change.safeParse(JSON.parse(text + decipher.final('utf8'))).data ?? null;
  } catch {
    // A line cut off by the power, or a bad disk: the others do not depend on it.
    return null;
  }
}
