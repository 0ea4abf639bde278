import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What a build makes; the app's folder for Electron is ROOT, whose `main` points in here. */
export const APP = join(ROOT, 'out', 'app');
/** Stamps and notes of the tools; goes with node_modules, so a fresh install forgets them. */
export const NOTES = join(ROOT, 'node_modules', '.cache', 'hearthline');

/**
 * A path below the repository, with `/` on every system.
 * @param {string[]} parts
 */
export const inRoot = (...parts) => join(ROOT, ...parts);
