import type { Remember } from './keepsakes.ts';
import type { Database } from './sqlcipher.ts';
import type { Drafts } from './store.ts';

const SET = 'INSERT OR REPLACE INTO draft (callback_id, text) VALUES (?, ?)';

const BEGINNING = `SELECT callback_id AS id, text FROM draft WHERE substr(callback_id, 1, ?) = ?
  ORDER BY callback_id`;

export function createDrafts(database: Database, remember: Remember): Drafts {
  return {
    get: (callbackId) => database.text('SELECT text FROM draft WHERE callback_id = ?', [callbackId]) ?? '',
    beginningWith: (prefix) => database.all<{ id: string; text: string }>(BEGINNING, [prefix.length, prefix]),
    set: (callbackId, text) =>
      database.transaction(() => {
        if (text === '') database.run('DELETE FROM draft WHERE callback_id = ?', [callbackId]);
        else database.run(SET, [callbackId, text]);
        remember('draft', callbackId);
      }),
  };
}
