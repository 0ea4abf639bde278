import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../pbx/sip-server.ts';
import { until } from '../pbx/until.ts';
import { pinOf, type Agent } from './agent.ts';
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

describe('The SIP password', () => {
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

describe('The PIN', () => {
  const before = pinOf('1001');
  const next = `heron ${randomBytes(8).toString('hex')}`;

  it('is changed in the settings while a call goes on', async () => {
    await agent.dial('600');
    await agent.phase('talking');
    await changePin('not that one', next);
    await agent.page.getByText(/^That PIN does not open your records here/).waitFor();
    await agent.page.getByLabel('Your PIN now', { exact: true }).fill(before);
    await agent.button('Change the PIN').click();
    await agent.page.getByText('Your PIN is changed.').waitFor();
    expect((await agent.state()).calls).toMatchObject([{ phase: { name: 'talking' } }]);
    await agent.hangUpAll();
  });

  it('that was, opens nothing any more, and the new one opens the same records', async () => {
    const calls = await callIds();
    await agent.button('Sign out').click();
    await until('the sign-in page', () => !agent.app.isAtDesk());
    await agent.tryToSignIn('1001', account.password, before);
    await agent.page.getByText(/^That PIN does not open your records here/).waitFor();
    expect(agent.app.isAtDesk()).toBe(false);
    await agent.signIn('1001', account.password, next);
    expect(calls).toHaveLength(2);
    expect(await callIds()).toEqual(calls);
  });

  it('is in no renderer’s memory once the agent has signed out, in no file and no log', () => {
    for (const pin of [before, next]) {
      expect(Math.max(...countInRenderers(agent, pin))).toBe(0);
      expect(filesWith(agent.app.userData, pin)).toEqual([]);
      expect(agent.app.output()).not.toContain(pin);
    }
  });
});

async function callIds(): Promise<string[]> {
  return (await agent.callList()).map(({ id }) => id);
}

async function changePin(present: string, next: string): Promise<void> {
  const { page } = agent;
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await agent.button('Change the PIN').click();
  await page.getByLabel('Your PIN now', { exact: true }).fill(present);
  await page.getByLabel('New PIN', { exact: true }).fill(next);
  await page.getByLabel('The same PIN again', { exact: true }).fill(next);
  await agent.button('Change the PIN').click();
}
