import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { until } from '../pbx/until.ts';
import { Agent } from './agent.ts';
import { launchApp } from './harness/launch.ts';
import { writeVoice } from './voice.ts';

/** Louder than this is somebody speaking. */
const SPEECH_DB = -40;

describe('The practice line, without any server', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hearthline-practice-'));
  let agent: Agent;

  beforeAll(async () => {
    const voice = writeVoice(join(dir, 'agent.wav'), PARTY_HZ.agent, { speakSeconds: 2, silentSeconds: 4 });
    agent = await Agent.at(await launchApp({ microphoneWav: voice }));
  });
  afterAll(async () => {
    await agent.app.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is offered on the sign-in page, with at least three patients and a line about each', async () => {
    await agent.button('Practise without a phone system').click();
    await until('the desk to open', () => agent.app.isAtDesk());
    const { practicePatients, sitting } = await agent.state();
    expect(sitting.kind).toBe('practice');
    expect(practicePatients.length).toBeGreaterThanOrEqual(3);
    for (const { name, brief } of practicePatients) expect(`${name} ${brief}`).toMatch(/\w+ .{20,}/);
  });

  it('has a patient call, whose speech reaches the agent while the agent’s voice reaches the patient', async () => {
    const [patient] = (await agent.state()).practicePatients;
    await agent.page.getByRole('button', { name: 'Choose a patient' }).click();
    await agent.button(`Let them call: ${patient?.name}`).click();
    await agent.answer();
    // The patient waits for the agent to have spoken, then has the turn.
    await until('the patient to speak', async () => {
      const tracks = await agent.ears.tracks();
      return tracks.some(
        ({ levelDb, tones }) => levelDb > SPEECH_DB && !tones.some(({ hz }) => hz === PARTY_HZ.agent),
      );
    });
    await until('the patient to hear the agent', async () => {
      const tracks = await agent.ears.tracks();
      return tracks.some(({ tones }) => tones[0]?.hz === PARTY_HZ.agent);
    });
  });

  it('ends when the agent hangs up, and stands in the call list as practice', async () => {
    await agent.press('Hang up');
    await agent.quiet();
    expect(await agent.callList()).toMatchObject([{ practice: true, reason: 'hung-up-here' }]);
    await until('silence', async () =>
      (await agent.ears.tracks()).every(({ levelDb }) => levelDb < SPEECH_DB),
    );
  });
});
