import type { Choosable } from '#shared/script/choose.ts';
import type { ScriptFile } from '#shared/script/script.ts';

/**
 * A script as it lies on the shelf: what it is chosen and listed by, and the whole of it as JSON in UTF-8. As objects,
 * two thousand scripts take several times as much.
 */
export interface PackedScript extends Choosable {
  readonly kind: ScriptFile['kind'];
  readonly title: string;
  readonly packed: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function packScript(file: ScriptFile): PackedScript {
  const { id, language, when, kind, title } = file;
  return { id, language, when, kind, title, packed: encoder.encode(JSON.stringify(file)) };
}

export function unpackScript({ packed }: PackedScript): ScriptFile {
  return JSON.parse(decoder.decode(packed)) as ScriptFile;
}
