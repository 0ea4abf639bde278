import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { until } from '../pbx/until.ts';
import type { Agent } from './agent.ts';
import { filesWith } from './files-with.ts';
import { Floor, patientOn } from './floor.ts';
import { Queue } from './queue.ts';
import { TeamHub } from './team-hub.ts';

/** Words that stand nowhere but where the agent's typing took them. */
const NEEDLES = {
  name: 'Quillon Vexworth',
  number: '12025550142',
  note: 'prefers the porcelain kettle',
  reason: 'Marmalade results',
} as const;

describe('What an agent types about a patient', () => {
  let floor: Floor;
  let hub: TeamHub;
  let agent: Agent;
  let queue: Queue;
  let keyring: string;
  let urls: string[];

  beforeAll(async () => {
    [floor, hub] = await Promise.all([Floor.open(), TeamHub.open()]);
    floor.keep(hub);
    keyring = mkdtempSync(join(floor.dir, 'keyring-'));
    agent = await floor.staff('1001', PARTY_HZ.agent, {}, { env: envWith(keyring) });
    queue = new Queue(agent);
    const { file, code } = hub.of('anna');
    await queue.join(file, code);
    urls = [];
    for (const page of agent.page.context().pages())
      page.on('request', (request) => urls.push(request.url()));
  });
  afterAll(() => floor.close());

  it('reaches the queue, a call and the hub', async () => {
    await queue.open();
    await agent.button(/^New callback/).click();
    const sheet = agent.page.getByRole('form', { name: /New callback/ });
    await sheet.getByRole('textbox', { name: 'Number' }).fill(`+${NEEDLES.number}`);
    await sheet.getByRole('textbox', { name: 'Name' }).fill(NEEDLES.name);
    await sheet.getByRole('textbox', { name: 'Why' }).fill(NEEDLES.reason);
    await agent.button('Make the callback').click();
    const patient = await patientOn(floor, { number: NEEDLES.number });
    await queue.take(new RegExp(NEEDLES.name));
    await queue.press(/^Call/);
    await patient.answerIncoming();
    await agent.phase('talking', 20_000);
    await agent.hangUpAll();
    await queue.open();
    await queue.detail().getByRole('textbox', { name: 'Notes' }).fill(NEEDLES.note);
    await queue.press(/^Spoke/);
    await queue.waitFor('all of it is with the hub', ({ unsent, inHand }) => unsent.count === 0 && !inHand);
    const { id } = await queue.rowOf(NEEDLES.name, 'done');
    expect((await queue.read(id)).notes).toMatchObject([{ text: NEEDLES.note }]);
  });

  it('is in no file of the app, of the hub or of the keychain, no log and no address', async () => {
    const own = [NEEDLES.name, NEEDLES.note, NEEDLES.reason];
    for (const needle of [...own, NEEDLES.number]) {
      expect(filesWith(agent.app.userData, needle), `${needle} on the desk`).toEqual([]);
      expect(filesWith(hub.dir, needle), `${needle} on the hub`).toEqual([]);
      expect(filesWith(keyring, needle)).toEqual([]);
      expect(agent.app.output()).not.toContain(needle);
      expect(urls.filter((url) => url.includes(needle) || url.includes(encodeURIComponent(needle)))).toEqual(
        [],
      );
    }
    // The search finds what is there.
    expect(filesWith(hub.dir, 'intake-phone')).not.toEqual([]);
    expect(filesWith(agent.app.userData, '"')).not.toEqual([]);
  });

  it('stays shut on another computer, and under another agent’s PIN', async () => {
    await agent.page.getByRole('button', { name: 'Sign out' }).click();
    await until('the sign-in page', () => !agent.app.isAtDesk());
    await agent.tryToSignIn('1001', floor.pbx.account('1001').password, 'another agent, another PIN');
    // One of ten is gone, and nobody is in.
    await until('the wrong PIN to be counted', async () => {
      const kept = (await agent.outlook('1001'))?.kept;
      return kept?.state === 'known' && kept.triesLeft.inAll === 9;
    });
    expect(agent.app.isAtDesk()).toBe(false);
    const copy = mkdtempSync(join(tmpdir(), 'hearthline-copy-'));
    for (const name of ['records', 'device-secret', 'settings.json'])
      cpSync(join(agent.app.userData, name), join(copy, name), { recursive: true });
    const elsewhere = await floor.openDesk(
      PARTY_HZ.secondDesk,
      {},
      { env: envWith(mkdtempSync(join(floor.dir, 'other-keyring-'))), userData: copy },
    );
    expect(await elsewhere.outlook('1001')).toMatchObject({ kept: { state: 'sealed' } });
  });
});

function envWith(keyring: string): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return { ...env, HEARTHLINE_HOST_KEYRING: keyring };
}
