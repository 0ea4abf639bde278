import type { ScriptLine } from '#shared/contract/scripts.ts';
import { isMet, readSearch, folded } from '#shared/search.ts';
import type { AppError, Result } from '#shared/result.ts';
import { failed, ok } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';

/** What is searched in is kept on this page: with two thousand scripts a key must not wait for another process. */

const PAGE = 100;

/** Every script as main has it now, a page at a time. */
export async function allScriptLines(): Promise<Result<readonly ScriptLine[], AppError>> {
  const lines: ScriptLine[] = [];
  for (;;) {
    const answer = await answerOf(bridge().listScripts({ from: lines.length, limit: PAGE }));
    if (!answer.ok) return failed(answer.error);
    lines.push(...answer.value.lines);
    if (!answer.value.more) return ok(lines);
  }
}

/** Scripts that have every word that was typed; those that have them in the title first. All of them for nothing. */
export function found(lines: readonly ScriptLine[], typed: string): readonly ScriptLine[] {
  const search = readSearch(typed);
  if (search === null) return lines;
  const all = lines.filter(({ text }) => isMet(search, text));
  const isTitled = ({ title }: ScriptLine) => isMet(search, folded(title));
  return [...all.filter(isTitled), ...all.filter((line) => !isTitled(line))];
}
