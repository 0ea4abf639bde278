import type { Database } from './sqlcipher.ts';

/** Where the run of positions without a hole ends; written with the messages, so that it need not be counted again. */
const THROUGH = 'log.through';
const FIRST = 'log.first';
const SELECT = 'SELECT value FROM fact WHERE name = ?';
const WRITE = 'INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)';
const NEXT_SEQS = 'SELECT seq FROM message WHERE seq > ? ORDER BY seq LIMIT 1000';

/** How far the log is here without a hole. */
export class LogPositions {
  readonly #database: Database;
  #through: number | null = null;

  constructor(database: Database) {
    this.#database = database;
    database.onRollback(() => (this.#through = null));
  }

  get first(): number {
    return Number(this.#database.text(SELECT, [FIRST]) ?? 1);
  }

  get through(): number {
    this.#through ??= Number(this.#database.text(SELECT, [THROUGH]) ?? this.first - 1);
    return this.#through;
  }

  /** The log begins here; what was counted before is counted again. */
  beginAt(firstSeq: number): void {
    if (this.first === firstSeq) return;
    this.#database.run(WRITE, [FIRST, String(firstSeq)]);
    this.#setThrough(firstSeq - 1);
    this.advance();
  }

  /** Walks on over what is there already. */
  advance(): void {
    let end = this.through;
    for (;;) {
      const seqs = this.#database.column<number>(NEXT_SEQS, [end]);
      const from = end;
      const hole = seqs.findIndex((seq, index) => seq !== from + index + 1);
      end += hole < 0 ? seqs.length : hole;
      if (hole >= 0 || seqs.length === 0) break;
    }
    this.#setThrough(end);
  }

  /** Everything after `seq` is gone. */
  cutAfter(seq: number): void {
    this.#setThrough(Math.min(this.through, Math.max(seq, this.first - 1)));
  }

  #setThrough(seq: number): void {
    if (seq !== this.through) this.#database.run(WRITE, [THROUGH, String(seq)]);
    this.#through = seq;
  }
}
