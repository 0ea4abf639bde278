import { readFileSync } from 'node:fs';
import { descendants } from '../desk/harness/process-tree.ts';

export interface ProcessMemory {
  readonly what: string;
  /** Proportional set size: shared pages are counted once, divided among those who share them (proc(5)). */
  readonly pssMiB: number;
  /**
   * Of that, what is not a file's: heaps, stacks and memory shared between processes. The share in the program's own
   * code follows how many other copies of it happen to run.
   */
  readonly ownMiB: number;
}

function whatIs(command: string): string {
  const type = /--type=([\w-]+)/.exec(command)?.[1];
  if (type === 'utility') return /--utility-sub-type=([\w.]+)/.exec(command)?.[1] ?? 'utility';
  if (type) return type;
  return /chrom|electron/i.test(command.split(' ', 1)[0] ?? '') ? 'browser' : 'main (node)';
}

/** Memory of every process that `root` started, one entry each, largest first. */
export function memoryOfTree(root: number): ProcessMemory[] {
  return descendants(root)
    .flatMap(({ pid, command }) => {
      const rollup = readRollup(pid);
      const inMiB = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
      const pssMiB = rounded(inMiB('Pss'));
      const ownMiB = rounded(inMiB('Pss_Anon') + inMiB('Pss_Shmem'));
      return pssMiB > 0 ? [{ what: whatIs(command), pssMiB, ownMiB }] : [];
    })
    .toSorted((a, b) => b.pssMiB - a.pssMiB);
}

const rounded = (value: number) => Math.round(value * 10) / 10;

function readRollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return ''; // It ended while we looked.
  }
}
