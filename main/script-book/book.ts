import type { BookStanding } from '#shared/contract/script-book.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { ScriptVersion } from '../records/store.ts';

/**
 * The team's scripts as a desk publishes them: an append-only list of versions for each script, with compare-and-set.
 * Two adapters: the desk's own records for one desk alone, and the stream SCRIPTS of the team's hub. Both leave what
 * they have in the records (`RecordStore.scripts`), so that it is there without a link.
 */
export interface ScriptBook {
  /** The object is the same until something changed. */
  standing(): BookStanding;
  /** Who somebody is to people. */
  nameOf(author: string): string;
  readonly me: { readonly agent: string; readonly name: string };
  /** Tells from now on what happens. Once, before anything can. */
  listen(listener: BookListener): void;
  /**
   * Errors: `script-outrun` with `version` and `by` when there is a version after `base`, `not-allowed` for those who do
   * not lead, `script-too-long`, what the hub says and what the disk says. After any of them nothing was published,
   * except `hub-no-answer`: then it may have been, and what the hub has will show.
   */
  publish(next: Publication): Promise<Result<ScriptVersion, AppError>>;
  close(): void;
}

export interface Publication {
  readonly word: string;
  /** As it was typed; the book writes the version into it. Null withdraws the script. */
  readonly text: string | null;
  /** The last version that the author knows of; 0 for none. */
  readonly base: number;
}

/** What a book tells as it happens. */
export interface BookListener {
  /** @param isNews whether they came while somebody may be looking, and not with what was there before */
  added(versions: readonly ScriptVersion[], isNews: boolean): void;
  /** Every version that was there is gone: it is another team's, or another hub's. */
  cleared(): void;
  standingChanged(): void;
}

/** Nobody listens yet. */
export const NOBODY_LISTENS: BookListener = {
  added: () => undefined,
  cleared: () => undefined,
  standingChanged: () => undefined,
};
