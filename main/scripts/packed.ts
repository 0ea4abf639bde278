import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Choosable } from '#shared/script/choose.ts';
import type { ScriptFile } from '#shared/script/script.ts';

/**
 * A script as it lies on the shelf: what it is chosen and listed by, and the whole of it packed (RFC 1951). Two thousand
 * scripts take some megabytes so, and some tens as objects.
 */
export interface PackedScript extends Choosable {
  readonly kind: ScriptFile['kind'];
  readonly title: string;
  readonly packed: Uint8Array;
}

export function packScript(file: ScriptFile): PackedScript {
  const { id, language, when, kind, title } = file;
  return { id, language, when, kind, title, packed: deflateRawSync(JSON.stringify(file)) };
}

export function unpackScript({ packed }: PackedScript): ScriptFile {
  return JSON.parse(inflateRawSync(packed).toString()) as ScriptFile;
}
