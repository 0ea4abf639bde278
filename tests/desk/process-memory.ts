import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 * 1024;
const PAGE_BYTES = 4096;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Readable private mappings of a process (proc(5), /proc/pid/maps). Kernel pages and devices are left out. */
function readableRanges(pid: number): Range[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const match = /^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)$/.exec(line);
      if (!match?.[1] || !match[2]) return [];
      if (match[3]?.startsWith('[v') || match[3]?.startsWith('/dev/')) return [];
      return [{ start: Number.parseInt(match[1], 16), end: Number.parseInt(match[2], 16) }];
    });
}

/**
 * How often a text stands in the whole memory of a running process, as Latin-1/UTF-8 or as UTF-16 (both are how
 * Chromium keeps strings). Needs the right to read /proc/pid/mem: root, or a parent of the process.
 */
export function countInMemory(pid: number, text: string): number {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const overlap = Math.max(...needles.map((needle) => needle.length)) - 1;
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let count = 0;
  try {
    for (const { start, end } of readableRanges(pid)) {
      for (let at = start; at < end;) {
        const got = readOrNothing(memory, buffer, Math.min(CHUNK_BYTES, end - at), at);
        for (const needle of needles) count += occurrences(buffer.subarray(0, got), needle);
        // A page that cannot be read ends a reading before its time; what comes behind it is looked at again.
        if (got === 0) at += PAGE_BYTES;
        else at += got === CHUNK_BYTES ? got - overlap : got;
      }
    }
  } finally {
    closeSync(memory);
  }
  return count;
}

/** A mapping may be gone, or never have been backed by a page, by the time it is read: then it holds nothing. */
function readOrNothing(memory: number, buffer: Buffer, length: number, position: number): number {
  try {
    return readSync(memory, buffer, 0, length, position);
  } catch {
    return 0;
  }
}

function occurrences(haystack: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length))
    count += 1;
  return count;
}
