import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debrief, type Debrief } from '#shared/contract/practice.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed } from '#shared/result.ts';
import { DONE } from '../done.ts';

const ENDING = '.json';
/** An id of ours: nothing that leads out of the folder. */
const SAFE_ID = /^[a-zA-Z0-9-]{1,64}$/;

/**
 * Debriefs that agents asked to keep, one JSON file each. They are about invented patients, so they are not encrypted:
 * whoever practises at this computer can read them, and the desk says so. Nothing is written before somebody asks.
 */
export interface KeptDebriefs {
  keep(one: Debrief): Promise<Done>;
  /** Newest first. A file that is no debrief is left alone and not listed. */
  list(): Promise<Debrief[]>;
  forget(id: string): Promise<Done>;
}

export function keptDebriefs(folder: string): KeptDebriefs {
  const fileOf = (id: string): string => join(folder, `${id}${ENDING}`);
  return {
    keep: (one) =>
      attempted(async () => {
        await mkdir(folder, { recursive: true });
        // Whole or not at all: a full disk leaves no half of it.
        const unfinished = `${fileOf(one.id)}.part`;
        await writeFile(unfinished, `${JSON.stringify(one, null, 2)}\n`, { mode: 0o600 });
        await rename(unfinished, fileOf(one.id));
      }),
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const read = await Promise.all(
        names.filter((name) => name.endsWith(ENDING)).map((name) => readOne(join(folder, name))),
      );
      return read.filter((one) => one !== null).toSorted((a, b) => b.at - a.at);
    },
    forget: async (id) =>
      SAFE_ID.test(id)
        ? attempted(() => rm(fileOf(id), { force: true }))
        : failed(appError('debrief-unknown')),
  };
}

async function readOne(path: string): Promise<Debrief | null> {
  try {
    return debrief.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** A disk that is full, or a folder that may not be written, is an answer. */
async function attempted(write: () => Promise<unknown>): Promise<Done> {
  try {
    await write();
    return DONE;
  } catch {
    return failed(appError('debrief-unkept'));
  }
}
