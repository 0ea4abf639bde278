import type { Choosable } from '#shared/script/choose.ts';
import type { CallScript, ScriptFile } from '#shared/script/script.ts';
import { textOf } from '#shared/script/text.ts';
import { lineText } from '#shared/search.ts';

/**
 * A script as it lies on the shelf: what it is chosen and listed by, and the rest in UTF-8. As objects, two thousand
 * scripts take several times as much, and to list them nobody has to make them first.
 */
export interface PackedScript extends Choosable {
  readonly kind: ScriptFile['kind'];
  readonly title: string;
  readonly summary: string;
  /** The whole of it, as JSON. */
  readonly packed: Uint8Array;
  /** What is searched in, folded as `shared/search.ts` does; empty of what is never searched for. */
  readonly text: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function packScript(file: ScriptFile): PackedScript {
  const { id, language, when, kind, title, summary } = file;
  const text = kind === 'script' ? searchText(file) : '';
  return {
    id,
    language,
    when,
    kind,
    title,
    summary,
    packed: encoder.encode(JSON.stringify(file)),
    text: encoder.encode(text),
  };
}

export function unpackScript({ packed }: PackedScript): ScriptFile {
  return JSON.parse(decoder.decode(packed)) as ScriptFile;
}

export function unpackText({ text }: PackedScript): string {
  return decoder.decode(text);
}

function searchText(script: CallScript): string {
  return lineText(`${script.title} ${script.summary}`, textOf(script), '');
}
