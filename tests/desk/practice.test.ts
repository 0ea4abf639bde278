import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
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
    // Long enough for the patient to have noticed the greeting, however fast the machine is.
    const answeredAt = (await agent.state()).calls[0]?.answeredAt ?? Infinity;
    await until('some seconds of talk', () => Date.now() - answeredAt > 4000);
  });

  it('has the script of the patient’s file beside it, whose chips the debrief will know', async () => {
    const { scripts } = await agent.state();
    expect(scripts).toMatchObject([
      { rule: { kind: 'practice' }, open: { script: { id: 'new-appointment' } } },
    ]);
    const chip = agent.page.getByRole('region', { name: 'Script' }).getByRole('button', { name: /^Worried/ });
    await chip.click();
    await until(
      'the chip to be open',
      async () => (await agent.state()).scripts[0]?.place.chip === 'Worried',
    );
  });

  it('ends when the agent hangs up, and stands in the call list as practice', async () => {
    await agent.press('Hang up');
    await agent.quiet();
    expect(await agent.callList()).toMatchObject([{ practice: true, reason: 'hung-up-here' }]);
    await until('silence', async () =>
      (await agent.ears.tracks()).every(({ levelDb }) => levelDb < SPEECH_DB),
    );
  });

  const kept = () => {
    const folder = join(agent.app.userData, 'practice');
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const debrief = () => agent.page.getByRole('region', { name: 'Debrief' });

  it('is followed by a debrief, of which nothing is written', async () => {
    await debrief().getByRole('heading', { name: 'What helped' }).waitFor();
    const { debrief: told } = await agent.state();
    expect(told).toMatchObject({
      patient: { id: 'missed-appointment' },
      script: { chipsUsed: ['Worried'] },
      isKept: false,
    });
    expect(told?.notes.lengthMs).toBeGreaterThan(1000);
    expect(told?.notes.greetedAfterMs).not.toBeNull();
    expect(kept()).toEqual([]);
  });

  it('keeps the debrief only when asked, and shows it again until it is deleted', async () => {
    await agent.button('Keep', debrief()).click();
    await debrief().getByText('Kept on this computer').waitFor();
    expect(kept()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.json$/)]);
    await agent.button('Close', debrief()).click();
    await debrief().waitFor({ state: 'detached' });
    await agent.button(/^Practice$/).click();
    await agent.button(/^Show: Nora Whitfield/).click();
    await agent.page.getByRole('heading', { name: 'To try next time' }).waitFor();
    await agent.button(/^Delete: Nora Whitfield/).click();
    await agent.button(/^Press again to delete: Nora Whitfield/).click();
    await until('the file to be gone', () => kept().length === 0);
  });
});
