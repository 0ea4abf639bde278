import type { ScriptRef } from '#shared/script/choose.ts';
import { appError, type AppError } from '#shared/result.ts';
import type { BackOffice } from './back-office/back-office.ts';
import type { Desk } from './desk.ts';
import type { BookNews } from './script-book/authoring.ts';
import type { PublishedScript } from './script-book/published.ts';
import { keyOf } from './scripts/library.ts';
import type { ScriptShelf } from './scripts/shelf.ts';
import type { Log } from './system/log.ts';

export interface TeamBookDeps {
  readonly shelf: ScriptShelf;
  readonly log: Log;
  readonly office: Pick<BackOffice, 'ask' | 'onScriptBook'>;
}

/** What the team has published, as the back office tells it: puts it on the shelf, and tells the desk what is new. */
export class TeamBook {
  readonly #deps: TeamBookDeps;
  #desk: Desk | null = null;
  #published: ReadonlyMap<string, PublishedScript> = new Map();

  constructor(deps: TeamBookDeps) {
    this.#deps = deps;
    deps.office.onScriptBook((news) => {
      if (this.#desk) this.#take(this.#desk, news);
    });
  }

  /** The team's of whoever sat here before are gone, until this one's are read. */
  async seated(desk: Desk): Promise<void> {
    const { office, log, shelf } = this.#deps;
    this.#desk = desk;
    this.#published = new Map();
    shelf.setTeam([]);
    try {
      const book = await office.ask.scriptBook(null);
      // Somebody else sits here now.
      if (this.#desk === desk && book.ok) this.#take(desk, book.value);
    } catch (error) {
      log.bug(error);
    }
  }

  /** Of every script that the team ever published, the newest version. */
  published(): Iterable<PublishedScript> {
    return this.#published.values();
  }

  markOf(ref: ScriptRef): PublishedScript['mark'] | null {
    return this.#published.get(keyOf(ref))?.mark ?? null;
  }

  #take(desk: Desk, { standing, changed, isAnew, isNews }: BookNews): void {
    const known = isAnew ? [] : this.#published;
    this.#published = new Map([...known, ...changed.map((one) => [keyOf(one), one] as const)]);
    if (isAnew || changed.length > 0) {
      this.#deps.shelf.setTeam([...this.#published.values()].flatMap(({ script }) => script ?? []));
      desk.scriptsChanged();
    }
    desk.scriptBookChanged(standing);
    // Read anew, it may be readable by now.
    if (isAnew) desk.notices.settle('script-unreadable');
    for (const error of newsOf(changed, isNews)) {
      // The newest is what is said.
      desk.notices.settle(error.code);
      desk.notices.raise(error);
    }
  }
}

function newsOf(changed: readonly PublishedScript[], isNews: boolean): AppError[] {
  const unreadable = changed.filter(({ mark }) => mark.state === 'unreadable');
  const [lost] = unreadable;
  const told = changed.filter(({ mark }) => isNews && mark.state !== 'unreadable');
  const [first] = told;
  return [
    ...(lost
      ? [appError('script-unreadable', { count: unreadable.length, id: lost.id, by: lost.mark.by })]
      : []),
    ...(told.length > 1 ? [appError('scripts-new', { count: told.length })] : []),
    ...(first && told.length === 1 ? [oneNew(first)] : []),
  ];
}

function oneNew({ id, script, mark: { version, by } }: PublishedScript): AppError {
  return script
    ? appError('script-new', { title: script.title, version, by })
    : appError('script-withdrawn', { id, by });
}
