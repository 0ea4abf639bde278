import type { BookLine } from '#shared/contract/script-book.ts';
import { isMet, lineText, readSearch } from '#shared/search.ts';

/** The scripts as the list shows them. A draft stands among the drafts alone: it is what its author comes for. */
export interface ArrangedLines {
  readonly drafts: readonly BookLine[];
  readonly team: readonly BookLine[];
  readonly app: readonly BookLine[];
  /** How many more there are than are shown. */
  readonly more: number;
}

const isDraft = ({ draftId }: BookLine) => draftId !== null;
const isTeams = ({ from, published }: BookLine) => from !== 'app' || published !== null;

/** @param most how many are shown, of all groups together */
export function arrangeLines(lines: readonly BookLine[], typed: string, most: number): ArrangedLines {
  const search = readSearch(typed);
  const found =
    search === null
      ? lines
      : lines.filter(({ title, summary, id }) => isMet(search, lineText(`${title} ${summary}`, id, '')));
  const drafts = found.filter(isDraft);
  const others = found.filter((line) => !isDraft(line));
  const team = others.filter(isTeams);
  const app = others.filter((line) => !isTeams(line));
  const shown = [...drafts, ...team, ...app].slice(0, most);
  const within = (group: readonly BookLine[]) => group.filter((line) => shown.includes(line));
  return {
    drafts: within(drafts),
    team: within(team),
    app: within(app),
    more: found.length - shown.length,
  };
}
