import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { callbackId } from '#shared/callback/event.ts';
import type { Publication } from '../../main/hub/hub.ts';
import { complain } from '../lib/say.mjs';
import { secretFolder, syncFolder, writeWhole } from './files.ts';

const spooled = z.strictObject({
  version: z.literal(1),
  callbackId,
  messageId: z.uuid(),
  /** Sealed for the team: this machine cannot read it again. */
  data: z.base64url(),
});

/** Requests that wait for the hub: one file each, sealed, whole or not there. */
export class Spool {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** The same request once more replaces the first. */
  put({ callbackId: id, messageId, data }: Publication): void {
    secretFolder(this.#dir);
    const text = JSON.stringify({
      version: 1,
      callbackId: id,
      messageId,
      data: Buffer.from(data).toString('base64url'),
    });
    writeWhole(this.#file(id), `${text}\n`, 0o600);
  }

  /** Those that another process does not send at this moment either way: sending twice stores once. */
  waiting(): Publication[] {
    if (!existsSync(this.#dir)) return [];
    const names = readdirSync(this.#dir).filter((name) => name.endsWith('.json'));
    return names.toSorted().flatMap((name) => this.#read(join(this.#dir, name)));
  }

  remove(id: string): void {
    rmSync(this.#file(id), { force: true });
    syncFolder(this.#dir);
  }

  /** Out of the way and not lost: somebody has to look at it. */
  setAside(id: string): void {
    const aside = join(this.#dir, 'refused');
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    renameSync(this.#file(id), join(aside, `${id}.json`));
    syncFolder(aside);
  }

  #read(path: string): Publication[] {
    try {
      const { data, ...one } = spooled.parse(JSON.parse(readFileSync(path, 'utf8')));
      return [
        {
          callbackId: one.callbackId,
          messageId: one.messageId,
          data: Buffer.from(data, 'base64url'),
          expectedSeq: 0,
        },
      ];
    } catch (error) {
      // Another process may have sent it meanwhile.
      if (!existsSync(path)) return [];
      complain(
        `${path} cannot be read (${error instanceof Error ? error.name : 'damaged'}) and is left where it is.`,
      );
      return [];
    }
  }

  #file(id: string): string {
    return join(this.#dir, `${id}.json`);
  }
}
