import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { DeskState } from '#shared/contract/desk-state.ts';
import type { DeskBridge } from '#shared/contract/bridges.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import { Agent } from './agent.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';
import { launchApp } from './harness/launch.ts';
import { Queue } from './queue.ts';

const { agent: AGENT, patient: PATIENT } = PARTY_HZ;

function panel(agent: Agent): Locator {
  return agent.page.getByRole('region', { name: 'Script' });
}
function title(agent: Agent): Locator {
  return panel(agent).getByRole('heading', { level: 2 });
}
async function opens(agent: Agent, name: string): Promise<void> {
  await until(`the script “${name}”`, async () => (await title(agent).allTextContents()).join() === name);
}
const phaseOf = ({ scripts }: DeskState): string | undefined => scripts[0]?.place.phase;

/** From the moment when the page shows who calls until it shows the script, measured in the page itself. */
async function watchOpening(agent: Agent): Promise<() => Promise<number>> {
  await agent.page.evaluate(() => {
    const seen: { alert?: number; script?: number } = {};
    Object.assign(window, { seen });
    const look = () => {
      const at = performance.now();
      if (document.querySelector('[role="alert"][aria-label="Incoming call"]')) seen.alert ??= at;
      if (document.querySelector('section[aria-label="Script"] li')) seen.script ??= at;
      if (seen.alert === undefined || seen.script === undefined) return;
      observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true });
  });
  return () =>
    agent.page.evaluate(() => {
      const { seen } = window as unknown as { seen: { alert?: number; script?: number } };
      if (seen.alert === undefined || seen.script === undefined) throw new Error('not both were seen');
      return seen.script - seen.alert;
    });
}

describe('Beside a call from a real PBX', () => {
  let agent: Agent;
  let patient: Phone;
  floorFor(async (opened) => {
    agent = await opened.staff('1001');
    patient = await patientOn(opened);
  });

  it('the script of its queue opens before it is answered, within 100 ms of the alert, and takes no focus', async () => {
    const openedAfterMs = await watchOpening(agent);
    const focus = () => agent.page.evaluate(() => document.activeElement?.outerHTML ?? '');
    await agent.page.getByRole('textbox', { name: 'Number to call' }).focus();
    const before = await focus();
    await patient.call('711');
    await agent.alert().waitFor();
    await opens(agent, 'Test results are late');
    await panel(agent).getByText('For Results line').waitFor();
    expect(await focus()).toBe(before);
    const ms = await openedAfterMs();
    console.log(`the script stood ${ms.toFixed(0)} ms after the alert`);
    expect(ms).toBeLessThan(100);
  });

  it('is the general one, where the PBX does not say what it is about', async () => {
    await patient.call('1001');
    await agent.alert().waitFor();
    await opens(agent, 'Any call');
  });

  it('is read by keyboard alone, and the place survives hold and a reload of the window', async () => {
    await patient.call('711');
    await agent.answer();
    await opens(agent, 'Test results are late');
    await agent.page.keyboard.press('ArrowRight');
    await agent.page.keyboard.press('ArrowRight');
    await agent.waitForState('the part Act', (state) => phaseOf(state) === 'act');
    await agent.page.keyboard.press('2');
    await panel(agent).getByRole('button', { name: /^Back/ }).waitFor();
    await agent.press('Hold');
    await agent.waitForState('hold', ({ calls }) => calls.some(({ hold }) => hold.confirmed));
    await agent.page.reload();
    await opens(agent, 'Test results are late');
    const { scripts } = await agent.state();
    expect(scripts[0]?.place).toMatchObject({ phase: 'act', picked: { act: [1] } });
    await panel(agent).getByRole('button', { name: /^Back/ }).waitFor();
    await agent.press('Hold');
  });

  it('is another one by one key and a word', async () => {
    await patient.call('711');
    await agent.answer();
    await panel(agent).getByRole('button', { name: 'Change the script' }).click();
    await agent.page.keyboard.type('somebody has died');
    await panel(agent).getByText('2 scripts').waitFor();
    await agent.page.keyboard.press('Enter');
    await opens(agent, 'Grief');
    await panel(agent).getByText('Chosen by you').waitFor();
  });

  it('leads to help in three keys: it is brought in, and the patient is never put on hold', async () => {
    await patient.call('711');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
    await agent.page.keyboard.press('F9');
    await agent.page.keyboard.press('1');
    await panel(agent).getByRole('heading', { name: 'It may be an emergency' }).waitFor();
    const held = watchHolds(agent);
    await panel(agent)
      .getByRole('button', { name: /^Bring in: Emergency/ })
      .click();
    // 600 echoes: the agent's own voice comes back from there, and so does the patient's, each to the other.
    await agent.waitForState('all together', ({ calls }) => {
      const together = calls.filter(({ conferenceId }) => conferenceId !== null);
      return together.length === 2;
    });
    await agent.ears.waitToHear([AGENT, PATIENT]);
    await patient.waitToHear([AGENT, PATIENT]);
    expect(await (await held)()).toBe(0);
    // The card stays: the call that help is in is still the patient's.
    await panel(agent).getByRole('heading', { name: 'It may be an emergency' }).waitFor();
    await agent.hangUpAll();
    await patient.waitFor('ended');
  });
});

describe('How a call ended', () => {
  let agent: Agent;
  let patient: Phone;
  floorFor(async (opened) => {
    agent = await opened.staff('1001');
    patient = await patientOn(opened);
  });

  it('is asked by the script when it is over, told in two keys, and stands with the call', async () => {
    await patient.call('711');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
    await patient.hangUp();
    await opens(agent, 'How did it end?');
    await agent.page.keyboard.press('2');
    await agent.page.keyboard.press('Enter');
    await panel(agent).waitFor({ state: 'detached' });
    const [call] = await agent.callList();
    expect(call).toMatchObject({ wrapUp: { outcome: 'Nurse goes through them', note: '' } });
  });

  it('waits for the agent, takes a note, and survives a reload of the window', async () => {
    await patient.call('711');
    await agent.answer();
    await patient.hangUp();
    await opens(agent, 'How did it end?');
    await panel(agent).getByRole('textbox', { name: 'Note' }).fill('Rings again at noon.');
    await agent.page.keyboard.press('Tab');
    await agent.waitForState(
      'the note',
      ({ scripts }) => scripts[0]?.wrapUp?.note === 'Rings again at noon.',
    );
    await agent.waitForState('a screen without the call', ({ calls }) => calls.length === 0);
    await agent.page.reload();
    await opens(agent, 'How did it end?');
    await panel(agent).getByRole('button', { name: 'Keep' }).click();
    await panel(agent).waitFor({ state: 'detached' });
    const [call] = await agent.callList();
    expect(call).toMatchObject({ wrapUp: { outcome: null, note: 'Rings again at noon.' } });
  });
});

describe('When the whole app dies in a call', () => {
  const userData = mkdtempSync(join(tmpdir(), 'hearthline-crash-'));
  let patient: Phone;
  const floor = floorFor(async (opened) => {
    patient = await patientOn(opened);
  });
  afterAll(() => rmSync(userData, { recursive: true, force: true }));

  it('the script goes on where it was when the patient rings again', async () => {
    const before = await floor().staff('1001', AGENT, {}, { userData });
    await patient.call('711');
    await before.answer();
    await opens(before, 'Test results are late');
    await before.page.keyboard.press('ArrowRight');
    await before.page.keyboard.press('ArrowRight');
    await before.page.keyboard.press('2');
    await before.waitForState('the branch', ({ scripts }) => scripts[0]?.place.picked.act?.[0] === 1);
    await floor().crash(before);
    await patient.hangUp();
    const after = await floor().staff('1001', AGENT, {}, { userData });
    await opens(after, 'How did it end?');
    await patient.call('711');
    await after.alert().waitFor();
    await opens(after, 'Test results are late');
    await panel(after).getByText('Where you were when the line broke').waitFor();
    const { scripts } = await after.state();
    expect(scripts[0]?.place).toMatchObject({ phase: 'act', picked: { act: [1] } });
    await after.hangUpAll();
  });
});

/** Counts states in which a call is wanted on hold. */
async function watchHolds(agent: Agent): Promise<() => Promise<number>> {
  await agent.page.evaluate(() => {
    const counter = { holds: 0 };
    Object.assign(window, { counter });
    (window as unknown as { hearthline: DeskBridge }).hearthline.onState(({ calls }) => {
      if (calls.some(({ hold }) => hold.wanted)) counter.holds += 1;
    });
  });
  return () => agent.page.evaluate(() => (window as unknown as { counter: { holds: number } }).counter.holds);
}

describe('Beside a callback', () => {
  let queue: Queue;
  beforeAll(async () => {
    queue = new Queue(await Agent.at(await launchApp({ practice: true })));
    await queue.open();
  });
  afterAll(() => queue.agent.app.close());

  it('its own script opens as soon as it is taken, with no hub, and stays when the patient is called', async () => {
    const { agent } = queue;
    const row = await queue.rowOf('Denise Carmody', 'next');
    await queue.take(/Denise Carmody/);
    await agent.waitForState('a script', ({ scripts }) => scripts.length === 1);
    const [taken] = (await agent.state()).scripts;
    expect(taken).toMatchObject({ subjectId: row.id });
    expect(['reason', 'callback']).toContain(taken?.rule.kind);
    await panel(agent).getByRole('button', { name: /^Next/ }).click();
    await queue.press(/^Call/);
    await agent.phase('talking', 20_000);
    await agent.waitForState(
      'the call’s script',
      ({ scripts, calls }) => scripts[0]?.subjectId === calls[0]?.id,
    );
    const { scripts } = await agent.state();
    expect(scripts).toHaveLength(1);
    expect(scripts[0]?.open.script.id).toBe(taken?.open.script.id);
    expect(scripts[0]?.place.visited).toHaveLength(2);
    await agent.hangUpAll();
    // They were rehearsed as whoever calls by themselves.
    await agent.waitForState('a debrief', ({ debrief }) => debrief?.patient.name === 'Denise Carmody');
  });
});
