import type { Remember } from './keepsakes.ts';
import type { Database } from './sqlcipher.ts';
import type { Drafts } from './store.ts';

const SET = 'INSERT OR REPLACE INTO draft (callback_id, text) VALUES (?, ?)';

export function createDrafts(database: Database, remember: Remember): Drafts {
  return {
    get: (callbackId) => database.text('SELECT text FROM draft WHERE callback_id = ?', [callbackId]) ?? '',
    set: (callbackId, text) =>
      database.transaction(() => {
        if (text === '') database.run('DELETE FROM draft WHERE callback_id = ?', [callbackId]);
        else database.run(SET, [callbackId, text]);
        remember('draft', callbackId);
      }),
  };
}
