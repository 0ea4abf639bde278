#!/usr/bin/env node
/**
 * Asterisk's AGI script for "press 1 to be called back": see docs/hub.md. Runs with Node 22.18 or newer, or with the
 * one that npm has installed here.
 *
 *   AGI(…/tools/hub/agi.mjs,NUMBER,REASON[,LANGUAGE[,INTAKE FILE]])
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const NODE = join(HERE, '..', '..', 'node_modules', 'node', 'bin', 'node');

// The caller may hang up the moment they have pressed 1, which is what they called for. Asterisk says so with SIGHUP,
// unless the dialplan has Set(AGISIGHUP=no), which also covers the moment before this line.
process.on('SIGHUP', () => undefined);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  const { agi } = await import('./agi.ts');
  // At once: the caller waits for our end, and what is under way is on the disk.
  process.exit(await agi(process.argv.slice(2)));
} else if (existsSync(NODE)) {
  const child = spawn(NODE, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  child.once('exit', (code) => (process.exitCode = code ?? 1));
} else {
  console.error(`Hearthline's AGI script needs Node 22.18 or newer; this is ${process.versions.node}.`);
  process.exitCode = 1;
}
