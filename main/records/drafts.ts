import type { Database } from './sqlcipher.ts';
import type { Drafts } from './store.ts';

export function createDrafts(database: Database): Drafts {
  return {
    get: (callbackId) => database.text('SELECT text FROM draft WHERE callback_id = ?', [callbackId]) ?? '',
    set: (callbackId, text) => {
      if (text === '') database.run('DELETE FROM draft WHERE callback_id = ?', [callbackId]);
      else database.run('INSERT OR REPLACE INTO draft (callback_id, text) VALUES (?, ?)', [callbackId, text]);
    },
  };
}
