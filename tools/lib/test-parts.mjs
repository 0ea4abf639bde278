/** The parts of the test run, in order, and what each needs. */
import { chromium, fonts, natsServer, openssl, testPbx } from './needs.mjs';

/** @typedef {import('./system-packages.mjs').Need} Need */

/**
 * @typedef {object} Part
 * @property {string} name a project of vitest.config.ts
 * @property {string[]} folders where its files are; a file argument belongs to the part whose folder it is in
 * @property {boolean} needsApp runs built files of the app
 * @property {boolean} [onEachHost] drives the whole app: on the stand-in, and on Electron where its runtime can be had
 * @property {boolean} needsPbx talks to real telephone servers
 * @property {() => Need[]} needs
 */

/** @type {readonly Part[]} */
export const PARTS = [
  {
    name: 'unit',
    folders: ['shared/', 'main/', 'preload/', 'renderer/', 'tools/', 'tests/architecture/'],
    needsApp: false,
    needsPbx: false,
    needs: () => [openssl],
  },
  { name: 'host', folders: ['tests/host/'], needsApp: true, needsPbx: false, needs: () => [chromium, fonts] },
  {
    name: 'hub',
    folders: ['tests/hub/'],
    needsApp: false,
    // One of its tests has a patient press 1 on a real PBX.
    needsPbx: true,
    needs: () => [openssl, ...natsServer(), ...testPbx()],
  },
  {
    name: 'pbx',
    folders: ['tests/pbx/'],
    needsApp: false,
    needsPbx: true,
    needs: () => [chromium, fonts, ...testPbx()],
  },
  {
    name: 'line',
    folders: ['tests/line/'],
    needsApp: true,
    needsPbx: true,
    needs: () => [chromium, fonts, ...testPbx()],
  },
  {
    name: 'practice',
    folders: ['tests/practice/'],
    needsApp: true,
    needsPbx: false,
    needs: () => [chromium, fonts],
  },
  {
    name: 'look',
    folders: ['tests/look/'],
    needsApp: false,
    needsPbx: false,
    needs: () => [chromium, fonts],
  },
  {
    name: 'desk',
    folders: ['tests/desk/'],
    needsApp: true,
    onEachHost: true,
    needsPbx: true,
    needs: () => [chromium, fonts, ...testPbx()],
  },
  {
    name: 'faults',
    folders: ['tests/faults/'],
    needsApp: false,
    needsPbx: false,
    needs: () => [openssl, ...natsServer()],
  },
];

/**
 * What `npm test -- …` asks for.
 * @param {string[]} args names of parts, files or folders, and vitest's own `-t NAME`
 * @returns {{ parts: readonly Part[], filters: string[], byName: boolean }} `byName`: tests that do not match are
 *   skipped by vitest, which is no skip to report
 */
export function choose(args) {
  const wanted = new Set();
  const filters = [];
  let byName = false;
  for (let at = 0; at < args.length; at += 1) {
    const word = String(args[at]);
    const part = PARTS.find(({ name }) => name === word);
    if (part) wanted.add(part);
    else if (word === '-t') {
      byName = true;
      filters.push(word, String(args[(at += 1)]));
    } else {
      filters.push(word);
      const path = word.replace(/^\.\//, '');
      for (const one of PARTS) if (one.folders.some((folder) => path.startsWith(folder))) wanted.add(one);
    }
  }
  return { parts: wanted.size > 0 ? PARTS.filter((part) => wanted.has(part)) : PARTS, filters, byName };
}
