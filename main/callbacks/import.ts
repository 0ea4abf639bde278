import { createHmac, randomBytes } from 'node:crypto';
import { fieldOfColumn } from '#shared/callback/csv-row.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { groupKeyOf } from '#shared/callback/fold.ts';
import { readRequest, type Request, type RequestField } from '#shared/callback/intake.ts';
import type { ImportMistake, ImportReport } from '#shared/contract/callbacks.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { readCsv, type CsvRecord } from './csv-records.ts';
import { openIn } from './telling.ts';
import { breathe, SLICE_MS } from './slices.ts';
import type { Workings } from './workings.ts';

const KEY_FACT = 'import-key';
/** Lines in one transaction. */
const AT_ONCE = 20;
const MOST_MISTAKES = 1000;
const SHOWN = 60;

interface Line {
  readonly callbackId: string;
  readonly event: CallbackEvent;
}

/**
 * Takes in a list of people to be called back. Every line that cannot be read is named, the others are kept. A line's
 * ids are a keyed hash of what it says, so that the same line is the same callback however often it is imported and at
 * whichever desk of the team; nobody without the key can tell from an id who is meant.
 */
export async function importCsv(
  workings: Workings,
  teamZone: string,
  text: string,
): Promise<Result<ImportReport, AppError>> {
  const importing = new Importing(workings, teamZone);
  let sinceMs = performance.now();
  for (const record of readCsv(text)) {
    const taken = importing.take(record);
    if (!taken.ok) return taken;
    if (performance.now() - sinceMs < SLICE_MS) continue;
    await breathe();
    sinceMs = performance.now();
  }
  return importing.finish();
}

class Importing {
  readonly #workings: Workings;
  readonly #teamZone: string;
  readonly #key: Uint8Array;
  readonly #nowMs: number;
  #columns: readonly (RequestField | null)[] | null = null;
  #lines: Line[] = [];
  /** Of those that are about to be written. */
  readonly #ids = new Set<string>();
  readonly #mistakes: ImportMistake[] = [];
  #added = 0;
  #known = 0;

  constructor(workings: Workings, teamZone: string) {
    this.#workings = workings;
    this.#teamZone = teamZone;
    this.#key = importKey(workings);
    this.#nowMs = workings.hubClock.shown();
  }

  take(record: CsvRecord): Result<void, AppError> {
    if (this.#columns === null) return this.#readHeader(record);
    if ('broken' in record) {
      this.#mistake(record.line, '', 'quotes in pairs, around a whole cell', record.broken);
      return ok();
    }
    const request = this.#read(record.line, record.cells, this.#columns);
    if (request) this.#add(request);
    return this.#lines.length >= AT_ONCE ? this.#write() : ok();
  }

  finish(): Result<ImportReport, AppError> {
    if (this.#columns === null) return failed(appError('csv-invalid'));
    const written = this.#write();
    if (!written.ok) return written;
    return ok({ added: this.#added, known: this.#known, mistakes: this.#mistakes });
  }

  #readHeader(record: CsvRecord): Result<void, AppError> {
    if ('broken' in record) return failed(appError('csv-invalid'));
    this.#columns = record.cells.map((cell) => fieldOfColumn(cell));
    const columns = this.#columns;
    const isEnough = columns.includes('number') && columns.includes('reason');
    if (!isEnough) return failed(appError('csv-invalid'));
    for (const [index, cell] of record.cells.entries()) {
      const column = columns[index] ?? null;
      if (column === null) this.#mistake(record.line, cell, 'the name of a column', cell);
      else if (columns.indexOf(column) !== index) this.#mistake(record.line, cell, 'each column once', cell);
    }
    return ok();
  }

  #read(line: number, cells: readonly string[], columns: readonly (RequestField | null)[]): Request | null {
    if (cells.length > columns.length) {
      this.#mistake(line, '', `${columns.length} cells`, `${cells.length} cells`);
      return null;
    }
    const fields: Partial<Record<RequestField, string>> = {};
    for (const [index, column] of columns.entries()) {
      if (column !== null) fields[column] ??= cells[index] ?? '';
    }
    const { numbers } = this.#workings.options;
    const read = readRequest(fields, { numbers, zone: this.#teamZone, nowMs: this.#nowMs });
    if (!read.ok) {
      for (const { field, expected, found } of read.error) this.#mistake(line, field, expected, found);
      return null;
    }
    // When it was asked is only known if the line says so; the id must not hang on the time of the import.
    const { requestedMs, ...rest } = read.value;
    return fields.requested ? { ...rest, requestedMs } : { ...rest, requestedMs: -1 };
  }

  #add(request: Request): void {
    const { store } = this.#workings.options;
    const hash = createHmac('sha256', this.#key)
      .update(JSON.stringify(inOrder(request)))
      .digest();
    const callbackId = hash.subarray(0, 16).toString('base64url');
    const isKnown =
      this.#ids.has(callbackId) ||
      store.log.lastSeqAbout(callbackId) > 0 ||
      store.callbacks.get(callbackId) !== null ||
      openIn(store.callbacks, groupKeyOf(request.number, request.reason)) !== null;
    if (isKnown) {
      this.#known += 1;
      return;
    }
    this.#ids.add(callbackId);
    const requestedMs = request.requestedMs < 0 ? this.#nowMs : request.requestedMs;
    const body = { ...request, type: 'requested', source: 'import', requestedMs } as const;
    const id = uuidFrom(hash.subarray(16));
    this.#lines.push({ callbackId, event: { ...this.#workings.event(body), id } });
  }

  #write(): Result<void, AppError> {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length === 0) return ok();
    const written = this.#workings.write(lines);
    if (written.ok) this.#added += lines.length;
    return written;
  }

  #mistake(line: number, column: string, expected: string, found: string): void {
    if (this.#mistakes.length >= MOST_MISTAKES) return;
    const short = found.length > SHOWN ? `${found.slice(0, SHOWN - 1)}…` : found;
    this.#mistakes.push({ line, column, expected, found: short });
  }
}

/** The team's, or one of this desk's own. */
function importKey({ options }: Workings): Uint8Array {
  if (options.importKey) return options.importKey;
  const known = options.store.facts.get(KEY_FACT);
  if (known !== null) return Buffer.from(known, 'base64url');
  const made = randomBytes(32);
  options.store.facts.set(KEY_FACT, made.toString('base64url'));
  return made;
}

function inOrder(request: Request): unknown {
  return Object.entries({ ...request, reason: groupKeyOf('', request.reason) }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
}

/** RFC 9562 §5.8: version 8, for bits of one's own making. */
function uuidFrom(bytes: Uint8Array): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x80;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  const hex = own.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
