import { randomUUID } from 'node:crypto';
import { isLead } from '#shared/callback/author.ts';
import type { BookStanding } from '#shared/contract/script-book.ts';
import { withVersion } from '#shared/script/draft-text.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { HubSession, Published, ScriptWay } from '../hub/hub.ts';
import type { TeamSeal } from '../hub/team-seal.ts';
import type { RecordStore, ScriptVersion } from '../records/store.ts';
import { NOBODY_LISTENS, type BookListener, type Publication, type ScriptBook } from './book.ts';
import { scriptSubject } from '../hub/layout.ts';
import { HubReader } from './hub-reader.ts';
import type { ScriptMessageBody } from './script-kind.ts';
import { tooLong } from './size.ts';

/** So long what was published may take to come back before it counts as not known. */
const COMES_BACK_MS = 5_000;

export interface HubBookParts {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly seal: TeamSeal<ScriptMessageBody>;
  readonly me: ScriptBook['me'];
  /** The team as it is known now. */
  readonly nameOf: (author: string) => string;
  readonly leads: () => readonly string[];
}

/** The team's scripts in its hub. What is published counts once the hub's own log has it, as at every other desk. */
export class HubBook implements ScriptBook {
  readonly me: ScriptBook['me'];
  readonly nameOf: (author: string) => string;
  readonly #parts: HubBookParts;
  readonly #reader: HubReader;
  #way: ScriptWay | null = null;
  #standing: BookStanding;
  #listener = NOBODY_LISTENS;

  constructor(parts: HubBookParts) {
    const { me, nameOf } = parts;
    this.#parts = parts;
    this.me = me;
    this.nameOf = nameOf;
    this.#reader = new HubReader({
      ...parts,
      onAdded: (...added) => this.#listener.added(...added),
      onCleared: () => this.#listener.cleared(),
    });
    this.#standing = this.#standingFor({ kind: 'away' });
  }

  standing(): BookStanding {
    return this.#standing;
  }

  listen(listener: BookListener): void {
    this.#listener = listener;
  }

  close(): void {
    this.#way = null;
    this.#reader.stop();
  }

  /** Another session with the hub is open. */
  attach(session: HubSession): void {
    const way = session.scripts;
    if (!way) return;
    this.#way = way;
    void session.closed.then(() => {
      if (this.#way !== way) return;
      this.#way = null;
      this.#reader.stop();
      this.#stands({ kind: 'away' });
    });
    this.#reader.read(way, (standing) => {
      if (this.#way === way) this.#stands(standing);
    });
  }

  /** Another key is here, or the team is another: what could not be read may be read now. */
  teamChanged(): void {
    this.#reader.keysChanged();
    if (this.#standing.kind === 'reader') this.#stands(this.#standing);
  }

  async publish({ word, text, base }: Publication): Promise<Result<ScriptVersion, AppError>> {
    const way = this.#way;
    if (!isLead(this.me.agent)) return failed(appError('not-allowed'));
    if (!way || this.#standing.kind !== 'open') return failed(appError('hub-no-answer'));
    const last = await way.lastAbout(word);
    if (!last.ok) return last;
    // Somebody may have published a moment ago.
    if (!(await this.#reader.reaches(last.value, COMES_BACK_MS))) return failed(appError('hub-no-answer'));
    const outrun = this.#outrun(word, base);
    if (outrun) return failed(outrun);
    const body = { text: text === null ? null : withVersion(text, base + 1) };
    const sealed = this.#parts.seal.seal(body, scriptSubject(word, this.me.agent));
    if (!sealed.ok) return failed(sealed.error.code === 'bad-request' ? tooLong(text ?? '') : sealed.error);
    const messageId = randomUUID();
    const done = await way.publish({ word, messageId, data: sealed.value, expectedSeq: last.value });
    return this.#became(done, { word, text: body.text, base });
  }

  async #became(done: Published, next: Publication): Promise<Result<ScriptVersion, AppError>> {
    if (done.kind === 'refused') return failed(done.error);
    const { scripts } = this.#parts.store;
    const isThere = () => scripts.at(next.word, next.base + 1) !== null;
    // Ours, or the one that came first; after no answer at all, either or none.
    if (!(await this.#reader.until(isThere, COMES_BACK_MS))) return failed(appError('hub-no-answer'));
    const version = scripts.at(next.word, next.base + 1);
    const isOurs = version?.author === this.me.agent && version.text === next.text;
    if (version && isOurs && done.kind !== 'lost-race') return ok(version);
    return failed(this.#outrun(next.word, next.base) ?? appError('hub-no-answer'));
  }

  #outrun(word: string, base: number): AppError | null {
    const last = this.#parts.store.scripts.last(word);
    if ((last?.version ?? 0) === base) return null;
    const by = last ? this.nameOf(last.author) : this.me.name;
    return appError('script-outrun', { version: last?.version ?? 0, by });
  }

  #stands(standing: BookStanding): void {
    const now = this.#standingFor(standing);
    if (JSON.stringify(now) === JSON.stringify(this.#standing)) return;
    this.#standing = now;
    this.#listener.standingChanged();
  }

  #standingFor(standing: BookStanding): BookStanding {
    return isLead(this.me.agent) ? standing : { kind: 'reader', leads: [...this.#parts.leads()] };
  }
}
