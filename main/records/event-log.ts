import type { CallbackEvent } from '#shared/callback/event.ts';
import { LogPositions } from './log-positions.ts';
import { MessageFinder } from './message-finder.ts';
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
const SELECT_EVENT = `SELECT ${COLUMNS} WHERE m.seq = ? AND m.callback_id = ? AND m.kind = 'event'`;
const SELECT_AT = `SELECT ${COLUMNS} WHERE m.seq = ?`;
const SELECT_AFTER = `SELECT ${COLUMNS} WHERE m.seq > ? ORDER BY m.seq LIMIT ?`;
const SELECT_WAITING = `SELECT ${COLUMNS} WHERE m.kind = ? AND m.kind <> 'event' ORDER BY m.seq LIMIT ?`;
const SELECT_UNVERIFIED = `SELECT ${COLUMNS}
  WHERE m.kind = 'event' AND m.verified = 0 ORDER BY m.seq`;
const IS_ABOUT = 'SELECT seq FROM message WHERE seq = ? AND callback_id = ?';
const HAS = `${IS_ABOUT} AND event ->> 'id' = ?`;
const INSERT = `INSERT INTO message (seq, callback_id, author, hub_ms, kind, verified, event)
  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING`;
const INSERT_SEALED = 'INSERT INTO sealed (seq, data) VALUES (?, ?)';
const CONFIRM = 'UPDATE message SET verified = 1 WHERE seq = ?';
const DELETE = 'DELETE FROM message WHERE seq = ?';
const DELETE_SEALED = 'DELETE FROM sealed WHERE seq = ?';

export function createEventLog(database: Database, forgetCallbacks: () => void): EventLog {
  const positions = new LogPositions(database);
  const finder = new MessageFinder(database);
  return {
    ...writing({ database, positions, finder, forgetCallbacks }),
    ...finding(database, finder),
    lastSeq: () => positions.through,
    waiting: (kind, limit) => database.all<Row>(SELECT_WAITING, [kind, limit]).map(messageOf),
    // As a parameter the limit would have SQLite plan anew each time, which takes longer than to read.
    unverified: (limit) => database.all<Row>(`${SELECT_UNVERIFIED} LIMIT ${limit}`).map(messageOf),
    at: (seq) => database.all<Row>(SELECT_AT, [seq]).map(messageOf)[0] ?? null,
    after: (seq, limit) => database.all<Row>(SELECT_AFTER, [seq, limit]).map(messageOf),
    count: (kind) => countOf(database, kind),
  };
}

function finding(
  database: Database,
  finder: MessageFinder,
): Pick<EventLog, 'known' | 'lastSeqAbout' | 'eventsAbout' | 'has'> {
  const isAbout = (seq: number, id: string): boolean => database.number(IS_ABOUT, [seq, id]) !== null;
  return {
    known: (ids) => ids.filter((id) => finder.seqsFor(id).some((seq) => isAbout(seq, id))),
    lastSeqAbout: (id) => finder.seqsFor(id).findLast((seq) => isAbout(seq, id)) ?? 0,
    eventsAbout: (ids) =>
      ids
        .flatMap((id) => finder.seqsFor(id).flatMap((seq) => database.all<Row>(SELECT_EVENT, [seq, id])))
        .sort((a, b) => a.seq - b.seq)
        .map(messageOf),
    has: (id, eventId) => finder.seqsFor(id).some((seq) => database.number(HAS, [seq, id, eventId]) !== null),
  };
}

type Writing = Pick<EventLog, 'append' | 'confirm' | 'replace' | 'beginAt' | 'dropAfter' | 'clear'>;

interface WritingParts {
  readonly database: Database;
  readonly positions: LogPositions;
  readonly finder: MessageFinder;
  readonly forgetCallbacks: () => void;
}

function writing({ database, positions, finder, forgetCallbacks }: WritingParts): Writing {
  const insert = (message: KeptMessage): void => {
    const { seq, callbackId, author, hubMs, kind, verified, event, data } = message;
    const text = event ? JSON.stringify(event) : null;
    const row = [seq, callbackId, author, hubMs, kind, verified ? 1 : 0, text];
    if (database.run(INSERT, row) === 0) return;
    if (data) database.run(INSERT_SEALED, [seq, data]);
    finder.add(seq, callbackId);
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
        finder.forget();
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
