import { randomUUID } from 'node:crypto';
import type {
  BookStanding,
  OpenedDraft,
  ScriptBookCommands,
  VersionMark,
} from '#shared/contract/script-book.ts';
import type { Done, z } from '#shared/contract/schema.ts';
import {
  headlineOf,
  newScriptText,
  readScriptWord,
  saysTheSame,
  scriptWord,
} from '#shared/script/draft-text.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { kept } from '../callbacks/kept.ts';
import type { Clock } from '../clock.ts';
import { DONE } from '../done.ts';
import type { RecordStore, ScriptVersion } from '../records/store.ts';
import type { Publication, ScriptBook } from './book.ts';
import { checkText, type CheckedText } from './check-text.ts';
import { ScriptDrafts } from './drafts.ts';
import { markOf, publishedScript, type PublishedScript } from './published.ts';

type Input<N extends keyof ScriptBookCommands> = z.output<ScriptBookCommands[N]['input']>;

/** A draft as the list of scripts names it. */
export interface DraftLine extends ScriptRef {
  readonly draftId: string;
  readonly title: string;
  /** Not of a script that stands: something new. */
  readonly isNew: boolean;
}

/** What changed among the team's scripts, for whoever has the shelf. */
export interface BookNews {
  readonly standing: BookStanding;
  /** These take the place of what was known of them. */
  readonly changed: readonly PublishedScript[];
  /** Everything that was known before is gone. */
  readonly isAnew: boolean;
  /** Somebody else published it just now. */
  readonly isNews: boolean;
}

export interface AuthoringParts {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly book: ScriptBook;
  readonly tell: (news: BookNews) => void;
}

/** Writing scripts at this desk: drafts, checks, publishing, and what the team has. */
export class Authoring {
  readonly #store: RecordStore;
  readonly #clock: Clock;
  readonly #book: ScriptBook;
  readonly #drafts: ScriptDrafts;
  readonly #tell: AuthoringParts['tell'];

  constructor({ store, clock, book, tell }: AuthoringParts) {
    this.#store = store;
    this.#clock = clock;
    this.#tell = tell;
    this.#drafts = new ScriptDrafts(store);
    this.#book = book;
    book.listen({
      added: (versions, isNews) => this.#added(versions, isNews),
      cleared: () => this.#say({ isAnew: true }),
      standingChanged: () => this.#say({}),
    });
  }

  close(): void {
    this.#book.close();
  }

  /** Everything that the team has, read; each in a turn of its own, so that nobody waits for two thousand of them. */
  async all(): Promise<BookNews> {
    const read = new Map<string, PublishedScript>();
    for (const word of this.#store.scripts.words()) {
      this.#readInto(read, word);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    // What was published meanwhile was told as well; this must not be older.
    const changed = this.#store.scripts.words().flatMap((word) => this.#readInto(read, word));
    return { standing: this.#book.standing(), changed, isAnew: true, isNews: false };
  }

  #readInto(read: Map<string, PublishedScript>, word: string): PublishedScript[] {
    const last = this.#store.scripts.last(word);
    const known = read.get(word);
    if (!last || known?.mark.version === last.version) return known ? [known] : [];
    const now = publishedScript(last, this.#nameOf);
    read.set(word, now);
    return [now];
  }

  drafts(): DraftLine[] {
    return this.#drafts.all().map(({ draftId, text }) => {
      const of = readScriptWord(draftId);
      const { title, id, language } = headlineOf(text);
      return { draftId, title, isNew: of === null, ...(of ?? { id, language }) };
    });
  }

  /** Null where neither a draft nor a version of the team is: then it is the text of the app or of a folder, if any. */
  open({ script, draftId }: Input<'openDraft'>): Omit<OpenedDraft, 'from'> | null {
    const word = script && scriptWord(script);
    const last = word === null ? null : this.#store.scripts.last(word);
    const published = last && this.#markOf(last);
    const draft = this.#drafts.get(word ?? draftId ?? '');
    if (draft) return { ...draft, isDraft: true, published };
    if (word === null) return { ...this.#newDraft(), isDraft: false, published: null };
    if (last === null || last.text === null) return null;
    return { draftId: word, text: last.text, base: last.version, isDraft: false, published };
  }

  /** How far the team is with a script that has no text of its own now. */
  baseOf(script: ScriptRef): { base: number; published: VersionMark | null } {
    const last = this.#store.scripts.last(scriptWord(script));
    return { base: last?.version ?? 0, published: last && this.#markOf(last) };
  }

  check({ text, base }: Input<'checkScript'>): CheckedText {
    const today = dayOf(this.#clock.now());
    const read = checkText(text, today, null);
    const before = read.ref && this.#store.scripts.at(scriptWord(read.ref), base);
    if (!before) return read;
    const isAsBefore = before.text !== null && saysTheSame(before.text, text);
    return checkText(text, today, isAsBefore ? dayOf(before.hubMs) : today);
  }

  keep(draft: Input<'keepDraft'>): Done {
    const isFirst = this.#drafts.get(draft.draftId) === null;
    return this.#drafted(() => this.#drafts.keep(draft), isFirst);
  }

  drop(draftId: string): Done {
    return this.#drafted(() => this.#drafts.drop(draftId), true);
  }

  async publish({ draftId, text, base }: Input<'publishScript'>): Promise<Result<VersionMark, AppError>> {
    const { script } = checkText(text, dayOf(this.#clock.now()), null);
    if (!script) return failed(appError('script-mistakes'));
    const done = await this.#publish({ word: scriptWord(script), text, base });
    if (done.ok && draftId !== null) this.drop(draftId);
    return done;
  }

  withdraw({ script, base }: Input<'withdrawScript'>): Promise<Result<VersionMark, AppError>> {
    return this.#publish({ word: scriptWord(script), text: null, base });
  }

  versions(script: ScriptRef): VersionMark[] {
    return this.#store.scripts.of(scriptWord(script)).map((one) => this.#markOf(one));
  }

  version({ script, version }: Input<'readVersion'>): Result<{ text: string; before: string }, AppError> {
    const word = scriptWord(script);
    const one = this.#store.scripts.at(word, version);
    if (!one) return failed(appError('script-unknown'));
    return ok({ text: one.text ?? '', before: this.#store.scripts.at(word, version - 1)?.text ?? '' });
  }

  readonly #nameOf = (author: string): string => this.#book.nameOf(author);

  async #publish(next: Publication): Promise<Result<VersionMark, AppError>> {
    if (this.#book.standing().kind === 'reader') return failed(appError('not-allowed'));
    const done = await this.#book.publish(next);
    return done.ok ? ok(this.#markOf(done.value)) : done;
  }

  #newDraft(): { draftId: string; text: string; base: number } {
    const text = newScriptText({ reviewer: this.#book.me.name, today: dayOf(this.#clock.now()) });
    return { draftId: randomUUID(), text, base: 0 };
  }

  #markOf(version: ScriptVersion): VersionMark {
    return markOf(version, this.#nameOf);
  }

  #drafted(act: () => void, isTold: boolean): Done {
    const done = kept(act);
    if (!done.ok) return done;
    if (isTold) this.#say({});
    return DONE;
  }

  #added(versions: readonly ScriptVersion[], isNews: boolean): void {
    const newest = new Map(versions.map((one) => [one.word, one]));
    const changed = [...newest.values()].map((one) => publishedScript(one, this.#nameOf));
    const isOthers = versions.some(({ author }) => author !== this.#book.me.agent);
    this.#say({ changed, isNews: isNews && isOthers });
  }

  #say(what: Partial<Omit<BookNews, 'standing'>>): void {
    this.#tell({ changed: [], isAnew: false, isNews: false, ...what, standing: this.#book.standing() });
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
