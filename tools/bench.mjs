/** `npm run bench`: sets up as `npm test` does, runs tests/bench/run.ts and prints its JSON. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { chromium, findChromium, fonts, testPbx } from './lib/needs.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { command, keepOutputForResult, say, Stop } from './lib/say.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

await command(() => onProjectNode(import.meta.url, bench));

async function bench() {
  keepOutputForResult();
  const program = inRoot('tests', 'bench', 'run.ts');
  if (!existsSync(program)) throw new Stop('tests/bench/run.ts is missing');
  await ensureSystemPackages([chromium, fonts, ...testPbx()]);
  const { ensureAsterisk } = await import(pathToFileURL(inRoot('tests', 'pbx', 'install.mjs')).href);
  await ensureAsterisk({ onProgress: say });
  await ensureBuilt();
  const env = { ...process.env, HEARTHLINE_CHROMIUM: findChromium() };
  return attach(process.execPath, [program, ...process.argv.slice(2)], { cwd: inRoot(), env });
}
