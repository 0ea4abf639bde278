import { deflateRawSync, inflateRawSync } from 'node:zlib';
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
  readonly whole: Packed;
  /**
   * What is searched in, folded as `shared/search.ts` does, in UTF-8; empty of what is never searched for. Never deflated:
   * a list of two thousand is asked for at once.
   */
  readonly text: Uint8Array;
  /** The file that it was read from; absent for one of the app or the team. */
  readonly path?: string;
}

interface Packed {
  readonly bytes: Uint8Array;
  /** Deflated (RFC 1951), to a third. */
  readonly isSmall: boolean;
}

/** As it is, in no time: the app's own are packed while the app starts. */
export function packScript(file: ScriptFile): PackedScript {
  return packedBy(file, (text) => ({ bytes: encoder.encode(text), isSmall: false }));
}

/** In a third of the room, and half a millisecond each: for the many that a team may have, away from main. */
export function packSmall(file: ScriptFile): PackedScript {
  return packedBy(file, (text) => ({ bytes: new Uint8Array(deflateRawSync(text)), isSmall: true }));
}

export function unpackScript({ whole }: PackedScript): ScriptFile {
  return JSON.parse(unpacked(whole)) as ScriptFile;
}

export function unpackText({ text }: PackedScript): string {
  return decoder.decode(text);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function packedBy(file: ScriptFile, pack: (text: string) => Packed): PackedScript {
  const { id, language, when, kind, title, summary } = file;
  const text = kind === 'script' ? searchText(file) : '';
  return {
    id,
    language,
    when,
    kind,
    title,
    summary,
    whole: pack(JSON.stringify(file)),
    text: encoder.encode(text),
  };
}

function searchText(script: CallScript): string {
  return lineText(`${script.title} ${script.summary}`, textOf(script), '');
}

function unpacked({ bytes, isSmall }: Packed): string {
  return decoder.decode(isSmall ? inflateRawSync(bytes) : bytes);
}
