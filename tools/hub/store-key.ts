import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from '../lib/say.mjs';
import { writeWhole } from './files.ts';
import { type HubNode, inFolder, nodeDir, type TeamFolder } from './team.ts';

/** Opens a node's store. Without it the store is noise, so it belongs in the backup, apart from the store. */
const KEY_FILE = 'store.key';

/** Whether a node has kept anything yet. */
export function hasStore({ dir }: TeamFolder, node: HubNode): boolean {
  return existsSync(join(inFolder(dir, node.storeDir), 'jetstream', 'DATA'));
}

/** A node's key, made with its first start. Stops when the store is there and its key is not. */
export function storeKey(folder: TeamFolder, node: HubNode): string {
  const path = join(nodeDir(folder, node), KEY_FILE);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  if (hasStore(folder, node))
    throw new Stop(
      `The store of ${node.name} is there and its key ${path} is not: with another key it would start empty.\nWhat to do: bring the key back from your backup.`,
    );
  // A letter first: nats-server would read a value that looks like a number as one.
  const key = `K${randomBytes(32).toString('hex')}`;
  writeWhole(path, `${key}\n`, 0o600);
  return key;
}
