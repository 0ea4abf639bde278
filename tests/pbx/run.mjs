/**
 * A PBX to try Hearthline with: starts Asterisk on this machine, writes a profile for it, and plays a patient who
 * does as you type. `node tests/pbx/run.mjs [PROFILE-FILE]`; ends with Ctrl+C or "quit".
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
// The bench is TypeScript, which the Node among the development packages runs as it is.
const node = join(here, '../../node_modules/node/bin/node');

if (process.features.typescript) {
  const { runByHand } = await import('./run-by-hand.ts');
  await runByHand(process.argv[2]);
} else if (existsSync(node)) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl+C reaches the child too; we stay until it has stopped the PBX.
  process.on('SIGINT', () => {});
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  console.error('Run "npm start" or "npm ci" once before: they bring the Node that runs TypeScript.');
  process.exit(1);
}
