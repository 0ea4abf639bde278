import { describe, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import type { Agent } from './agent.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';

const {
  agent: AGENT,
  patient: PATIENT,
  secondPatient: SECOND,
  thirdPatient: THIRD,
  holdMusic: MUSIC,
} = PARTY_HZ;

describe('Several calls at one desk', () => {
  let agent: Agent;
  let patient: Phone;
  let second: Phone;
  let third: Phone;
  floorFor(async (floor) => {
    agent = await floor.staff('1001');
    patient = await patientOn(floor);
    second = await patientOn(floor, { number: '12025550143', toneHz: SECOND });
    third = await patientOn(floor, { number: '12025550144', toneHz: THIRD });
  });

  const talking = (count: number): Promise<void> =>
    agent.waitForState(
      `${count} calls are up`,
      ({ calls }) => calls.filter(({ phase }) => phase.name === 'talking').length === count,
    );

  it('holds the first patient when a second, waiting call is answered, and goes back', async () => {
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
    await second.call('1001');
    await agent.alert().waitFor();
    await agent.button(/answer/i, agent.alert()).click();
    await talking(2);
    await agent.ears.waitToHear([SECOND]);
    await patient.waitToHear([MUSIC]);
    await agent.button(/^Resume/).click();
    await agent.ears.waitToHear([PATIENT]);
    await second.waitToHear([MUSIC]);
  });

  it('keeps three calls at once, one of them in the ear', async () => {
    for (const [count, caller] of [patient, second, third].entries()) {
      await caller.call('1001');
      await agent.alert().waitFor();
      await agent.button(/answer/i, agent.alert()).click();
      await talking(count + 1);
    }
    await agent.ears.waitToHear([THIRD]);
    await patient.waitToHear([MUSIC]);
    await second.waitToHear([MUSIC]);
    await third.waitToHear([AGENT]);
  });

  it('merges two calls: each of the three hears the other two, and nobody hears themself', async () => {
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
    await second.call('1001');
    await agent.alert().waitFor();
    await agent.button(/answer/i, agent.alert()).click();
    await talking(2);
    await agent.press('Merge');
    await agent.ears.waitToHear([PATIENT, SECOND]);
    await patient.waitToHear([AGENT, SECOND]);
    await second.waitToHear([AGENT, PATIENT]);
  });
});
