import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import { randomFrom } from '../fakes/random.ts';
import { malformed } from '../wire/malformed.ts';
import { type Relay, startRelay } from '../wire/relay.ts';
import type { Agent } from './agent.ts';
import { Floor, patientOn } from './floor.ts';

const COUNT = 12_000;
const BATCH = 400;
/** Other messages: HEARTHLINE_SEED=… */
const SEED = Number(process.env['HEARTHLINE_SEED'] ?? 20_261_122);

describe(`${COUNT} malformed messages (HEARTHLINE_SEED=${SEED}) thrown at a registered line during a call`, () => {
  let floor: Floor;
  let relay: Relay;
  let agent: Agent;
  let patient: Phone;

  beforeAll(async () => {
    floor = await Floor.open();
    relay = await startRelay(floor.pbx.wsUrl);
    agent = await floor.staff('1001', PARTY_HZ.agent, { servers: [relay.url] });
    patient = await patientOn(floor);
  });
  afterAll(async () => {
    await floor.close();
    await relay.stop();
  });

  it('leave the call and the registration untouched', { timeout: 240_000 }, async () => {
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PARTY_HZ.patient]);
    const [call] = (await agent.state()).calls;
    const registeredBefore = await floor.pbx.contacts('1001');
    const said = relay.seen.filter(({ direction }) => direction === 'to-phone').map(({ text }) => text);
    const fromPhone = relay.seen.filter(({ direction }) => direction === 'to-server').map(({ text }) => text);
    const contact = /^Contact: <([^>]+)>/m.exec(fromPhone.join('\n'))?.[1] ?? '';
    expect(contact).toMatch(/^sip:/);

    const random = randomFrom(SEED);
    const sent = new Map<string, number>();
    for (let count = 0; count < COUNT; count += BATCH) {
      for (let at = 0; at < BATCH; at += 1) {
        const { kind, message } = malformed(random, { real: said, contact });
        sent.set(kind, (sent.get(kind) ?? 0) + 1);
        await relay.say(message);
      }
      await lineIsThrough(contact, count);
      const now = (await agent.state()).calls.find(({ id }) => id === call?.id);
      expect(now?.phase, `after ${count + BATCH} messages`).toEqual(call?.phase);
    }
    console.log(`Sent: ${[...sent].map(([kind, count]) => `${count} ${kind}`).join(', ')}.`);

    await agent.ears.waitToHear([PARTY_HZ.patient]);
    await patient.waitToHear([PARTY_HZ.agent]);
    expect((await agent.state()).registration.name).toBe('registered');
    expect(await floor.pbx.contacts('1001')).toEqual(registeredBefore);
  });

  it('leave a line that holds, hangs up, and takes the next call', async () => {
    await agent.press('Hold');
    await agent.waitForState('hold is confirmed', ({ calls }) => calls.some(({ hold }) => hold.confirmed));
    await agent.hangUpAll();
    await patient.waitFor('ended');
    await floor.pbx.waitForNoChannels();
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PARTY_HZ.patient]);
    await patient.waitToHear([PARTY_HZ.agent]);
  });

  /** The line reads in order: once it has answered this OPTIONS, it has read everything before it. */
  async function lineIsThrough(contact: string, count: number): Promise<void> {
    const id = `through-${count}`;
    const lines = [
      `OPTIONS ${contact} SIP/2.0`,
      `Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${id}`,
      `From: <sip:bench@127.0.0.1>;tag=${id}`,
      `To: <${contact}>`,
      `Call-ID: ${id}`,
      'CSeq: 1 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
    ];
    await relay.say(`${lines.join('\r\n')}\r\n\r\n`);
    const isAnswered = (): boolean =>
      relay.seen.some(
        ({ direction, text }) => direction === 'to-server' && text.includes(`Call-ID: ${id}\r\n`),
      );
    await until('the line to answer', isAnswered, 30_000);
  }
});
