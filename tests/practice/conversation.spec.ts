import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAudible, person, PracticeStage } from './stage.ts';

let stage: PracticeStage;

beforeAll(async () => {
  stage = await PracticeStage.set();
});
afterEach(async () => {
  await stage.hangUpAll();
});
afterAll(async () => {
  await stage?.clear();
});

describe('a call from a practice patient', () => {
  it('rings with the patient’s name, number, line and id', async () => {
    await stage.line.do({ kind: 'practice-call', patientId: 'missed-appointment' });
    expect(await stage.line.callIn('ringing')).toMatchObject({
      remote: { name: 'Nora Whitfield', number: expect.stringMatching(/12065550117$/) as string },
      queue: 'Appointments',
      practice: 'missed-appointment',
    });
  });

  it('is made by nobody who is not there, and by nobody twice at once', async () => {
    const unknown = await stage.line.order({ kind: 'practice-call', patientId: 'nobody' });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'patient-unknown' } });
    await stage.line.do({ kind: 'practice-call', patientId: 'billed-twice' });
    const again = await stage.line.order({ kind: 'practice-call', patientId: 'billed-twice' });
    expect(again).toMatchObject({ ok: false, error: { code: 'call-state' } });
    await stage.line.callIn('ringing');
  });

  it('is given up by the patient when nobody answers', async () => {
    // Somebody who has not just been hung up on: it takes a moment until they may call again.
    await stage.line.do({ kind: 'practice-call', patientId: 'scan-result' });
    const { id } = await stage.line.callIn('ringing');
    const ended = await stage.line.untilCall(id, 'ended', ({ phase }) => phase.name === 'ended', 30_000);
    expect(ended.phase).toMatchObject({ reason: 'missed' });
  });
});

describe('a practice patient on the telephone', () => {
  it('is heard both ways: the patient waits for the greeting to end, then speaks', async () => {
    await stage.take('missed-appointment');
    const from = await stage.now();
    await stage.agentSays('greeting');
    const greetingOver = await stage.quiet('agent', from, 400);
    const began = await stage.heard('patient', from);
    const { turnAfterMs } = person('missed-appointment').temper;
    expect(began - greetingOver).toBeGreaterThan(turnAfterMs - 250);
    const before = (await stage.since(from)).filter(({ atMs }) => atMs < greetingOver);
    expect(before.filter((moment) => isAudible(moment, 'patient'))).toEqual([]);
    expect(before.some((moment) => isAudible(moment, 'agent'))).toBe(true);
  });

  it('goes on turn by turn', async () => {
    await stage.take('missed-appointment');
    let from = await stage.now();
    for (const turn of ['greeting', 'speech'] as const) {
      await stage.agentSays(turn);
      await stage.heard('patient', from);
      from = await stage.quiet('patient', from);
    }
  });

  it('makes the patient fall silent when talked over', async () => {
    await stage.take('missed-appointment');
    const answered = await stage.now();
    const began = await stage.heard('patient', answered);
    await stage.agentSays('speech');
    const record = await stage.since(began);
    const agentBegan = record.find((moment) => isAudible(moment, 'agent'))?.atMs ?? 0;
    const { yieldAfterMs } = person('missed-appointment').temper;
    const late = record.filter(({ atMs }) => atMs > agentBegan + yieldAfterMs + 700);
    expect(late.length).toBeGreaterThan(10);
    expect(late.filter((moment) => isAudible(moment, 'patient') && isAudible(moment, 'agent'))).toEqual([]);
    // And then says something about it.
    await stage.heard('patient', late[0]?.atMs ?? 0);
  });
});

describe('a practice patient who hears nothing', () => {
  it('ends by itself when the agent says nothing: an opening, two questions, a goodbye', async () => {
    const { id } = await stage.take('missed-appointment');
    let from = await stage.now();
    const gapsMs: number[] = [];
    for (let sentence = 0; sentence < 3; sentence += 1) {
      const began = await stage.heard('patient', from);
      gapsMs.push(began - from);
      from = await stage.quiet('patient', began, 2000);
    }
    const { promptAfterMs } = person('missed-appointment').temper;
    for (const gapMs of gapsMs.slice(1)) expect(gapMs).toBeGreaterThan(promptAfterMs - 500);
    const ended = await stage.line.untilCall(id, 'ended', ({ phase }) => phase.name === 'ended', 20_000);
    expect(ended.phase).toMatchObject({ reason: 'hung-up-there' });
  });
});
