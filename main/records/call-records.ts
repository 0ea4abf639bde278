import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { foldCall, journalOf, type CallJournalEvent } from '#shared/desk/call-journal.ts';
import { numberKey } from '#shared/phone/same-number.ts';
import { lineText, readSearch, type Search } from '#shared/search.ts';
import type { Database } from './sqlcipher.ts';
import type { CallRecords } from './store.ts';

interface Place extends Record<string, number> {
  ended_ms: number;
  slot: number;
}

const JOURNAL = 'SELECT event FROM call_event WHERE call_id = ? ORDER BY rowid';
const ADD = 'INSERT INTO call_event (call_id, event) VALUES (?, ?) ON CONFLICT DO NOTHING';
const PUT = `INSERT INTO call (id, is_over, ended_ms, digits, words, entry) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET is_over = excluded.is_over, ended_ms = excluded.ended_ms, digits = excluded.digits,
    words = excluded.words, entry = excluded.entry`;
const PLACE = 'SELECT ended_ms, slot FROM call WHERE id = ? AND is_over = 1';
const WITH_NUMBER = `SELECT entry FROM call WHERE digits = ? AND is_over = 1
  ORDER BY ended_ms DESC, slot DESC LIMIT ?`;
const FIRST: Place = { ended_ms: Number.MAX_SAFE_INTEGER, slot: 0 };

export interface OwnedCallRecords extends CallRecords {
  /** What was up when the app ended is over: nobody is left who could tell how it went. */
  closeVanished(): void;
}

export function createCallRecords(database: Database): OwnedCallRecords {
  const record = (events: readonly CallJournalEvent[]): void =>
    database.transaction(() => {
      for (const event of events) database.run(ADD, [event.callId, JSON.stringify(event)]);
      for (const callId of new Set(events.map((event) => event.callId))) write(database, callId);
    });
  return {
    record,
    put: (entry) => record(journalOf(entry, true)),
    begun: (entry) => record(journalOf(entry, false)),
    page: ({ before, limit, search }) => {
      const place = before === null ? FIRST : database.all<Place>(PLACE, [before])[0];
      if (!place) return { entries: [], more: false };
      const words = readSearch(search) ?? [];
      const found = database.column<string>(pageSql(words), [
        place.ended_ms,
        place.ended_ms,
        place.slot,
        ...words.flat(),
        limit + 1,
      ]);
      return { entries: found.slice(0, limit).map(entryOf), more: found.length > limit };
    },
    withNumber: (number, limit) => {
      const digits = numberKey(number);
      return digits === '' ? [] : database.column<string>(WITH_NUMBER, [digits, limit]).map(entryOf);
    },
    forgetBefore: (endedMs) =>
      database.transaction(() => {
        const old = 'SELECT id FROM call WHERE is_over = 1 AND ended_ms < ?';
        database.run(`DELETE FROM call_event WHERE call_id IN (${old})`, [endedMs]);
        return database.run('DELETE FROM call WHERE is_over = 1 AND ended_ms < ?', [endedMs]);
      }),
    closeVanished: () => {
      const up = database.column<string>('SELECT id FROM call WHERE is_over = 0');
      if (up.length > 0) record(up.map((callId) => ({ kind: 'vanished', callId })));
    },
  };
}

function write(database: Database, callId: string): void {
  const events = database
    .column<string>(JOURNAL, [callId])
    .map((text) => JSON.parse(text) as CallJournalEvent);
  const call = foldCall(events);
  if (!call) return;
  const { entry, isOver } = call;
  const said = [entry.queue, entry.wrapUp?.outcome, entry.wrapUp?.note].filter(Boolean).join(' ');
  const words = lineText(entry.name, said, entry.number);
  const row = [callId, isOver ? 1 : 0, entry.endedAt, numberKey(entry.number), words, JSON.stringify(entry)];
  database.run(PUT, row);
}

function pageSql(words: Search): string {
  const met = words.map((writings) => `AND (${writings.map(() => 'instr(words, ?) > 0').join(' OR ')})`);
  return `SELECT entry FROM call WHERE is_over = 1
    AND (ended_ms < ? OR (ended_ms = ? AND slot < ?)) ${met.join(' ')}
    ORDER BY ended_ms DESC, slot DESC LIMIT ?`;
}

/** A line that was written before calls were wrapped up, or flags noted, has no word of it. */
function entryOf(text: string): CallListEntry {
  return { wrapUp: null, redFlags: [], ...(JSON.parse(text) as Omit<CallListEntry, 'wrapUp' | 'redFlags'>) };
}
