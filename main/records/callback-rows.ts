import type { Callback } from '#shared/callback/callback.ts';
import { lineOf, readLine, writeLine, type Line } from './callback-line.ts';
import { forgetNoteWords, writeNoteWords } from './note-words.ts';
import { lineText } from './search-text.ts';
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

const INSERT = 'INSERT INTO callback (id, group_key, unsent, state) VALUES (?, ?, ?, ?)';
const UPDATE = 'UPDATE callback SET group_key = ?, unsent = ?, state = ? WHERE slot = ?';
const PUT_LINE = 'INSERT OR REPLACE INTO callback_line (slot, facts, words) VALUES (?, ?, ?)';
const BY_ID = 'SELECT slot, state, unsent FROM callback WHERE substr(id, 1, 8) = substr(?, 1, 8) AND id = ?';
const BY_SLOT = 'SELECT slot, state, unsent FROM callback WHERE slot = ?';
const LINES = 'SELECT slot, facts, words FROM callback_line ORDER BY slot';
/** Those that the log has, by their first event; then those that are in the outbox alone. */
const GROUP = `SELECT c.id FROM callback c WHERE c.group_key = ?
  ORDER BY ifnull((SELECT min(m.seq) FROM message m
    WHERE substr(m.callback_id, 1, 8) = substr(c.id, 1, 8) AND m.callback_id = c.id), 9e15), c.slot`;

/** The callbacks on disk. */
export class CallbackRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  put(callback: Callback, groupKey: string, unsent: boolean, isNew: boolean): WrittenLine {
    const state = JSON.stringify(callback);
    const words = lineText(callback.name, callback.reason, callback.number);
    const line = lineOf(callback);
    return this.#database.transaction(() => {
      const before = isNew ? undefined : this.#database.all<Row>(BY_ID, [callback.id, callback.id])[0];
      const row = [groupKey, unsent ? 1 : 0, state];
      // RETURNING would tell the slot too, and costs ten times as much: it makes a table for it each time.
      const slot = before ? before.slot : this.#database.insert(INSERT, [callback.id, ...row]);
      if (before) this.#database.run(UPDATE, [...row, slot]);
      this.#database.run(PUT_LINE, [slot, writeLine(line), words]);
      const old = before && !before.state.includes('"notes":[]') ? itemOf(before).callback.notes : [];
      const isSame =
        old.length === callback.notes.length &&
        old.every((note, at) => note.text === callback.notes[at]?.text);
      // Notes are seldom written; whatever else happens to a callback leaves their index alone.
      if (!isSame)
        writeNoteWords(
          this.#database,
          slot,
          callback.notes.map(({ text }) => text),
        );
      return { slot, line, words };
    });
  }

  /** @returns the slot that is free now; null when there was none */
  remove(id: string): number | null {
    const slot = this.#database.number(
      'SELECT slot FROM callback WHERE substr(id, 1, 8) = substr(?, 1, 8) AND id = ?',
      [id, id],
    );
    if (slot === null) return null;
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM callback WHERE slot = ?', [slot]);
      this.#database.run('DELETE FROM callback_line WHERE slot = ?', [slot]);
      forgetNoteWords(this.#database, slot);
    });
    return slot;
  }

  get(id: string): CallbackItem | null {
    const row = this.#database.all<Row>(BY_ID, [id, id])[0];
    return row ? itemOf(row) : null;
  }

  at(slots: readonly number[]): CallbackItem[] {
    return slots.flatMap((slot) => this.#database.all<Row>(BY_SLOT, [slot]).map(itemOf));
  }

  groupKeyOf(id: string): string | null {
    return this.#database.text(
      'SELECT group_key FROM callback WHERE substr(id, 1, 8) = substr(?, 1, 8) AND id = ?',
      [id, id],
    );
  }

  idsOfGroup(groupKey: string): string[] {
    return this.#database.column<string>(GROUP, [groupKey]);
  }

  lines(): WrittenLine[] {
    return this.#database
      .all<{ slot: number; facts: string; words: string }>(LINES)
      .map(({ slot, facts, words }) => ({ slot, line: readLine(facts), words }));
  }

  clear(): void {
    this.#database.exec('DELETE FROM callback; DELETE FROM callback_line;');
    this.#database.exec("INSERT INTO note_words (note_words) VALUES ('delete-all')");
  }
}

function itemOf(row: Row): CallbackItem {
  return { callback: JSON.parse(row.state) as Callback, unsent: row.unsent === 1 };
}
