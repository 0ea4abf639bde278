import { spawn } from 'node:child_process';
import { Stop } from './say.mjs';

const START_LIMIT_MS = 10_000;

/**
 * Opens an X display that nobody sees, on the first free number.
 * @returns {Promise<{ name: string, close: () => void }>}
 */
export function openVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const fail = (/** @type {string} */ why) => {
      clearTimeout(limit);
      child.kill();
      reject(new Stop(`No virtual display: ${why}`));
    };
    const limit = setTimeout(() => fail('Xvfb did not say its number'), START_LIMIT_MS);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`Xvfb ended with ${code}`));
    // Xvfb writes the number it chose to the descriptor that it was given.
    child.stdio[3]?.once('data', (data) => {
      clearTimeout(limit);
      child.removeAllListeners('exit');
      resolve({ name: `:${String(data).trim()}`, close: () => void child.kill() });
    });
  });
}
