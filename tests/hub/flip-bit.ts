import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Flips a bit in the first block of a stopped node's stream. @param where which byte, of so many */
export function flipBit(streamDir: string, where: (bytes: number) => number): void {
  const folder = join(streamDir, 'msgs');
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.blk')) ?? '');
  const bytes = readFileSync(path);
  const at = where(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(path, bytes);
}
