import { folded, type Search } from '#shared/search.ts';
import type { Database } from './sqlcipher.ts';

/** Shorter words stand in nearly every note. */
const MIN_LENGTH = 2;
/** Of a word that stands in more notes than this, the newest callbacks are found. */
const MOST_SLOTS = 2000;

const INSERT = 'INSERT INTO note_words (rowid, words) VALUES (?, ?)';
const DELETE = 'DELETE FROM note_words WHERE rowid = ?';
const SELECT = `SELECT rowid FROM note_words WHERE note_words MATCH ? ORDER BY rowid DESC LIMIT ${MOST_SLOTS}`;

/** The words of notes: SQLite's full-text index (FTS5), asked for the beginnings of words. */
export function writeNoteWords(database: Database, slot: number, notes: readonly string[]): void {
  database.run(DELETE, [slot]);
  if (notes.length > 0) database.run(INSERT, [slot, notes.map(folded).join(' ')]);
}

export function forgetNoteWords(database: Database, slot: number): void {
  database.run(DELETE, [slot]);
}

/**
 * Slots in whose notes at least one word of a search begins a word, with how many of its words they meet there.
 * @returns for each word of the search the slots where it stands
 */
export function findNoteWords(database: Database, search: Search): readonly ReadonlySet<number>[] {
  return search.map((writings) => {
    const words = writings.filter((word) => word.length >= MIN_LENGTH);
    // Folded words are letters and digits alone, so quotes are all that the query language needs.
    const query = words.map((word) => `"${word}"*`).join(' OR ');
    return new Set(query === '' ? [] : database.column<number>(SELECT, [query]));
  });
}
