import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { practicePlugin } from './practice-plugin.mjs';
import { scriptsPlugin } from './scripts-plugin.mjs';

/** @typedef {import('vite').InlineConfig} InlineConfig */
/** @typedef {{ entry: string, config: () => Promise<InlineConfig> }} Target */

/** The oldest Chromium that the app runs on is the one in Electron's locked major. */
const BROWSER = 'es2024';

/**
 * Everything that out/app is made of.
 * @param {string} outDir
 * @returns {Target[]}
 */
export function targets(outDir) {
  return [
    main(join(outDir, 'main')),
    ...['desk', 'sign-in', 'line'].map((name) => preload(name, join(outDir, 'preload'))),
    page('renderer/desk', join(outDir, 'renderer', 'desk'), true),
    page('renderer/desk/sign-in', join(outDir, 'renderer', 'sign-in'), true),
    page('renderer/line', join(outDir, 'renderer', 'line'), false),
  ];
}

/** How long a plugin took is no warning about our code. */
const QUIET = { pluginTimings: false };

/** @type {InlineConfig} */
const common = {
  configFile: false,
  envDir: false,
  logLevel: 'warn',
  clearScreen: false,
  publicDir: false,
};

/** Packages with machine code of their own: they stay in node_modules and are packed beside the build. */
export const NATIVE_PACKAGES = ['@signalapp/sqlcipher'];

/**
 * The main process and its threads: ES modules with their npm packages inside; Electron, Node's own
 * modules and native packages stay outside.
 * @param {string} outDir
 * @returns {Target}
 */
function main(outDir) {
  const entry = inRoot('main', 'index.ts');
  const input = {
    index: entry,
    'back-office': inRoot('main', 'back-office', 'worker.ts'),
    'script-reader': inRoot('main', 'scripts', 'reader-process.ts'),
  };
  return {
    entry,
    config: async () => ({
      ...common,
      root: inRoot(),
      plugins: [scriptsPlugin(), practicePlugin()],
      ssr: { noExternal: true, external: ['electron', ...NATIVE_PACKAGES] },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        ssr: true,
        outDir,
        emptyOutDir: false,
        target: 'node24',
        sourcemap: true,
        minify: false,
        rolldownOptions: {
          input,
          checks: QUIET,
          external: ['electron', /^electron\//, /^node:/, ...NATIVE_PACKAGES],
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    }),
  };
}

/**
 * A sandboxed preload can only `require('electron')`, so each is one CommonJS file.
 * @param {string} name
 * @param {string} outDir
 * @returns {Target}
 */
function preload(name, outDir) {
  const entry = inRoot('preload', `${name}.ts`);
  return {
    entry,
    config: async () => ({
      ...common,
      root: inRoot(),
      build: {
        outDir,
        emptyOutDir: false,
        target: BROWSER,
        sourcemap: true,
        minify: false,
        modulePreload: false,
        lib: { entry, formats: ['cjs'], fileName: () => `${name}.cjs` },
        rolldownOptions: { external: ['electron'], checks: QUIET, output: { codeSplitting: false } },
      },
    }),
  };
}

/**
 * A page, with relative addresses so that it is served from any origin. Nothing is inlined: the pages' CSP allows
 * scripts, styles and media only as files of the page's own origin.
 * @param {string} root folder of index.html
 * @param {string} outDir
 * @param {boolean} react
 * @returns {Target}
 */
function page(root, outDir, react) {
  const entry = inRoot(root, 'index.html');
  return {
    entry,
    config: async () => ({
      ...common,
      root: inRoot(root),
      base: './',
      plugins: react ? await reactPlugins() : [],
      worker: { format: 'es' },
      build: {
        outDir,
        emptyOutDir: false,
        target: BROWSER,
        sourcemap: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 4000,
        rolldownOptions: { input: entry, checks: QUIET },
      },
    }),
  };
}

/** React; and of React Aria's own words only the English ones: the desk speaks no other language yet. */
async function reactPlugins() {
  const [react, locales] = await Promise.all([
    import('@vitejs/plugin-react'),
    import('@react-aria/optimize-locales-plugin'),
  ]);
  return [locales.default.vite({ locales: ['en-US'] }), react.default()];
}
