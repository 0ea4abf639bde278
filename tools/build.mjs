/** `npm run build`: makes out/app from the sources. With `--if-changed` only when they are newer than it. */
import { ensureBuilt, build } from './lib/build.mjs';
import { command } from './lib/say.mjs';
import { onProjectNode } from './lib/node-24.mjs';

await command(() =>
  onProjectNode(import.meta.url, async () => {
    await (process.argv.includes('--if-changed') ? ensureBuilt() : build());
  }),
);
