import type { CallbackEvent } from '#shared/callback/event.ts';
import type { AppError } from '#shared/result.ts';
import type { Remember } from './keepsakes.ts';
import type { Database, Parameters } from './sqlcipher.ts';
import type { Outbox, OutboxItem } from './store.ts';

interface Row extends Record<string, string | number | null> {
  id: string;
  callback_id: string;
  event: string;
  written_ms: number;
  state: string;
  error: string | null;
}

const SELECT = 'SELECT id, callback_id, event, written_ms, state, error FROM outbox';
const UNSENT = `${SELECT} WHERE state <> 'rejected' ORDER BY position`;
const UNSENT_ABOUT = `${SELECT} WHERE callback_id IN (SELECT value FROM json_each(?)) AND state <> 'rejected'
  ORDER BY position`;
const REJECTED = `${SELECT} WHERE state = 'rejected' ORDER BY position`;
const INSERT = `INSERT INTO outbox (id, callback_id, event, written_ms, state) VALUES (?, ?, ?, ?, 'waiting')
  ON CONFLICT (id) DO NOTHING`;

export function createOutbox(database: Database, remember: Remember): Outbox {
  const change = (id: string, sql: string, parameters: Parameters): void =>
    database.transaction(() => {
      database.run(sql, parameters);
      remember('outbox', id);
    });
  return {
    add: ({ callbackId, event, writtenMs }) => {
      change(event.id, INSERT, [event.id, callbackId, JSON.stringify(event), writtenMs]);
    },
    unsent: () => database.all<Row>(UNSENT).map(itemOf),
    unsentAbout: (ids) => database.all<Row>(UNSENT_ABOUT, [JSON.stringify(ids)]).map(itemOf),
    rejected: () => database.all<Row>(REJECTED).map(itemOf),
    mark: (id, state, error) => {
      const text = error ? JSON.stringify(error) : null;
      change(id, 'UPDATE outbox SET state = ?, error = ? WHERE id = ?', [state, text, id]);
    },
    remove: (id) => {
      change(id, 'DELETE FROM outbox WHERE id = ?', [id]);
    },
  };
}

function itemOf(row: Row): OutboxItem {
  return {
    id: row.id,
    callbackId: row.callback_id,
    event: JSON.parse(row.event) as CallbackEvent,
    writtenMs: row.written_ms,
    state: row.state as OutboxItem['state'],
    error: row.error === null ? null : (JSON.parse(row.error) as AppError),
  };
}
