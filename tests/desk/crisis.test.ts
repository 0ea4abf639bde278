import { describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import type { Agent } from './agent.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';
import { Queue } from './queue.ts';
import { TeamHub } from './team-hub.ts';

/** From the second press on the lead's desk until the agent's desk shows it. */
const SHOWN_WITHIN_MS = 1_000;
const USUAL = 'Test results are late';
const CRISIS = 'Any call in a crisis';

describe('Crisis mode', () => {
  let hub: TeamHub;
  let anna: Agent;
  let cora: Agent;
  let patient: Phone;
  floorFor(async (opened) => {
    hub = opened.keep(await TeamHub.open());
    anna = await opened.staff('1001');
    cora = await opened.staff('1002', PARTY_HZ.secondDesk);
    patient = await patientOn(opened);
    for (const [agent, name] of [
      [anna, 'anna'],
      [cora, 'lead-cora'],
    ] as const) {
      const { file, code } = hub.of(name);
      await new Queue(agent).join(file, code);
      // In the settings the key stands twice.
      await agent.button(/^History/, agent.page.getByRole('navigation')).click();
      await agent.waitForState('the way to the team', ({ crisis }) => crisis.link === 'here');
    }
  });

  const saysItsOn = (agent: Agent) =>
    agent.page.getByRole('status', { name: 'Crisis mode' }).getByText(/^Crisis mode since .*, by Cora\.$/);
  const scriptIs = (name: string): Promise<unknown> =>
    until(`the script “${name}”`, async () => {
      const titles = anna.page.getByRole('region', { name: 'Script' }).getByRole('heading', { level: 2 });
      return (await titles.allTextContents()).join() === name;
    });
  const rings = async (): Promise<void> => {
    await patient.call('711');
    await anna.alert().waitFor();
  };
  const begin = async (): Promise<void> => {
    await cora.button('Begin crisis mode').click();
    await cora.button('Press again: it begins').click();
  };
  const end = async (): Promise<void> => {
    await cora.button('End crisis mode').click();
    await cora.button('Press again: it ends').click();
  };

  it('stands on every desk in under a second; a call under way keeps its script, and the next has the crisis script', async () => {
    await rings();
    await scriptIs(USUAL);
    await anna.answer();
    await anna.waitForState('on the call', ({ availability }) => availability.name === 'on-call');
    await cora.button('Begin crisis mode').click();
    const shown = saysItsOn(anna).waitFor();
    const startedAt = performance.now();
    await cora.button('Press again: it begins').click();
    await shown;
    const ms = performance.now() - startedAt;
    console.log(`the agent’s desk showed it after ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(SHOWN_WITHIN_MS);
    await saysItsOn(cora).waitFor();
    expect(await anna.button('End crisis mode').count()).toBe(0);
    await scriptIs(USUAL);
    await anna.hangUpAll();
    await rings();
    await scriptIs(CRISIS);
    await anna.page.getByText('For every call in a crisis').waitFor();
    await end();
    await saysItsOn(anna).waitFor({ state: 'detached' });
    await scriptIs(USUAL);
    await anna.answer();
    await anna.hangUpAll();
  });

  it('outlasts the hub, which a lead who cannot tell the team is told, and is ended once it is back', async () => {
    await begin();
    await saysItsOn(anna).waitFor();
    await hub.end();
    for (const desk of [anna, cora])
      await desk.waitForState('the hub gone', ({ crisis }) => crisis.link === 'away', 20_000);
    await end();
    await cora.page.getByText('Your team could not be told.').waitFor();
    await saysItsOn(cora).waitFor();
    await rings();
    await scriptIs(CRISIS);
    await anna.answer();
    await anna.hangUpAll();
    await hub.start();
    await cora.waitForState('the hub back', ({ crisis }) => crisis.link === 'here', 60_000);
    await end();
    for (const desk of [anna, cora]) await saysItsOn(desk).waitFor({ state: 'detached', timeout: 60_000 });
  });
});
