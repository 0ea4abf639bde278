import { describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import type { Agent } from './agent.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';

const { agent: AGENT, patient: PATIENT, holdMusic: HOLD_MUSIC } = PARTY_HZ;

describe('An agent on a real PBX', () => {
  let agent: Agent;
  let patient: Phone;
  const floor = floorFor(async (opened) => {
    agent = await opened.staff('1001');
    patient = await patientOn(opened);
  });

  it('takes a patient’s call from a queue, and both hear each other and nobody else', async () => {
    await agent.dial('*45');
    await until('1001 to be in the queue', async () => (await floor().pbx.queueMembers()).length === 1);
    await agent.hangUpAll();
    await patient.call('700');
    await agent.alert().waitFor();
    expect(await agent.alert().textContent()).toContain('blended');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
    await patient.hangUp();
    await agent.quiet();
    await agent.dial('*46');
    await until('1001 to have left the queue', async () => (await floor().pbx.queueMembers()).length === 0);
  });

  it('shows who calls, and declines so that the caller hears busy', async () => {
    await patient.call('1001');
    await agent.alert().waitFor();
    expect(await agent.alert().textContent()).toContain('555-0142');
    await agent.button('Decline', agent.alert()).click();
    await patient.waitFor('ended');
    await agent.quiet();
  });

  it('sees a caller who gives up as a missed call', async () => {
    await patient.call('1001');
    await agent.alert().waitFor();
    await patient.hangUp();
    await agent.waitForState('a missed call', ({ calls }) =>
      calls.some(({ phase }) => phase.name === 'ended' && phase.reason === 'missed'),
    );
    await agent.alert().waitFor({ state: 'detached' });
  });

  it('calls a patient out, and both hear each other', async () => {
    await agent.dial('+1 202 555 0142');
    await patient.answerIncoming();
    await agent.phase('talking');
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
    await agent.press('Hang up');
    await patient.waitFor('ended');
  });

  it('hears itself at the echo extension', async () => {
    await agent.dial('600');
    await agent.phase('talking');
    await agent.ears.waitToHear([AGENT]);
  });

  it('hears what the network plays before a call is answered', async () => {
    await agent.dial('606');
    await agent.phase('alerting');
    await agent.ears.waitToHear([PARTY_HZ.earlyMedia]);
  });

  it('is told that a busy number is busy', async () => {
    await agent.dial('607');
    await agent.waitForState('busy', ({ calls }) =>
      calls.some(({ phase }) => phase.name === 'ended' && phase.reason === 'busy'),
    );
  });

  it('gives up on a number that rings for ever', async () => {
    await agent.dial('605');
    await agent.phase('alerting');
    await agent.press('Hang up');
    await agent.waitForState('cancelled', ({ calls }) =>
      calls.some(({ phase }) => phase.name === 'ended' && phase.reason === 'cancelled'),
    );
  });

  it('holds a patient, who hears music and not the desk, and takes them back', async () => {
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PATIENT]);
    await agent.press('Hold');
    await agent.waitForState('hold is confirmed', ({ calls }) => calls.some(({ hold }) => hold.confirmed));
    await agent.ears.waitToHear([]);
    await patient.waitToHear([HOLD_MUSIC]);
    await agent.press('Hold');
    await agent.ears.waitToHear([PATIENT]);
    await patient.waitToHear([AGENT]);
  });

  it('settles on the last wish when hold is pressed five times in a row', async () => {
    await patient.call('1001');
    await agent.answer();
    for (const wanted of [true, false, true, false, true]) {
      await agent.press('Hold');
      // The key shows at once what is wanted; nobody waits for the PBX.
      await agent.waitForState('the wish is known', ({ calls }) =>
        calls.some(({ hold }) => hold.wanted === wanted),
      );
    }
    await agent.waitForState('held in the end', ({ calls }) =>
      calls.some(({ hold }) => hold.wanted && hold.confirmed),
    );
    await patient.waitToHear([HOLD_MUSIC]);
  });

  it('is silent while muted, and goes on hearing', async () => {
    await patient.call('1001');
    await agent.answer();
    await patient.waitToHear([AGENT]);
    await agent.press('Mute');
    await patient.waitToHear([]);
    await agent.ears.waitToHear([PATIENT]);
    await agent.press('Mute');
    await patient.waitToHear([AGENT]);
  });

  it('presses keys fast, and the PBX gets every one in order', async () => {
    await agent.dial('604');
    await agent.phase('talking');
    await agent.press('Keypad');
    await agent.page.keyboard.type('1593#*0042');
    await floor().pbx.waitForDtmf('1001', '1593#*0042', 15_000);
  });

  it('sends keys as SIP INFO where the profile says so', async () => {
    // Asterisk takes this extension's digits from INFO alone, and offers it no telephone events.
    const other = await floor().staff('1101', PARTY_HZ.secondDesk, { dtmf: 'info' });
    await other.dial('604');
    await other.phase('talking');
    await other.press('Keypad');
    await other.page.keyboard.type('42*#');
    await floor().pbx.waitForDtmf('1101', '42*#', 15_000);
  });

  it('keeps each call once in the call list, newest first, with how it ended', async () => {
    const earlier = (await agent.callList()).length;
    await patient.call('1001');
    await agent.alert().waitFor();
    await patient.hangUp();
    await agent.quiet();
    await agent.dial('607');
    await agent.waitForState('busy', ({ calls }) =>
      calls.some(({ phase }) => phase.name === 'ended' && phase.reason === 'busy'),
    );
    await agent.button('History').click();
    const entries = agent.page.getByRole('main').getByRole('listitem');
    await until('both calls to be listed', async () => (await entries.count()) === earlier + 2);
    const [newest = '', before = ''] = await entries.allTextContents();
    expect(newest).toMatch(/607.*Busy/);
    expect(before).toMatch(/555-0142.*Missed/);
    await agent.button(/^Calls/).click();
  });
});
