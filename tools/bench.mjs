/** `npm run bench [-- phones|queue|scripts]`: sets up as `npm test` does, runs tests/bench/run.ts and prints its JSON. */
import { ensureBuilt } from './lib/build.mjs';
import { hostInWords, prepareHost } from './lib/host.mjs';
import { chromium, findChromium, fonts, testPbx } from './lib/needs.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { command, keepOutputForResult, say, step } from './lib/say.mjs';
import { hostFromEnvironment } from './lib/start-options.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { ensureTestPbx } from './lib/test-pbx.mjs';

await command(() => onProjectNode(import.meta.url, bench));

async function bench() {
  keepOutputForResult();
  await ensureSystemPackages([chromium, fonts, ...testPbx()]);
  await ensureTestPbx();
  const host = await prepareHost(hostFromEnvironment(), true);
  await ensureBuilt();
  say(`Hearthline runs on ${hostInWords(host.name)}`);
  const env = { ...process.env, HEARTHLINE_CHROMIUM: findChromium(), HEARTHLINE_HOST: host.name };
  const program = inRoot('tests', 'bench', 'run.ts');
  return step('Measuring', () =>
    attach(process.execPath, [program, ...process.argv.slice(2)], { cwd: inRoot(), env }),
  );
}
