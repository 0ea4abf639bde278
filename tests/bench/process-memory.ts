import { readFileSync } from 'node:fs';
import { descendants } from '../desk/harness/process-tree.ts';

export interface ProcessMemory {
  readonly what: string;
  /** Proportional set size: shared pages are counted once, divided among those who share them (proc(5)). */
  readonly pssMiB: number;
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
      const pss = /^Pss:\s+(\d+) kB/m.exec(readRollup(pid))?.[1];
      return pss && Number(pss) > 0
        ? [{ what: whatIs(command), pssMiB: Math.round(Number(pss) / 102.4) / 10 }]
        : [];
    })
    .toSorted((a, b) => b.pssMiB - a.pssMiB);
}

function readRollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return ''; // It ended while we looked.
  }
}
