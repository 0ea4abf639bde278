import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../pbx/sip-server.ts';
import type { Agent } from './agent.ts';
import { filesWith } from './files-with.ts';
import { Floor } from './floor.ts';
import { countInMemory } from './process-memory.ts';

/** How often a text stands in the memory of each renderer that runs now. */
function countInRenderers({ app }: Agent, text: string): number[] {
  return app.rendererPids().map((pid) => countInMemory(pid, text));
}

/** HA1 of RFC 7616 section 3.4.2: as good as the password, at this server. */
function ha1({ extension, realm, password }: Account): string {
  return createHash('md5').update(`${extension}:${realm}:${password}`).digest('hex');
}

describe('The SIP password', () => {
  let floor: Floor;
  let agent: Agent;
  let account: Account;

  beforeAll(async () => {
    // Drawn anew in each run: it stands nowhere but where the agent's typing took it.
    floor = await Floor.open({ passwordStart: randomBytes(16).toString('hex') });
    account = floor.pbx.account('1001');
    agent = await floor.openDesk();
  });
  afterAll(() => floor.close());

  it('is found in the page while the agent types it, so that it would be found later', async () => {
    await agent.page.getByLabel('Password', { exact: true }).fill(account.password);
    expect(Math.max(...countInRenderers(agent, account.password))).toBeGreaterThan(0);
  });

  it('is in no renderer’s memory, no file and no log once the agent is signed in and has made a call', async () => {
    await agent.signIn(account.extension, account.password);
    await agent.dial('600');
    await agent.phase('talking');
    await agent.hangUpAll();
    const counts = countInRenderers(agent, account.password);
    expect(counts.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...counts)).toBe(0);
    for (const secret of [account.password, ha1(account)]) {
      expect(filesWith(agent.app.userData, secret)).toEqual([]);
      expect(agent.app.output()).not.toContain(secret);
    }
  });

  it('is searched for where it could be: the search sees into both windows, and into files', () => {
    // Each page knows its own address.
    for (const host of ['desk', 'line']) {
      expect(Math.max(...countInRenderers(agent, `//${host}`)), host).toBeGreaterThan(0);
    }
    expect(filesWith(agent.app.userData, '{')).not.toEqual([]);
  });
});
