import type { ImportReport } from '#shared/contract/callbacks.ts';
import { words } from './words.ts';

/** The report of an import as text, a line each: it can be sent to whoever made the list. */
export function reportText(fileName: string, { added, known, mistakes }: ImportReport): string {
  const lines = mistakes.map(({ line, column, expected, found }) =>
    words.mistakeLine(line, column, expected, found),
  );
  return [
    words.imported(added, fileName),
    words.known(known),
    words.mistakes(mistakes.length),
    ...lines,
  ].join('\n');
}
