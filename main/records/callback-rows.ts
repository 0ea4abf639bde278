import type { Callback } from '#shared/callback/callback.ts';
import { lineText } from '#shared/search.ts';
import { lineOf, readLine, writeLine, type Line } from './callback-line.ts';
import { forgetNoteWords, writeNoteWords } from './note-words.ts';
import type { Database } from './sqlcipher.ts';

export interface CallbackItem {
  callback: Callback;
  unsent: boolean;
}
export interface WrittenLine {
  readonly slot: number;
  readonly line: Line;
  /** What is searched in, but for the notes. */
  readonly words: string;
}
interface Row extends Record<string, string | number> {
  slot: number;
  state: string;
  unsent: number;
}

const INSERT = 'INSERT INTO callback (unsent, state) VALUES (?, ?)';
const UPDATE = 'UPDATE callback SET unsent = ?, state = ? WHERE slot = ?';
const PUT_LINE = 'INSERT OR REPLACE INTO callback_line (slot, facts, words) VALUES (?, ?, ?)';
const BY_SLOT = 'SELECT slot, state, unsent FROM callback WHERE slot = ?';
const LINES = 'SELECT slot, facts, words FROM callback_line WHERE slot > ? ORDER BY slot LIMIT 1000';

/** The callbacks on disk. */
export class CallbackRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param known the slot that it has; null when it is new */
  put(callback: Callback, unsent: boolean, known: number | null): WrittenLine {
    const words = lineText(callback.name, callback.reason, callback.number);
    const line = lineOf(callback);
    const row = [unsent ? 1 : 0, JSON.stringify(callback)];
    return this.#database.transaction(() => {
      const before = known === null ? [] : this.at([known]);
      // RETURNING would tell the slot too, and costs ten times as much: it makes a table for it each time.
      const slot = known ?? this.#database.insert(INSERT, row);
      if (known !== null) this.#database.run(UPDATE, [...row, slot]);
      this.#database.run(PUT_LINE, [slot, writeLine(line), words]);
      const [old, notes] = [textsOf(before[0]?.callback), textsOf(callback)];
      // Notes are seldom written; whatever else happens to a callback leaves their index alone.
      const isSame = old.length === notes.length && old.every((text, at) => text === notes[at]);
      if (!isSame) writeNoteWords(this.#database, slot, notes);
      return { slot, line, words };
    });
  }

  remove(slot: number): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM callback WHERE slot = ?', [slot]);
      this.#database.run('DELETE FROM callback_line WHERE slot = ?', [slot]);
      forgetNoteWords(this.#database, slot);
    });
  }

  at(slots: readonly number[]): CallbackItem[] {
    return slots.flatMap((slot) => this.#database.all<Row>(BY_SLOT, [slot]).map(itemOf));
  }

  /** Some at a time: all of them at once take 40 MiB for a moment, of which V8 keeps the room. */
  *lines(): Iterable<WrittenLine> {
    for (let after = 0; ;) {
      const rows = this.#database.all<{ slot: number; facts: string; words: string }>(LINES, [after]);
      for (const { slot, facts, words } of rows) yield { slot, line: readLine(facts), words };
      const last = rows.at(-1);
      if (!last) return;
      after = last.slot;
    }
  }

  clear(): void {
    this.#database.exec('DELETE FROM callback; DELETE FROM callback_line;');
    this.#database.exec("INSERT INTO note_words (note_words) VALUES ('delete-all')");
  }
}

function textsOf(callback: Callback | undefined): string[] {
  return callback?.notes.map(({ text }) => text) ?? [];
}

function itemOf(row: Row): CallbackItem {
  return { callback: JSON.parse(row.state) as Callback, unsent: row.unsent === 1 };
}
