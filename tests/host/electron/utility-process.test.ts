import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { utilityProcess } from './utility-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthline-utility-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return path;
}

describe('A utility process', () => {
  it('is given words, tells its parent in cloned values, and ends when nothing is left to do', async () => {
    const child = utilityProcess.fork(
      program(
        'teller',
        'process.parentPort.postMessage({ words: process.argv.slice(2), bytes: new Uint8Array([7]) });',
      ),
      ['one', 'two'],
    );
    const [[message], [code]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
    expect(message).toEqual({ words: ['one', 'two'], bytes: new Uint8Array([7]) });
    expect(code).toBe(0);
    expect(child.pid).toBeUndefined();
  });

  it('is told in events with `data`, and stays until it is ended', async () => {
    const echo = "process.parentPort.on('message', ({ data }) => process.parentPort.postMessage(data));";
    const child = utilityProcess.fork(program('echo', echo));
    // The rule takes the process for a window.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    child.postMessage({ hello: 1 });
    expect(await once(child, 'message')).toEqual([{ hello: 1 }]);
    expect(child.kill()).toBe(true);
    await once(child, 'exit');
  });

  it('that throws ends with 1', async () => {
    const child = utilityProcess.fork(program('bug', "throw new Error('a bug');"));
    expect(await once(child, 'exit')).toEqual([1]);
  });
});
