import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import type { PackedScript } from './packed.ts';

/** A script file that cannot be used, and where its first mistake stands. */
export interface BrokenScript {
  /** Below the folder. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The scripts that a team wrote itself. */
export interface OwnScripts {
  readonly scripts: readonly PackedScript[];
  readonly broken: readonly BrokenScript[];
  /** Folders that are not there, or cannot be read. */
  readonly missing: readonly string[];
}

/**
 * Has the folders read in a thread of their own (reader-thread.ts). Where none of them is there, no thread starts.
 * Rejects when the thread fails: a bug, for a file cannot make it.
 */
export async function readOwnScripts(folders: readonly string[], start: () => Worker): Promise<OwnScripts> {
  const found = await Promise.all(folders.map((folder) => stat(folder).catch(() => null)));
  if (!found.some((one) => one?.isDirectory())) return { scripts: [], broken: [], missing: folders };
  const thread = start();
  try {
    const [own] = (await once(thread, 'message')) as [OwnScripts];
    return own;
  } finally {
    await thread.terminate();
  }
}
