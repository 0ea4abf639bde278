import type { Database } from './sqlcipher.ts';

/**
 * How the records are laid out, one step a version. A step that has been released is never changed; the next one is
 * added below it. Each runs in a transaction with its `user_version`, so that a crash leaves one version or the other.
 */
const STEPS: readonly string[] = [
  // 1: the log, the outbox, the callbacks, calls, drafts and facts.
  `
  CREATE TABLE message (
    seq INTEGER PRIMARY KEY,
    callback_id TEXT NOT NULL,
    author TEXT NOT NULL,
    hub_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    verified INTEGER NOT NULL,
    -- Null when it could not be read.
    event TEXT
  ) STRICT;
  -- Which callback each is about, without the rest: all of it is read at once (message-finder.ts).
  CREATE INDEX message_places ON message (seq, callback_id);
  CREATE INDEX message_unverified ON message (seq) WHERE kind = 'event' AND verified = 0;
  CREATE INDEX message_odd ON message (kind, seq) WHERE kind <> 'event';
  -- Payloads as they came, apart, because they are seldom read and soon gone.
  CREATE TABLE sealed (seq INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

  CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    callback_id TEXT NOT NULL,
    event TEXT NOT NULL,
    written_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    error TEXT
  ) STRICT;
  CREATE INDEX outbox_about ON outbox (callback_id);

  CREATE TABLE callback (
    slot INTEGER PRIMARY KEY,
    unsent INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  -- What they are found, ordered and searched by, apart from the rest: all of it is read at once (callback-index.ts).
  CREATE TABLE callback_line (slot INTEGER PRIMARY KEY, facts TEXT NOT NULL, words TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE note_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
  );

  CREATE TABLE call (
    slot INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    is_over INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    digits TEXT NOT NULL,
    words TEXT NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX call_order ON call (ended_ms, slot, words) WHERE is_over = 1;
  CREATE INDEX call_digits ON call (digits, ended_ms);
  CREATE INDEX call_up ON call (slot) WHERE is_over = 0;
  CREATE TABLE call_event (
    call_id TEXT NOT NULL,
    event TEXT NOT NULL,
    UNIQUE (call_id, event)
  ) STRICT;

  CREATE TABLE draft (callback_id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // 2: the team's scripts, every version that was published. Without text: it was withdrawn.
  `
  CREATE TABLE script_version (
    slot INTEGER PRIMARY KEY,
    word TEXT NOT NULL,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    author TEXT NOT NULL,
    hub_ms INTEGER NOT NULL,
    text TEXT,
    UNIQUE (word, version)
  ) STRICT;
  `,
];

export const NEWEST_VERSION = STEPS.length;

/** Brings a database from whatever version it has to `target`. */
export function migrate(database: Database, target: number = NEWEST_VERSION): void {
  const version = database.number('PRAGMA user_version') ?? 0;
  for (let next = version + 1; next <= target; next += 1) {
    const step = STEPS[next - 1];
    if (step === undefined) throw new Error(`there is no version ${next} of the records`);
    database.transaction(() => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${next}`);
    });
  }
}
