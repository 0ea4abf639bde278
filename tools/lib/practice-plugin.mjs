/** Reads the people of assets/practice while building, so that a mistake in one is named by its place. */
import { basename } from 'node:path';
import { inRoot } from './paths.mjs';

/** @typedef {import('vite').Plugin} Plugin */

const CAST = inRoot('assets', 'practice').replaceAll('\\', '/');

/** @returns {Plugin} */
export function practicePlugin() {
  return {
    name: 'hearthline-practice',
    enforce: 'pre',
    async transform(text, id) {
      const path = id.replaceAll('\\', '/');
      if (!path.startsWith(`${CAST}/`) || !path.endsWith('.json')) return null;
      // Here and not above: TypeScript, which only the project's own Node reads as it stands.
      const { readPersona } = await import('../../main/practice/read-persona.ts');
      const { remarks } = readPersona(basename(path), text);
      if (remarks.length === 0) return null;
      return this.error(
        remarks.map(({ line, column, what, fix }) => `${path}:${line}:${column} ${what} ${fix}`).join('\n'),
      );
    },
  };
}
