import { describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Phone, startBusyPhone } from '../pbx/patient.ts';
import type { Agent } from './agent.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';

const { agent: AGENT, patient: PATIENT, secondDesk: COLLEAGUE } = PARTY_HZ;

describe('Handing a patient over on a real PBX', () => {
  let agent: Agent;
  let colleague: Agent;
  let patient: Phone;
  const floor = floorFor(async (opened) => {
    agent = await opened.staff('1001');
    colleague = await opened.staff('1002', COLLEAGUE);
    patient = await patientOn(opened);
  });

  const talkToPatient = async (): Promise<void> => {
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
  };
  const openTransfer = async (target: string): Promise<void> => {
    await agent.press('Transfer');
    await agent.page.getByRole('textbox', { name: 'Transfer to' }).fill(target);
  };

  it('sends the patient straight to a second desk, and leaves the call itself', async () => {
    await talkToPatient();
    await openTransfer('1002');
    await agent.button('Transfer now').click();
    await colleague.answer();
    await colleague.ears.waitToHear([PATIENT]);
    await patient.waitToHear([COLLEAGUE]);
    await agent.waitForState('our leg ended as transferred', ({ calls }) =>
      calls.some(({ phase }) => phase.name === 'ended' && phase.reason === 'transferred'),
    );
  });

  it('warns before a busy desk would lose the patient, and the patient stays', async () => {
    const busy = floor().keep(await startBusyPhone({ pbx: floor().pbx, extension: '2001' }));
    await talkToPatient();
    await openTransfer('2001');
    await agent.button('Transfer now').click();
    await agent.button('Transfer anyway').waitFor();
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
    await busy.stop();
  });

  it('takes the patient back when the target does not exist', async () => {
    await talkToPatient();
    await openTransfer('1999');
    await agent.button('Transfer now').click();
    await agent.waitForState('the transfer failed', ({ calls }) =>
      calls.some(({ transfer }) => transfer?.step === 'failed'),
    );
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
  });

  it('asks a colleague first, then joins patient and colleague', async () => {
    await talkToPatient();
    await openTransfer('1002');
    await agent.button('Ask first').click();
    await colleague.answer();
    await agent.ears.waitToHear([COLLEAGUE]);
    await colleague.ears.waitToHear([AGENT]);
    await agent.button('Complete transfer').click();
    await colleague.ears.waitToHear([PATIENT]);
    await patient.waitToHear([COLLEAGUE]);
    await agent.quiet();
  });

  it('asks a colleague first, and takes the patient back instead', async () => {
    await talkToPatient();
    await openTransfer('1002');
    await agent.button('Ask first').click();
    await colleague.answer();
    await agent.ears.waitToHear([COLLEAGUE]);
    await agent.button('Cancel transfer').click();
    await colleague.quiet();
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
  });

  it('keeps the patient when the colleague asked is busy', async () => {
    const busy = floor().keep(await startBusyPhone({ pbx: floor().pbx, extension: '2001' }));
    await talkToPatient();
    await openTransfer('2001');
    await agent.button('Ask first').click();
    await agent.waitForState('the consult call ended busy', ({ calls }) =>
      calls.some(({ consultFor, phase }) => consultFor !== null && phase.name === 'ended'),
    );
    await agent.waitForState('the patient is still there', ({ calls }) =>
      calls.some(({ consultFor, phase }) => consultFor === null && phase.name === 'talking'),
    );
    const call = (await agent.state()).calls.find(({ phase }) => phase.name === 'talking');
    expect(call?.remote.number).toContain('2025550142');
    await agent.page.evaluate(
      (callId) =>
        (window as unknown as { hearthline: { setHold(o: object): Promise<unknown> } }).hearthline.setHold({
          callId,
          held: false,
        }),
      call?.id,
    );
    await agent.ears.waitToHear([PATIENT]);
    await busy.stop();
  });
});
