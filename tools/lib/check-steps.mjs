/** The steps of `npm run check`. Each is a program and its arguments; it passes when the program ends with 0. */
import { openssl } from './needs.mjs';
import { inRoot } from './paths.mjs';

/** @typedef {import('./system-packages.mjs').Need} Need */
/** @typedef {{ name: string, file: string, args: string[], needs?: Need[] }} CheckStep */

/** A folder each, because each may use other things: `window` in shared or `fs` in renderer does not compile. */
const TYPED_FOLDERS = ['shared', 'main', 'preload', 'renderer/line', 'renderer/desk', 'tests', 'tools'];

/**
 * @param {string} name
 * @param {string} script below node_modules
 * @param {string[]} args
 * @returns {CheckStep}
 */
function nodeStep(name, script, args) {
  return { name, file: process.execPath, args: [inRoot('node_modules', script), ...args] };
}

/** @type {readonly CheckStep[]} */
export const CHECK_STEPS = [
  nodeStep('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  // Type-aware rules and "no warnings" are switched on in .oxlintrc.json.
  nodeStep('lint', 'oxlint/bin/oxlint', ['--format=unix']),
  ...TYPED_FOLDERS.map((folder) => nodeStep(`types in ${folder}`, 'typescript/bin/tsc', ['-p', folder])),
  {
    ...nodeStep('unit and architecture tests', 'vitest/vitest.mjs', [
      'run',
      '--project=unit',
      '--reporter=dot',
    ]),
    needs: [openssl],
  },
  nodeStep('unused code', 'knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']),
];
