/** Reads the script files of assets/scripts while building, so that the app has them as they are drawn. */
import { inRoot } from './paths.mjs';

/** @typedef {import('vite').Plugin} Plugin */

const LIBRARY = inRoot('assets', 'scripts').replaceAll('\\', '/');

/** @returns {Plugin} */
export function scriptsPlugin() {
  return {
    name: 'hearthline-scripts',
    enforce: 'pre',
    async transform(text, id) {
      const path = id.replaceAll('\\', '/');
      if (!path.startsWith(LIBRARY) || !path.endsWith('.md')) return null;
      // Here and not above: TypeScript, which only the project's own Node reads as it stands.
      const { readScript } = await import('../../main/scripts/read-script.ts');
      const { script, remarks } = readScript(path.split('/').at(-1) ?? path, text);
      if (script) return { code: `export default ${JSON.stringify(script)};`, moduleType: 'js', map: null };
      const mistakes = remarks.filter(({ kind }) => kind === 'mistake');
      return this.error(
        mistakes.map(({ line, column, what, fix }) => `${path}:${line}:${column} ${what} ${fix}`).join('\n'),
      );
    },
  };
}
