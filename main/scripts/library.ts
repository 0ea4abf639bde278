import type { ScriptFile } from '#shared/script/script.ts';
import { inOrder, mistake, quoted, START, type Remark } from './remark.ts';
import type { FoundText } from './cue.ts';
import { readScript, type ReadScript } from './read-script.ts';

/** A script file before it is read. */
export interface ScriptText {
  /** How its path is told to people; the part behind the last slash is the file's name. */
  readonly path: string;
  readonly text: string;
}

export interface ReadFile {
  readonly path: string;
  readonly script: ScriptFile | null;
  readonly remarks: readonly Remark[];
  readonly texts: readonly FoundText[];
}

/**
 * Reads script files that belong together: besides each one's own mistakes, two of one id, and what points at a file
 * that is not there. The latter does not take a script out of use: at the desk, a link to it says so when it is pressed.
 * @param beside what else there is to point at
 */
export function readLibrary(files: readonly ScriptText[], beside: readonly ScriptFile[] = []): ReadFile[] {
  const read = files.map(({ path, text }) => ({
    path,
    read: readScript(fileNameOf(path), text),
  }));
  const there = new Set([...beside, ...read.flatMap(({ read: { script } }) => script ?? [])].map(pointer));
  const first = new Map<string, string>();
  return read.map(({ path, read: one }) => {
    const twin = one.script && first.get(keyOf(one.script));
    if (one.script && twin === undefined) first.set(keyOf(one.script), path);
    const also = twin === null || twin === undefined ? [] : [twice(path, twin)];
    return {
      path,
      script: also.length > 0 ? null : one.script,
      remarks: inOrder([...one.remarks, ...also, ...dangling(one, there)]),
      texts: one.texts,
    };
  });
}

/** Whether a path is that of a script. A README beside them is none. */
export function isScriptPath(path: string): boolean {
  return path.endsWith('.md') && fileNameOf(path).toLowerCase() !== 'readme.md';
}

export function fileNameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** Scripts of one id in several languages are several; of one id and language, one. */
export function keyOf({ id, language }: { readonly id: string; readonly language: string }): string {
  return `${language}/${id}`;
}

/** How a script is pointed at, in whatever language. */
export function pointer({ kind, id }: Pick<ScriptFile, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

function twice(path: string, other: string): Remark {
  const what = `The id and the language are those of ${quoted(other)}.`;
  return mistake(START, what, `Give ${quoted(path)} an id of its own, or take one of them out.`);
}

/** Mistakes about what a script points at and is not there. */
export function dangling(
  { references }: Pick<ReadScript, 'references'>,
  there: ReadonlySet<string>,
): Remark[] {
  return references.flatMap(({ kind, id, place }) => {
    if (there.has(`${kind}:${id}`)) return [];
    const what = `There is no sound ${kind === 'script' ? 'script' : 'red-flag card'} ${quoted(id)}.`;
    return [mistake(place, what, 'Write the id of one that is there, or mend that file first.')];
  });
}
