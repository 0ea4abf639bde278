import type { Remember } from './keepsakes.ts';
import type { Database } from './sqlcipher.ts';
import type { Facts } from './store.ts';

/** Names of the store's own begin with `log.`; nobody else's do. */
export function createFacts(database: Database, remember: Remember): Facts {
  return {
    get: (name) => database.text('SELECT value FROM fact WHERE name = ?', [name]),
    set: (name, value) =>
      database.transaction(() => {
        database.run('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)', [name, value]);
        remember('fact', name);
      }),
    remove: (name) =>
      database.transaction(() => {
        database.run('DELETE FROM fact WHERE name = ?', [name]);
        remember('fact', name);
      }),
  };
}
