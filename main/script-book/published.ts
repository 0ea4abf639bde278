import type { VersionMark } from '#shared/contract/script-book.ts';
import type { ScriptFile } from '#shared/script/script.ts';
import { readScriptWord } from '#shared/script/draft-text.ts';
import type { ScriptVersion } from '../records/store.ts';
import { packSmall, type PackedScript } from '../scripts/packed.ts';
import { readScript } from '../scripts/read-script.ts';

/** What the shelf has to know of a script of the team. */
export interface PublishedScript {
  readonly id: string;
  readonly language: string;
  readonly mark: VersionMark;
  /** Null for one that was withdrawn, or that this app cannot read: then what is below it stands. */
  readonly script: PackedScript | null;
}

/** Who an author is to people. */
type NameOf = (author: string) => string;

/** Without a look at the text: whether it can be read here shows only where it would stand. */
export function markOf({ version, author, hubMs, text }: ScriptVersion, nameOf: NameOf): VersionMark {
  return { version, by: nameOf(author), atMs: hubMs, state: text === null ? 'withdrawn' : 'stands' };
}

/** @param pack how it is laid on the shelf */
export function publishedScript(
  of: ScriptVersion,
  nameOf: NameOf,
  pack: (file: ScriptFile) => PackedScript = packSmall,
): PublishedScript {
  const { word, text } = of;
  const about = readScriptWord(word);
  if (!about) throw new Error('a word that is none was let into the records');
  const mark = markOf(of, nameOf);
  if (text === null) return { ...about, mark, script: null };
  const { script } = readScript(null, text);
  // One that says it is another would take that one's place.
  const isIt = script?.id === about.id && script.language === about.language;
  return isIt
    ? { ...about, mark, script: pack(script) }
    : { ...about, mark: { ...mark, state: 'unreadable' }, script: null };
}
