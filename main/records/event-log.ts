import type { CallbackEvent } from '#shared/callback/event.ts';
import { LogPositions } from './log-positions.ts';
import type { Database } from './sqlcipher.ts';
import type { EventLog, KeptMessage } from './store.ts';

interface Row extends Record<string, string | number | null | Uint8Array> {
  seq: number;
  callback_id: string;
  author: string;
  hub_ms: number;
  kind: string;
  verified: number;
  event: string | null;
  data: Uint8Array | null;
}

const COLUMNS = `m.seq, m.callback_id, m.author, m.hub_ms, m.kind, m.verified, m.event, s.data
  FROM message m LEFT JOIN sealed s ON s.seq = m.seq`;
const SELECT_ABOUT = `SELECT m.seq, m.callback_id, m.author, m.hub_ms, m.kind, m.verified, m.event, s.data
  FROM json_each(?) wanted
  CROSS JOIN message m ON substr(m.callback_id, 1, 8) = substr(wanted.value, 1, 8) AND m.callback_id = wanted.value
  LEFT JOIN sealed s ON s.seq = m.seq
  WHERE m.kind = 'event' ORDER BY m.seq`;
const KNOWN = `SELECT wanted.value FROM json_each(?) wanted WHERE EXISTS (SELECT 1 FROM message m
  WHERE substr(m.callback_id, 1, 8) = substr(wanted.value, 1, 8) AND m.callback_id = wanted.value)`;
const SELECT_AFTER = `SELECT ${COLUMNS} WHERE m.seq > ? ORDER BY m.seq LIMIT ?`;
const SELECT_WAITING = `SELECT ${COLUMNS} WHERE m.kind = ? AND m.kind <> 'event' ORDER BY m.seq LIMIT ?`;
const SELECT_UNVERIFIED = `SELECT ${COLUMNS}
  WHERE m.kind = 'event' AND m.verified = 0 ORDER BY m.seq LIMIT ?`;
const LAST_ABOUT =
  'SELECT max(seq) FROM message WHERE substr(callback_id, 1, 8) = substr(?, 1, 8) AND callback_id = ?';
const HAS = `SELECT 1 FROM message
  WHERE substr(callback_id, 1, 8) = substr(?, 1, 8) AND callback_id = ? AND event ->> 'id' = ? LIMIT 1`;
const INSERT = `INSERT INTO message (seq, callback_id, author, hub_ms, kind, verified, event)
  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING`;
const INSERT_SEALED = 'INSERT INTO sealed (seq, data) VALUES (?, ?)';
const CONFIRM = 'UPDATE message SET verified = 1 WHERE seq = ?';
const DELETE = 'DELETE FROM message WHERE seq = ?';
const DELETE_SEALED = 'DELETE FROM sealed WHERE seq = ?';

export function createEventLog(database: Database, forgetCallbacks: () => void): EventLog {
  const positions = new LogPositions(database);
  const about = (id: string): number | null => database.number(LAST_ABOUT, [id, id]);
  return {
    ...writing(database, positions, forgetCallbacks),
    lastSeq: () => positions.through,
    known: (ids) => database.column<string>(KNOWN, [JSON.stringify(ids)]),
    lastSeqAbout: (id) => about(id) ?? 0,
    eventsAbout: (ids) => database.all<Row>(SELECT_ABOUT, [JSON.stringify(ids)]).map(messageOf),
    has: (callbackId, eventId) => database.number(HAS, [callbackId, callbackId, eventId]) !== null,
    waiting: (kind, limit) => database.all<Row>(SELECT_WAITING, [kind, limit]).map(messageOf),
    unverified: (limit) => database.all<Row>(SELECT_UNVERIFIED, [limit]).map(messageOf),
    after: (seq, limit) => database.all<Row>(SELECT_AFTER, [seq, limit]).map(messageOf),
    count: (kind) => countOf(database, kind),
  };
}

type Writing = Pick<EventLog, 'append' | 'confirm' | 'replace' | 'beginAt' | 'dropAfter' | 'clear'>;

function writing(database: Database, positions: LogPositions, forgetCallbacks: () => void): Writing {
  const insert = (message: KeptMessage): void => {
    const { seq, callbackId, author, hubMs, kind, verified, event, data } = message;
    const text = event ? JSON.stringify(event) : null;
    const row = [seq, callbackId, author, hubMs, kind, verified ? 1 : 0, text];
    if (database.run(INSERT, row) > 0 && data) database.run(INSERT_SEALED, [seq, data]);
  };
  return {
    append: (messages) =>
      database.transaction(() => {
        for (const message of messages) insert(message);
        positions.advance();
      }),
    confirm: (seqs) =>
      database.transaction(() => {
        for (const seq of seqs) {
          database.run(CONFIRM, [seq]);
          database.run(DELETE_SEALED, [seq]);
        }
      }),
    replace: (message) =>
      database.transaction(() => {
        database.run(DELETE, [message.seq]);
        database.run(DELETE_SEALED, [message.seq]);
        insert(message);
        positions.advance();
      }),
    beginAt: (firstSeq) => database.transaction(() => positions.beginAt(firstSeq)),
    dropAfter: (seq) =>
      database.transaction(() => {
        database.run('DELETE FROM message WHERE seq > ?', [seq]);
        database.run('DELETE FROM sealed WHERE seq > ?', [seq]);
        positions.cutAfter(seq);
      }),
    clear: () =>
      database.transaction(() => {
        forgetCallbacks();
        database.exec('DELETE FROM message; DELETE FROM sealed;');
        positions.cutAfter(0);
        positions.beginAt(1);
      }),
  };
}

function countOf(database: Database, kind: KeptMessage['kind']): number {
  if (kind !== 'event') {
    return database.number("SELECT count(*) FROM message WHERE kind = ? AND kind <> 'event'", [kind]) ?? 0;
  }
  const all = database.number('SELECT count(*) FROM message') ?? 0;
  return all - (database.number("SELECT count(*) FROM message WHERE kind <> 'event'") ?? 0);
}

function messageOf(row: Row): KeptMessage {
  return {
    seq: row.seq,
    callbackId: row.callback_id,
    author: row.author,
    hubMs: row.hub_ms,
    kind: row.kind as KeptMessage['kind'],
    event: row.event === null ? null : (JSON.parse(row.event) as CallbackEvent),
    verified: row.verified === 1,
    data: row.data && new Uint8Array(row.data),
  };
}
