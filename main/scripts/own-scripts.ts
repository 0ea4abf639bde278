import { stat } from 'node:fs/promises';
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

/** The process that reads, as main sees it. */
export interface Reader {
  once(event: 'message', listener: (own: OwnScripts) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): unknown;
}

/**
 * Has the folders read in a process of its own (reader-process.ts). Where none of them is there, none starts. Rejects
 * when it ends without a word: a bug, for a file cannot make it.
 */
export async function readOwnScripts(folders: readonly string[], start: () => Reader): Promise<OwnScripts> {
  const found = await Promise.all(folders.map((folder) => stat(folder).catch(() => null)));
  if (!found.some((one) => one?.isDirectory())) return { scripts: [], broken: [], missing: folders };
  const reader = start();
  try {
    return await new Promise<OwnScripts>((resolve, reject) => {
      reader.once('message', resolve);
      reader.once('exit', (code) => reject(new Error(`the reader of scripts ended with ${code}`)));
    });
  } finally {
    reader.kill();
  }
}
