import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kamailio, startKamailio } from '../pbx/kamailio/kamailio.ts';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Phone, startPhone } from '../pbx/patient.ts';
import type { Agent } from './agent.ts';
import { Floor } from './floor.ts';

const { agent: AGENT, phone: PHONE } = PARTY_HZ;

describe('A second, independent server: Kamailio with rtpengine', () => {
  let floor: Floor<Kamailio>;
  let agent: Agent;
  let phone: Phone;

  beforeAll(async () => {
    floor = Floor.around(await startKamailio());
    agent = await floor.staff('1001');
    phone = floor.keep(await startPhone({ server: floor.pbx, extension: '2001' }));
  });
  afterAll(() => floor.close());

  it('registers', async () => {
    expect((await agent.state()).registration.name).toBe('registered');
  });

  it('brings a call in, and both hear each other', async () => {
    await phone.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PHONE]);
    await phone.waitToHear([AGENT]);
    await phone.hangUp();
    await agent.quiet();
  });

  it('takes a call out, holds it in silence, and takes it back', async () => {
    await agent.dial('2001');
    await phone.answerIncoming();
    await agent.ears.waitToHear([PHONE]);
    await phone.waitToHear([AGENT]);
    await agent.press('Hold');
    await agent.waitForState('hold is confirmed', ({ calls }) => calls.some(({ hold }) => hold.confirmed));
    await agent.ears.waitToHear([]);
    await phone.waitToHear([]);
    await agent.press('Hold');
    await agent.ears.waitToHear([PHONE]);
    await phone.waitToHear([AGENT]);
    await agent.hangUpAll();
    await phone.waitFor('ended');
  });
});
