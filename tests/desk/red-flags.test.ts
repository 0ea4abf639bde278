import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import type { Agent } from './agent.ts';
import { filesWith } from './files-with.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';
import { Queue } from './queue.ts';
import { TeamHub } from './team-hub.ts';

/** From the press of the card's key on the agent's desk until the lead's desk shows it. */
const SHOWN_WITHIN_MS = 1_000;
const NUMBER = '12025550142';
const CARD = 'It may be an emergency';

describe('A red flag in a call', () => {
  let hub: TeamHub;
  let anna: Agent;
  let cora: Agent;
  let patient: Phone;
  floorFor(async (opened) => {
    hub = opened.keep(await TeamHub.open());
    anna = await opened.staff('1001');
    cora = await opened.staff('1002', PARTY_HZ.secondDesk);
    patient = await patientOn(opened, { number: NUMBER });
    for (const [agent, name] of [
      [anna, 'anna'],
      [cora, 'lead-cora'],
    ] as const) {
      const { file, code } = hub.of(name);
      await new Queue(agent).join(file, code);
    }
  });

  const panel = (): Locator => anna.page.getByRole('region', { name: 'Script' });
  /** The newest: the one before may still say how it ended. */
  const alert = (): Locator => cora.page.getByRole('alert', { name: 'Red flag: Anna' }).last();
  const talk = async (): Promise<void> => {
    await patient.call('711');
    await anna.answer();
    await panel().waitFor();
  };
  const openCard = async (): Promise<void> => {
    await anna.page.keyboard.press('F9');
    await anna.button(CARD, panel()).click();
  };

  it('stands on the lead’s desk in under a second, who sees to it, and the agent knows', async () => {
    await talk();
    await cora.page
      .getByRole('navigation')
      .getByRole('button', { name: /^History/ })
      .click();
    const focus = () => cora.page.evaluate(() => document.activeElement?.outerHTML ?? '');
    const focused = await focus();
    await anna.page.keyboard.press('F9');
    const shown = alert().waitFor();
    const card = anna.button(CARD, panel());
    await card.waitFor();
    const startedAt = performance.now();
    await card.click();
    await shown;
    const ms = performance.now() - startedAt;
    console.log(`the lead’s desk showed it after ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(SHOWN_WITHIN_MS);
    expect(await focus()).toBe(focused);
    await alert().getByText(CARD).waitFor();
    await panel().getByText('Your leads are told').waitFor();
    await alert()
      .getByRole('button', { name: /^I’m on it/ })
      .click();
    await panel().getByText('Cora is on it').waitFor();
    await alert().getByText('You are on it.').waitFor();
    await anna.hangUpAll();
    await alert().getByText('Over: the call has ended.').waitFor();
    await alert().waitFor({ state: 'detached', timeout: 25_000 });
  });

  it('that was none is over at once, and can be put away', async () => {
    await talk();
    await openCard();
    await alert().waitFor();
    await anna.button('False alarm', panel()).click();
    await alert().getByText('Over: it was a false alarm.').waitFor();
    await alert()
      .getByRole('button', { name: /^Put away/ })
      .click();
    await alert().waitFor({ state: 'detached' });
  });

  it('reaches the lead once the hub is back, and the agent is told no more than is so', async () => {
    await talk();
    await hub.end();
    await until('offline', async () => (await anna.state()).callbacks.link.name === 'offline');
    await openCard();
    await panel().getByText('Telling your leads when the hub is back').waitFor();
    expect(await alert().count()).toBe(0);
    await hub.start();
    await alert().waitFor({ timeout: 60_000 });
    await panel().getByText('Your leads are told').waitFor();
  });

  it('has nothing of the patient on its way: not on the hub, and not on the lead’s desk', async () => {
    await talk();
    await openCard();
    await alert()
      .getByRole('button', { name: /^I’m on it/ })
      .waitFor();
    const words = await alert().innerText();
    expect(words).not.toMatch(/555|0142/);
    expect(JSON.stringify((await cora.state()).redFlags)).not.toContain('0142');
    expect(filesWith(hub.dir, NUMBER)).toEqual([]);
    expect(filesWith(hub.dir, 'medical-emergency')).toEqual([]);
    expect(filesWith(cora.app.userData, NUMBER)).toEqual([]);
  });
});
