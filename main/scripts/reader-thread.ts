import { parentPort, workerData } from 'node:worker_threads';
import { readScriptFolders } from './own-files.ts';

/**
 * Reads a team's own scripts, tells of them once, and ends: a thread of its own, so that main and the back office wait
 * for nothing, and what reading takes of memory goes with it.
 */
const own = await readScriptFolders(workerData as readonly string[]);
// The rule takes a thread's port for a window.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(own);
