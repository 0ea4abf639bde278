import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { malformed, randomFrom } from './malformed.ts';
import { lineAccount } from './line-page.ts';
import { startRelay } from './relay.ts';
import { Stage, talk } from './stage.ts';

const COUNT = 10_000;
/** Another run of the same messages: HEARTHLINE_SEED=… */
const SEED = Number(process.env['HEARTHLINE_SEED'] ?? Date.now() % 2 ** 32);

describe('malformed messages', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(async () => {
    await stage?.clear();
  });

  it(`leave a call and its registration untouched (seed ${SEED})`, { timeout: 180_000 }, async () => {
    console.log(`malformed messages: seed ${SEED}`);
    const relay = stage.add(await startRelay(stage.pbx.wsUrl));
    const patient = await stage.patient();
    const desk = await stage.line('1001', 'agent');
    await desk.signIn(lineAccount('1001', relay.url));
    const callId = await talk(patient, desk, '1001');
    await Promise.all([desk.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    const contact = /^Contact: <([^>]+)>/m.exec(relay.fromLine.join('\n'))?.[1] ?? '';
    const sources = { real: [...relay.toLine], contact };
    const wasLost = desk.until('a lost link', (now) => now.connection.name !== 'connected', 170_000);
    let lost = false;
    wasLost.then(
      () => {
        lost = true;
      },
      () => undefined, // it never was: what we want
    );

    const random = randomFrom(SEED);
    for (let sent = 0; sent < COUNT; sent += 1) await relay.say(malformed(random, sources).message);
    // A question after the flood is answered after all of it.
    const answers = relay.fromLine.length;
    await relay.say(optionsTo(contact));
    await expect
      .poll(() => relay.fromLine.slice(answers).some((text) => text.includes('the-last-question')), {
        timeout: 60_000,
      })
      .toBe(true);

    expect(lost).toBe(false);
    expect(desk.call(callId)).toMatchObject({ phase: { name: 'talking' }, hold: { wanted: false } });
    expect(desk.snapshot.registration.name).toBe('registered');
    expect(await stage.pbx.contacts('1001')).toHaveLength(1);
    await Promise.all([desk.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    await desk.do({ kind: 'set-hold', callId, held: true });
    await desk.do({ kind: 'set-hold', callId, held: false });
    await patient.hangUp();
    const ended = await desk.untilCall(callId, 'ended', (call) => call.phase.name === 'ended');
    expect(ended.phase).toMatchObject({ reason: 'hung-up-there' });
  });
});

function optionsTo(contact: string): string {
  return [
    `OPTIONS ${contact} SIP/2.0`,
    'Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bKlast',
    'From: <sip:fuzz@127.0.0.1>;tag=last',
    `To: <${contact}>`,
    'Call-ID: the-last-question',
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
