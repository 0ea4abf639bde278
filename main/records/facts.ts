import type { Database } from './sqlcipher.ts';
import type { Facts } from './store.ts';

/** Names of the store's own begin with `log.`; nobody else's do. */
export function createFacts(database: Database): Facts {
  return {
    get: (name) => database.text('SELECT value FROM fact WHERE name = ?', [name]) ?? null,
    set: (name, value) => {
      database.run('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)', [name, value]);
    },
    remove: (name) => {
      database.run('DELETE FROM fact WHERE name = ?', [name]);
    },
  };
}
