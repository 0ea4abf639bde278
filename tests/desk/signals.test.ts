import { describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Phone, startPhone } from '../pbx/patient.ts';
import type { Agent } from './agent.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';

const { agent: AGENT, patient: PATIENT } = PARTY_HZ;

describe('What the PBX says beside calls', () => {
  let agent: Agent;
  let patient: Phone;
  const floor = floorFor(async (opened) => {
    agent = await opened.staff('1001');
    patient = await patientOn(opened);
  });

  it.each([
    ['Call-Info', '611'],
    ['Alert-Info', '621'],
  ])('answers by itself when a trusted server asks with %s', async (_header, extension) => {
    await patient.call(extension);
    await agent.phase('talking');
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
  });

  it('lights for a waiting message and goes dark when it is gone', async () => {
    await floor().pbx.leaveVoicemail('1001');
    await agent.waitForState('a message waits', ({ voicemail }) => voicemail?.waiting === true);
    await floor().pbx.clearVoicemail('1001');
    await agent.waitForState('no message waits', ({ voicemail }) => voicemail?.waiting === false);
  });

  it('shows a colleague free, ringing, busy and free again', async () => {
    const light = (wanted: string): Promise<void> =>
      agent.waitForState(`the pharmacy is ${wanted}`, ({ colleagues }) =>
        colleagues.some(({ extension, light: now }) => extension === '2001' && now === wanted),
      );
    const pharmacy = floor().keep(await startPhone({ server: floor().pbx, extension: '2001' }));
    await light('free');
    await patient.call('2001');
    await light('ringing');
    await pharmacy.answerIncoming();
    await light('busy');
    await patient.hangUp();
    await light('free');
  });

  it('rings, and does not answer by itself, when the server is not trusted', async () => {
    const careful = await floor().staff('1002', PARTY_HZ.secondDesk, { trustAutoAnswer: false });
    await patient.call('612');
    await careful.alert().waitFor();
    const { calls } = await careful.state();
    expect(calls[0]?.phase).toMatchObject({ name: 'ringing', autoAnswerAt: null });
  });
});
