import type { Database } from './sqlcipher.ts';
import type { ScriptVersion, ScriptVersions } from './store.ts';

interface Row extends Record<string, string | number | null> {
  word: string;
  version: number;
  seq: number;
  author: string;
  hub_ms: number;
  text: string | null;
}

const SELECT = 'SELECT word, version, seq, author, hub_ms, text FROM script_version';
const LAST = `${SELECT} WHERE word = ? ORDER BY version DESC LIMIT 1`;
const INSERT = `INSERT INTO script_version (word, version, seq, author, hub_ms, text) VALUES (?, ?, ?, ?, ?, ?)`;

export function createScriptVersions(database: Database): ScriptVersions {
  const last = (word: string): ScriptVersion | null => {
    const [row] = database.all<Row>(LAST, [word]);
    return row ? versionOf(row) : null;
  };
  return {
    last,
    add: (next) =>
      database.transaction(() => {
        const added = { ...next, version: (last(next.word)?.version ?? 0) + 1 };
        const { word, version, seq, author, hubMs, text } = added;
        database.run(INSERT, [word, version, seq, author, hubMs, text]);
        return added;
      }),
    words: () => database.column<string>('SELECT DISTINCT word FROM script_version ORDER BY word'),
    of: (word) => database.all<Row>(`${SELECT} WHERE word = ? ORDER BY version DESC`, [word]).map(versionOf),
    at: (word, version) => {
      const [row] = database.all<Row>(`${SELECT} WHERE word = ? AND version = ?`, [word, version]);
      return row ? versionOf(row) : null;
    },
    lastSeq: () => database.number('SELECT max(seq) FROM script_version') ?? 0,
    clear: () => database.transaction(() => void database.run('DELETE FROM script_version')),
  };
}

function versionOf({ word, version, seq, author, hub_ms, text }: Row): ScriptVersion {
  return { word, version, seq, author, hubMs: hub_ms, text };
}
