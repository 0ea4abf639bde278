import { readScriptFolders } from './own-files.ts';

/**
 * Reads a team's own scripts, tells of them once, and is ended: a process of its own, so that main and the back office
 * wait for nothing, and what reading takes of memory goes with it. (A thread's does not: V8 keeps its pages for the next.)
 */
const [, , ...folders] = process.argv;
// The rule takes the port of a process for a window.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
process.parentPort.postMessage(await readScriptFolders(folders));
