import type { CallbackRow, CallbackView } from '#shared/contract/callback-state.ts';
import { ok, type AppError, type Result } from '#shared/result.ts';
import { isMet, lineText, readSearch } from '#shared/search.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { NewestAnswer } from '../store/newest.ts';
import { reuse } from '../store/reuse.ts';

/** A large screen: it is asked for with each key typed, and comes through three processes. */
export const FIRST_PAGE = 20;
export const PAGE = 50;
/** What one question may ask for at most, by the contract. */
const MAX_PAGE = 100;
/** Beyond this nobody scrolls, and the window's memory is for other things. */
export const MOST_ROWS = 2000;

export interface ListQuestion {
  view: CallbackView;
  search: string;
  /** Rows to read, from the first on. */
  count: number;
}

export interface ShownList {
  /** What the rows answer; null before the first answer. */
  question: ListQuestion | null;
  rows: readonly CallbackRow[];
  hasMore: boolean;
  /** These are what of the rows before meets the search; its answer is under way. */
  isNarrowed: boolean;
  error: AppError | null;
}

export const NOTHING_SHOWN: ShownList = {
  question: null,
  rows: [],
  hasMore: false,
  isNarrowed: false,
  error: null,
};

interface Pages {
  rows: readonly CallbackRow[];
  hasMore: boolean;
}

/** The queue by pages: a list for a search, more of it, and the same again when it may have changed. */
export class ListReader {
  #shown = NOTHING_SHOWN;
  #asked: ListQuestion | null = null;
  readonly #show: (shown: ShownList) => void;
  readonly #newest = new NewestAnswer<ListQuestion, Pages>(readPages, (question, answer) =>
    this.#take(question, answer),
  );

  constructor(show: (shown: ShownList) => void) {
    this.#show = show;
  }

  read(view: CallbackView, search: string): void {
    const question = { view, search, count: FIRST_PAGE };
    this.#narrow(question);
    this.#ask(question);
  }

  refresh(): void {
    this.#newest.again();
  }

  /** The next page too; a second wish for it while it is under way changes nothing. */
  readMore(): void {
    const { rows, hasMore, isNarrowed } = this.#shown;
    if (!this.#asked || !hasMore || isNarrowed || rows.length >= MOST_ROWS || rows.length < this.#asked.count)
      return;
    this.#ask({ ...this.#asked, count: Math.min(MOST_ROWS, rows.length + PAGE) });
  }

  stop(): void {
    this.#newest.stop();
  }

  /**
   * A search that goes on is met by some of the rows that stand there already: with the key itself, not an answer later.
   * When none of them meets it, nothing is said before the answer.
   */
  #narrow(question: ListQuestion): void {
    const { rows, question: before } = this.#shown;
    const isGoingOn = before?.view === question.view && question.search.startsWith(before.search);
    const search = isGoingOn && question.search !== before.search ? readSearch(question.search) : null;
    if (search === null) return;
    const met = rows.filter((row) => isMet(search, lineText(row.name, row.reason, row.number)));
    if (met.length === 0) return;
    this.#shown = { question, rows: met, hasMore: true, isNarrowed: true, error: null };
    this.#show(this.#shown);
  }

  #ask(question: ListQuestion): void {
    this.#asked = question;
    this.#newest.ask(question);
  }

  #take(question: ListQuestion, answer: Result<Pages>): void {
    this.#shown = answer.ok
      ? {
          question,
          rows: keptRows(this.#shown.rows, answer.value.rows),
          hasMore: answer.value.hasMore,
          isNarrowed: false,
          error: null,
        }
      : { ...this.#shown, question, isNarrowed: false, error: answer.error };
    this.#show(this.#shown);
  }
}

async function readPages({ view, search, count }: ListQuestion): Promise<Result<Pages>> {
  const rows: CallbackRow[] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(count - rows.length, MAX_PAGE);
    const page: Awaited<ReturnType<typeof askPage>> = await askPage(view, search, after, limit);
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    ({ after } = page.value);
  } while (after !== null && rows.length < count);
  return ok({ rows, hasMore: after !== null });
}

async function askPage(view: CallbackView, search: string, after: string | null, limit: number) {
  return answerOf(bridge().listCallbacks({ view, search, after, limit }));
}

/** The new rows, with each one that says the same as before kept as it was: it is not drawn again, wherever it moved. */
export function keptRows(
  before: readonly CallbackRow[],
  next: readonly CallbackRow[],
): readonly CallbackRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const kept = next.map((row) => reuse(known.get(row.id), row));
  const isSame = kept.length === before.length && kept.every((row, index) => row === before[index]);
  return isSame ? before : kept;
}
