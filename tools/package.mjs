/**
 * `npm run package`: builds the app and makes installers for this system in out/packages.
 * `-- --check` only validates the configuration; `-- --dir` makes the unpacked app, without installers.
 */
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectronRuntime } from './lib/electron-runtime.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { readPackagingConfig, validatePackagingConfig } from './lib/packaging.mjs';
import { inRoot } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { command, say, Stop } from './lib/say.mjs';

const KNOWN = ['--check', '--dir', '--help'];

await command(() => onProjectNode(import.meta.url, packageApp));

async function packageApp() {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !KNOWN.includes(arg));
  if (unknown) throw new Stop(`npm run package does not know ${unknown}; it knows ${KNOWN.join(', ')}`);
  if (args.includes('--help')) {
    say('npm run package -- [--check] [--dir]');
    return 0;
  }
  await validatePackagingConfig(await readPackagingConfig());
  say('electron-builder.yml is valid');
  if (args.includes('--check')) return 0;
  const runtime = await ensureElectronRuntime({ tryAnyway: true });
  if (runtime.path === undefined) {
    throw new Stop(
      `Nothing was packaged: Electron’s runtime could not be fetched (${runtime.reason}).\n` +
        'Run this where it can be reached, or give its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  await ensureBuilt();
  const builder = inRoot('node_modules', 'electron-builder', 'cli.js');
  return attach(process.execPath, [builder, ...(args.includes('--dir') ? ['--dir'] : [])], { cwd: inRoot() });
}
