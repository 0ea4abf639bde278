import type { ScriptLine } from '#shared/contract/scripts.ts';
import { folded, isMet, readSearch } from '#shared/search.ts';
import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';

/**
 * What is searched in is kept on this page: with two thousand scripts, a key must not wait for another process. It is
 * asked for when somebody first searches, and again when other scripts are there.
 */

const PAGE = 50;

interface Listed extends ScriptLine {
  readonly titleText: string;
}
export type ScriptLines = readonly Listed[];

let kept: { readonly revision: number; readonly lines: ScriptLines } | null = null;

/** @param revision the state's `scriptListRevision` */
export async function scriptLines(revision: number): Promise<Result<ScriptLines, AppError>> {
  if (kept?.revision === revision) return ok(kept.lines);
  const lines: Listed[] = [];
  for (;;) {
    const answer = await answerOf(bridge().listScripts({ from: lines.length, limit: PAGE }));
    if (!answer.ok) return failed(answer.error);
    lines.push(...answer.value.lines.map((line) => ({ ...line, titleText: folded(line.title) })));
    if (answer.value.more) continue;
    kept = { revision, lines };
    return ok(lines);
  }
}

/** Scripts that have every word that was typed; those that have them in the title first. All of them for nothing. */
export function found(lines: ScriptLines, typed: string): ScriptLines {
  const search = readSearch(typed);
  if (search === null) return lines;
  const titled: Listed[] = [];
  const others: Listed[] = [];
  for (const line of lines) {
    if (isMet(search, line.titleText)) titled.push(line);
    else if (isMet(search, line.text)) others.push(line);
  }
  return [...titled, ...others];
}
