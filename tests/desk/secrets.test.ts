import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from './agent.ts';
import { Floor } from './floor.ts';
import { countInMemory } from './process-memory.ts';

/** Files below a folder that hold the text, as UTF-8 or UTF-16. */
function filesWith(dir: string, text: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .filter((path) => {
      const bytes = readFileSync(path);
      return bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'));
    });
}

describe('The SIP password', () => {
  let floor: Floor;
  let agent: Agent;
  // Put together at run time: no source map or page may hold the whole of it by accident.
  const password = ['pw', '1001'].join('');

  beforeAll(async () => {
    floor = await Floor.open();
    agent = await floor.openDesk();
  });
  afterAll(() => floor.close());

  it('is in no renderer’s memory, no file and no log once the agent is signed in and has made a call', async () => {
    await agent.signIn('1001', password);
    await agent.dial('600');
    await agent.phase('talking');
    await agent.hangUpAll();
    const pids = agent.app.rendererPids();
    expect(pids.length).toBeGreaterThanOrEqual(2);
    for (const pid of pids) expect(countInMemory(pid, password)).toBe(0);
    expect(filesWith(agent.app.userData, password)).toEqual([]);
    expect(agent.app.output()).not.toContain(password);
  });

  it('would have been found: the search sees the team’s name in the same renderers', () => {
    const pids = agent.app.rendererPids();
    expect(pids.some((pid) => countInMemory(pid, 'Riverside Health Line') > 0)).toBe(true);
  });
});
