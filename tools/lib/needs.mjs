/** What the commands need beyond npm's packages, each with its reason. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inRoot } from './paths.mjs';
import { Stop } from './say.mjs';
import { isDebian } from './system-packages.mjs';

/** @typedef {import('./system-packages.mjs').Need} Need */

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium that tests/host drives: HEARTHLINE_CHROMIUM, else what the path or the usual places have. */
export function findChromium() {
  const given = process.env['HEARTHLINE_CHROMIUM'];
  if (given) return existsSync(given) ? given : undefined;
  return onPath(CHROMIUM_NAMES) ?? CHROMIUM_PLACES.find((path) => existsSync(path));
}

/** The first of these programs that the path has. @param {string[]} names */
function onPath(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path));
}

/** @type {Need} */
export const chromium = {
  what: 'Chromium (runs the windows where Electron’s runtime is not to be had)',
  debian: ['chromium'],
  present: () => findChromium() !== undefined,
  elsewhere: { dnf: 'chromium', brew: '--cask google-chrome', winget: 'Google.Chrome' },
};

/** @type {Need} */
export const fonts = {
  what: 'A font (a bare machine has none, and text would be boxes)',
  debian: ['fonts-dejavu-core'],
  present: () => process.platform !== 'linux' || existsSync('/usr/share/fonts/truetype'),
  elsewhere: { dnf: 'dejavu-sans-fonts' },
};

/** Electron draws on a display; on a Linux machine without one it gets this one. @type {Need} */
export const virtualDisplay = {
  what: 'Xvfb (a display for Electron on a machine without one)',
  debian: ['xvfb'],
  present: () => existsSync('/usr/bin/Xvfb'),
  elsewhere: { dnf: 'xorg-x11-server-Xvfb' },
};

/** The unit tests of the look at a server make its certificates with it. @type {Need} */
export const openssl = {
  what: 'OpenSSL (makes the certificates of the tests)',
  debian: ['openssl'],
  present: () => onPath(['openssl', 'openssl.exe']) !== undefined,
  elsewhere: { dnf: 'openssl', brew: 'openssl', winget: 'ShiningLight.OpenSSL.Light' },
};

/**
 * What tests/pbx needs, from its own list. A Stop where there is none of it.
 * @returns {Need[]}
 */
export function testPbx() {
  if (!isDebian()) {
    throw new Stop(
      'The telephone servers of the tests are Debian’s, and this system is not made from Debian.\n' +
        'Run this on Debian 12 (a container will do). npm test -- unit host practice needs none of them.',
    );
  }
  const file = inRoot('tests', 'pbx', 'packages.json');
  if (!existsSync(file)) return [];
  const list = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {string[]} */
  const names = Array.isArray(list) ? list : list.packages;
  return names.map((name) => ({
    what: `${name} (for the tests against real telephone servers)`,
    debian: [name],
  }));
}

/**
 * The hub's tests fetch their nats-server themselves (tests/hub/install.mjs). A Stop where they cannot.
 * @returns {Need[]}
 */
export function natsServer() {
  if (isDebian()) return [];
  throw new Stop(
    'The nats-server of the tests is Debian’s, and this system is not made from Debian.\n' +
      'Run this on Debian 12 (a container will do). npm test -- unit host practice needs none of it.',
  );
}
