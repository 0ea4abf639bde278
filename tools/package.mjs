/**
 * `npm run package`: builds the app and makes installers for this system in out/packages.
 * `-- --dir` makes the unpacked app, without installers. `-- --check` makes nothing: it validates the configuration
 * and, on Linux, packs on trial with a stand-in for Electron's runtime, to see what ends up in the archive.
 */
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectronRuntime } from './lib/electron-runtime.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { readPackagingConfig, validatePackagingConfig } from './lib/packaging.mjs';
import { packOnTrial } from './lib/packaging-trial.mjs';
import { inRoot } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { command, say, step, Stop } from './lib/say.mjs';

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
  if (args.includes('--check')) return checkOnly();
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

async function checkOnly() {
  if (process.platform !== 'linux') {
    say('Packing on trial needs Linux');
    return 0;
  }
  await ensureBuilt();
  const { files } = await step('Packing on trial, with a stand-in for Electron’s runtime', packOnTrial);
  say(
    `The archive holds ${files} files, none that should not be there; the packed SQLCipher opens; every fuse is as stated`,
  );
  return 0;
}
