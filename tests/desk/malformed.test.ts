import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Phone, startPatient } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import { startWireTap, type WireTap } from '../wire/wire-tap.ts';
import type { Agent } from './agent.ts';
import { Floor } from './floor.ts';
import { type LiveDialog, malformed } from './malformed/messages.ts';
import { Random } from './malformed/random.ts';

const COUNT = 12_000;
const BATCH = 400;
const SEED = Number(process.env['HEARTHLINE_SEED'] ?? 20_261_122);

function header(message: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*?)\\r?$`, 'im').exec(message)?.[1] ?? '';
}

describe(`${COUNT} malformed messages (HEARTHLINE_SEED=${SEED}) thrown at a registered line during a call`, () => {
  let floor: Floor;
  let tap: WireTap;
  let agent: Agent;
  let patient: Phone;

  beforeAll(async () => {
    floor = await Floor.open();
    tap = await startWireTap(floor.pbx.wsUrl);
    agent = await floor.staff('1001', PARTY_HZ.agent, { servers: [tap.url] });
    patient = floor.keep(await startPatient({ pbx: floor.pbx, number: '12025550142' }));
  });
  afterAll(async () => {
    await floor.close();
    await tap.close();
  });

  /** What a server would put into a request of the call that is up. */
  const liveDialog = (): LiveDialog => {
    const invite = tap.seen.findLast((m) => m.direction === 'to-phone' && m.startLine.startsWith('INVITE'));
    const answer = tap.seen.findLast(
      (m) =>
        m.direction === 'to-server' && m.startLine.startsWith('SIP/2.0 200') && /CSeq:.*INVITE/i.test(m.text),
    );
    if (!invite || !answer) throw new Error('The call was not seen on the wire.');
    return {
      callId: header(invite.text, 'Call-ID'),
      from: header(invite.text, 'From'),
      to: header(answer.text, 'To'),
      contact: /<([^>]+)>/.exec(header(answer.text, 'Contact'))?.[1] ?? '',
    };
  };

  it('leave the call and the registration untouched', async () => {
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PARTY_HZ.patient]);
    const [call] = (await agent.state()).calls;
    const registeredBefore = await floor.pbx.contacts('1001');
    const random = new Random(SEED);
    const dialog = liveDialog();
    const sent = new Map<string, number>();
    for (let count = 0; count < COUNT; count += BATCH) {
      for (let at = 0; at < BATCH; at += 1) {
        const { kind, message } = malformed(random, dialog);
        sent.set(kind, (sent.get(kind) ?? 0) + 1);
        tap.inject(message);
      }
      await lineIsThrough();
      const now = (await agent.state()).calls.find(({ id }) => id === call?.id);
      expect(now?.phase, `after ${count + BATCH} messages`).toEqual(call?.phase);
    }
    console.log(`Sent: ${[...sent].map(([kind, count]) => `${count} ${kind}`).join(', ')}.`);
    await agent.ears.waitToHear([PARTY_HZ.patient]);
    await patient.waitToHear([PARTY_HZ.agent]);
    expect((await agent.state()).registration.name).toBe('registered');
    expect(await floor.pbx.contacts('1001')).toEqual(registeredBefore);
  });

  it('leave a line that hangs up, and takes the next call', async () => {
    await agent.hangUpAll();
    await patient.waitFor('ended');
    await floor.pbx.waitForNoChannels();
    await patient.call('1001');
    await agent.answer();
    await agent.ears.waitToHear([PARTY_HZ.patient]);
    await patient.waitToHear([PARTY_HZ.agent]);
  });

  /** The line answers OPTIONS in order: once it has answered ours, it has read everything before it. */
  async function lineIsThrough(): Promise<void> {
    const id = `through-${Math.random().toString(36).slice(2)}`;
    const lines = [
      'OPTIONS sip:1001@127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${id}`,
      `From: <sip:bench@127.0.0.1>;tag=${id}`,
      'To: <sip:1001@127.0.0.1>',
      `Call-ID: ${id}`,
      'CSeq: 1 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
    ];
    tap.inject(`${lines.join('\r\n')}\r\n\r\n`);
    await until(
      'the line to answer',
      () => tap.seen.some((m) => m.direction === 'to-server' && m.text.includes(id)),
      30_000,
    );
  }
});
