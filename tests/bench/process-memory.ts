import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessMemory {
  readonly what: string;
  /** Proportional set size: shared pages are counted once, divided among those who share them (proc(5)). */
  readonly pssMiB: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, command }];
      } catch {
        return []; // It ended while we looked.
      }
    });
}

function whatIs(command: string): string {
  const type = /--type=([\w-]+)/.exec(command)?.[1];
  if (type === 'utility') return /--utility-sub-type=([\w.]+)/.exec(command)?.[1] ?? 'utility';
  if (type) return type;
  return /chrom|electron/i.test(command.split(' ', 1)[0] ?? '') ? 'browser' : 'main (node)';
}

/** Memory of a process and of all that it started, one entry each, largest first. */
export function memoryOfTree(root: number): ProcessMemory[] {
  const all = processes();
  const tree = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of all) {
      if (!tree.has(parent) || tree.has(pid)) continue;
      tree.add(pid);
      grown = true;
    }
  }
  return all
    .filter(({ pid }) => tree.has(pid))
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
