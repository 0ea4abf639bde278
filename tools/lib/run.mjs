import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Stop } from './say.mjs';

/** @typedef {{ code: number, output: string, timedOut: boolean }} Outcome */

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void, shell?: boolean, signal?: AbortSignal }} [options]
 * @returns {Promise<Outcome>} `code` is 127 when the program is not there
 */
export function capture(file, args, options = {}) {
  const { onLine, timeoutMs, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, timeoutMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        output += chunk;
        if (onLine) for (const line of chunk.split(/\r?\n|\r/)) if (line.trim()) onLine(line.trim());
      });
    }
    const end = (/** @type {number} */ code) => {
      if (timer) clearTimeout(timer);
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? codeOfSignal(signal)));
  });
}

/**
 * Runs a program on this terminal and hands signals on to it.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export function attach(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: 'inherit' });
    // Ctrl-C reaches the child through the terminal as well; the commands take a second signal for the first.
    const release = whenAskedToEnd((signal) => void child.kill(signal));
    child.on('error', (error) => {
      release();
      reject(new Stop(`${file} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      release();
      resolve(code ?? codeOfSignal(signal));
    });
  });
}

/**
 * Calls back whenever somebody wants this command to end.
 * @param {(signal: NodeJS.Signals) => void} asked
 * @returns {() => void} stops listening
 */
export function whenAskedToEnd(asked) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, asked);
  const stopWatching = whenNpmIsGone(() => asked('SIGTERM'));
  return () => {
    stopWatching();
    for (const signal of signals) process.off(signal, asked);
  };
}

const LOOK_FOR_NPM_EVERY_MS = 500;

/**
 * npm that is ended by a signal ends its shell and leaves what the shell runs, which is us. That shows only in our
 * having another parent.
 * @param {() => void} gone called once
 * @returns {() => void} stops looking
 */
export function whenNpmIsGone(gone) {
  if (!process.env['npm_lifecycle_event'] || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, LOOK_FOR_NPM_EVERY_MS);
  return () => clearInterval(timer);
}

/** @param {NodeJS.Signals | null} signal */
function codeOfSignal(signal) {
  return 128 + (signal ? constants.signals[signal] : 0);
}
