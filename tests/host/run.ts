/**
 * Runs an Electron app's built files on Node and an installed Chromium: `node tests/host/run.ts <appDir> [switches]`.
 * See README.md.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readArguments } from './argv.ts';
import { app } from './electron/app.ts';
import { openHost } from './host.ts';

const ELECTRON_NAMES = new Set(['electron', 'electron/main', 'electron/common']);
/** Two signals closer than this are one. */
const ECHO_MS = 200;
const STAND_IN = new URL('./electron/index.ts', import.meta.url).href;

const { appDir, mainFile, isHeadless, switches } = openHost(readArguments(process.argv.slice(2)));

// Whatever imports or requires electron gets the stand-in.
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    ELECTRON_NAMES.has(specifier) ? { url: STAND_IN, shortCircuit: true } : nextResolve(specifier, context),
});
behaveAsMainProcess();
if (isHeadless && !switches.has('headless')) console.error('tests/host: no display, running headless');

// As in Electron, 'ready' comes when the app's main file has run to its end.
await import(pathToFileURL(mainFile).href);
await app.start();

function behaveAsMainProcess(): void {
  process.argv = [process.argv0, appDir, ...process.argv.slice(3)];
  Object.defineProperty(process.versions, 'electron', { value: electronVersion(), enumerable: true });
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  quitOnSignals();
  process.on('uncaughtException', (error) => {
    // Electron shows its own dialog only where the app does not listen itself.
    if (process.listenerCount('uncaughtException') > 1) return;
    console.error(error);
    app.exit(1);
  });
}

/** A signal is a wish to quit; a second one does not wait. */
function quitOnSignals(): void {
  let firstMs: number | null = null;
  const hear = (): void => {
    if (firstMs === null) {
      firstMs = performance.now();
      app.quit();
      return;
    }
    // Libraries that tidy up at the end (when-exit in electron-store) send themselves what they have heard again.
    if (performance.now() - firstMs > ECHO_MS) process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
}

/** The version whose documented behaviour is modelled: the one that package.json asks for. */
function electronVersion(): string {
  const file = createRequire(import.meta.url).resolve('electron/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
