import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BUSY_EXTENSION, ECHO_EXTENSION, NO_ANSWER_EXTENSION } from '#shared/practice/cast.ts';
import { person, PracticeStage } from './stage.ts';

const NURSE = '301';

let stage: PracticeStage;

beforeAll(async () => {
  stage = await PracticeStage.set();
});
// Whoever was handed over goes on talking for a while.
afterEach(async () => {
  await stage.hangUpAll();
  await untilLight('free');
});
afterAll(async () => {
  await stage?.clear();
});

async function dial(target: string): Promise<string> {
  const callId = randomUUID();
  await stage.line.do({ kind: 'dial', callId, target });
  return callId;
}

const until = (callId: string, phase: string, timeoutMs?: number) =>
  stage.line.untilCall(callId, phase, (call) => call.phase.name === phase, timeoutMs);
const untilLight = (light: string) =>
  stage.line.until(`the nurse to be ${light}`, ({ busyLights }) => busyLights[NURSE] === light, 45_000);

describe('whom the agent can call on the practice line', () => {
  it('gives the agent’s words back at the echo', async () => {
    const callId = await dial(ECHO_EXTENSION);
    await until(callId, 'talking');
    const from = await stage.now();
    await stage.agentSays('greeting');
    const said = await stage.heard('agent', from);
    expect((await stage.heard('patient', from)) - said).toBeGreaterThan(150);
  });

  it('has a colleague who rings, answers, says who she is, and whose light shows it', async () => {
    await untilLight('free');
    const callId = await dial(NURSE);
    await until(callId, 'alerting');
    await untilLight('ringing');
    await until(callId, 'talking');
    await untilLight('busy');
    await stage.heard('patient', await stage.now());
    await stage.line.do({ kind: 'hang-up', callId });
    await untilLight('free');
  });

  it('has somebody who is busy, somebody who never answers, and nobody under other numbers', async () => {
    expect((await until(await dial(BUSY_EXTENSION), 'ended')).phase).toMatchObject({ reason: 'busy' });
    expect((await until(await dial('999'), 'ended')).phase).toMatchObject({ reason: 'not-found' });
    const away = await dial(NO_ANSWER_EXTENSION);
    await until(away, 'alerting');
    await stage.line.do({ kind: 'hang-up', callId: away });
    expect((await until(away, 'ended')).phase).toMatchObject({ reason: 'cancelled' });
  });

  it('can be called back: a patient picks up and speaks', async () => {
    const patient = person('missed-appointment');
    const callId = await dial(patient.kind === 'patient' ? patient.number : '');
    await until(callId, 'talking');
    const from = await stage.now();
    await stage.agentSays('greeting');
    await stage.heard('patient', from);
  });
});

describe('a practice call', () => {
  it('says nothing while held, and is glad when that is over', async () => {
    const { id } = await stage.take('missed-appointment');
    const began = await stage.heard('patient', await stage.now());
    await stage.line.do({ kind: 'set-hold', callId: id, held: true });
    expect(stage.line.call(id).hold.confirmed).toBe(true);
    const held = await stage.now();
    expect(held).toBeGreaterThan(began);
    // Long enough for a word about it afterwards.
    await stage.passes(5000);
    const meanwhile = await stage.since(held + 300);
    expect(Math.max(...meanwhile.map(({ patient }) => patient))).toBeLessThan(0.01);
    await stage.line.do({ kind: 'set-hold', callId: id, held: false });
    const back = await stage.now();
    // Sooner than any prompt would come.
    expect((await stage.heard('patient', back)) - back).toBeLessThan(2000);
  });

  it('takes digits to no effect, and hears on', async () => {
    const { id } = await stage.take('missed-appointment');
    await stage.line.do({ kind: 'send-digits', callId: id, digits: '12#' });
    const from = await stage.now();
    await stage.agentSays('greeting');
    await stage.heard('patient', from);
  });

  it('leaves nobody behind when the agent signs out in the middle of a call, and begins anew', async () => {
    await stage.take('missed-appointment');
    await stage.line.do({ kind: 'sign-out' });
    await stage.line.do({ kind: 'practise' });
    await stage.line.until('registered', (now) => now.registration.name === 'registered');
    await stage.take('missed-appointment');
    await stage.heard('patient', await stage.now());
    expect(stage.line.complaints.filter((line) => /^error: (?!Failed to load resource)/.test(line))).toEqual(
      [],
    );
  });
});

describe('a blind transfer on the practice line', () => {
  it('hands a patient to a colleague, blind, and the patient speaks with her', async () => {
    const { id } = await stage.takeAndHear('worried-parent');
    await stage.line.do({ kind: 'blind-transfer', callId: id, target: NURSE, evenIfBusy: false });
    expect((await until(id, 'ended')).phase).toMatchObject({ reason: 'transferred' });
    await untilLight('busy');
    // Both far ends hear each other now; the agent hears neither.
    const from = await stage.now();
    await stage.heard('agent', from);
    const moments = await stage.since(from);
    expect(Math.max(...moments.map(({ patient }) => patient))).toBeLessThan(0.01);
  });

  it('does not hand a patient to somebody busy, unless the agent insists; then takes the patient back', async () => {
    const { id } = await stage.takeAndHear('missed-appointment');
    const refused = await stage.line.order({
      kind: 'blind-transfer',
      callId: id,
      target: BUSY_EXTENSION,
      evenIfBusy: false,
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'target-busy' } });
    await stage.line.do({ kind: 'blind-transfer', callId: id, target: BUSY_EXTENSION, evenIfBusy: true });
    await stage.line.untilCall(id, 'failed', ({ transfer }) => transfer?.step === 'failed');
    const from = await stage.now();
    await stage.agentSays('greeting');
    await stage.heard('patient', from);
  });
});

describe('a consultation on the practice line', () => {
  it('lets the agent talk to the colleague first, and then hand over', async () => {
    const { id } = await stage.takeAndHear('worried-parent');
    const consultCallId = randomUUID();
    await stage.line.do({ kind: 'start-consult', callId: id, consultCallId, target: NURSE });
    await until(consultCallId, 'talking');
    await stage.heard('patient', await stage.now());
    await stage.line.do({ kind: 'complete-transfer', callId: id });
    expect((await until(id, 'ended')).phase).toMatchObject({ reason: 'transferred' });
    await until(consultCallId, 'ended');
    await untilLight('busy');
    await stage.heard('agent', await stage.now());
  });

  it('lets the agent come back from a consultation to a patient who is still there', async () => {
    const { id } = await stage.takeAndHear('missed-appointment');
    const consultCallId = randomUUID();
    await stage.line.do({ kind: 'start-consult', callId: id, consultCallId, target: NURSE });
    await until(consultCallId, 'talking');
    await stage.line.do({ kind: 'cancel-transfer', callId: id });
    await until(consultCallId, 'ended');
    const from = await stage.now();
    await stage.agentSays('greeting');
    await stage.heard('patient', from);
  });

  it('brings patient, colleague and agent together', async () => {
    const { id } = await stage.takeAndHear('missed-appointment');
    await stage.line.do({ kind: 'set-hold', callId: id, held: true });
    const nurse = await dial(NURSE);
    await until(nurse, 'talking');
    await stage.line.do({ kind: 'merge', callIds: [id, nurse] });
    const from = await stage.now();
    await stage.agentSays('greeting');
    await stage.heard('patient', from);
    expect(stage.line.call(id).conferenceId).toBe(stage.line.call(nurse).conferenceId);
  });
});
