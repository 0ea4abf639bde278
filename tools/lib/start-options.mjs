/** The options of `npm start`. */
import { resolve } from 'node:path';
import { Stop } from './say.mjs';

export const HELP = `npm start -- [options]

  --profile FILE           open this profile (*.hearthline.json)
  --user-data DIR          keep settings and secrets in this folder
  --practice               go straight to the practice line, without a server
  --host electron|chromium run in Electron, or on an installed Chromium (default: Electron where its runtime
                           can be had, else Chromium)
  --headless               show no window
  --cdp PORT               open the desk window's DevTools on 127.0.0.1:PORT
  --milestones             print the moments of each call (hearthline: milestone NAME MS)
  --help                   this text

Chromium's own switches that are passed on: --use-fake-*, --use-file-for-fake-audio-capture=FILE,
--force-device-scale-factor=N, --force-prefers-reduced-motion, --force-dark-mode, --lang=CODE,
--autoplay-policy=POLICY, --disable-gpu, --no-sandbox. Everything after a second -- is passed on as it is.`;

const PASSED_ON = [
  /^--use-fake-[a-z-]+(=.*)?$/,
  /^--use-file-for-fake-(audio|video)-capture=.+$/,
  /^--force-device-scale-factor=[\d.]+$/,
  /^--force-prefers-reduced-motion$/,
  /^--force-dark-mode$/,
  /^--lang=[\w-]+$/,
  /^--autoplay-policy=[a-z-]+$/,
  /^--disable-gpu$/,
  /^--no-sandbox$/,
];

/**
 * @typedef {object} StartOptions
 * @property {string} [profile] absolute
 * @property {string} [userData] absolute
 * @property {'electron' | 'chromium'} [host]
 * @property {boolean} headless
 * @property {number} [cdpPort]
 * @property {boolean} practice
 * @property {boolean} milestones
 * @property {boolean} help
 * @property {string[]} switches Chromium's own
 */

/**
 * @param {string[]} args
 * @param {string} cwd relative files are meant from here
 * @returns {StartOptions}
 */
export function parseStartOptions(args, cwd) {
  /** @type {StartOptions} */
  const options = { headless: false, practice: false, milestones: false, help: false, switches: [] };
  const rest = [...args];
  while (rest.length > 0) {
    const word = String(rest.shift());
    if (word === '--') {
      options.switches.push(...rest);
      break;
    }
    if (PASSED_ON.some((pattern) => pattern.test(word))) {
      options.switches.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const value = () => valueOf(name, equals < 0 ? rest.shift() : word.slice(equals + 1));
    const isFlag = equals < 0 && raiseFlag(options, name);
    if (!isFlag && !takeValue(options, name, value, cwd))
      throw new Stop(`npm start does not know ${word}. See npm start -- --help`);
  }
  return options;
}

/**
 * @param {StartOptions} options
 * @param {string} name
 */
function raiseFlag(options, name) {
  switch (name) {
    case '--headless':
      return (options.headless = true);
    case '--practice':
      return (options.practice = true);
    case '--milestones':
      return (options.milestones = true);
    case '--help':
    case '-h':
      return (options.help = true);
    default:
      return false;
  }
}

/**
 * @param {StartOptions} options
 * @param {string} name
 * @param {() => string} value
 * @param {string} cwd
 */
function takeValue(options, name, value, cwd) {
  switch (name) {
    case '--profile':
      options.profile = resolve(cwd, value());
      return true;
    case '--user-data':
      options.userData = resolve(cwd, value());
      return true;
    case '--host':
      options.host = hostNamed(value());
      return true;
    case '--cdp':
      options.cdpPort = portOf(value());
      return true;
    default:
      return false;
  }
}

/**
 * @param {string} name
 * @param {string | undefined} value
 */
function valueOf(name, value) {
  if (value === undefined || value === '' || value.startsWith('--')) throw new Stop(`${name} needs a value`);
  return value;
}

/** The host that HEARTHLINE_HOST asks the tests and the bench to use. @returns {'electron' | 'chromium' | undefined} */
export function hostFromEnvironment() {
  const { HEARTHLINE_HOST: name } = process.env;
  return name ? hostNamed(name, 'HEARTHLINE_HOST') : undefined;
}

/** @param {string} text @param {string} [where] @returns {'electron' | 'chromium'} */
function hostNamed(text, where = '--host') {
  if (text === 'electron' || text === 'chromium') return text;
  throw new Stop(`${where} is electron or chromium, not ${text}`);
}

/** @param {string} text */
function portOf(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Stop(`--cdp needs a port from 1 to 65535, not ${text}`);
}
