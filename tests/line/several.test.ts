import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Phone, startBusyPhone, startPatient, startPhone } from '../pbx/patient.ts';
import type { LinePage } from './line-page.ts';
import { hangUpAll, Stage, talk } from './stage.ts';

describe('several calls', () => {
  let stage: Stage;
  let patient: Phone;
  let second: Phone;
  let agent: LinePage;
  let colleague: LinePage;

  beforeAll(async () => {
    stage = await Stage.set();
    agent = await stage.desk('1001', 'agent', { watch: ['1002', '2002'] });
    colleague = await stage.desk('1002', 'secondDesk');
  });
  // Patients of its own for each test: the call of one must not be able to hurt the next.
  beforeEach(async () => {
    patient = await startPatient({ pbx: stage.pbx });
    second = await startPatient({ pbx: stage.pbx, number: '15550101', toneHz: PARTY_HZ.secondPatient });
  });
  afterEach(async () => {
    await hangUpAll(agent);
    await hangUpAll(colleague);
    await Promise.all([patient.stop(), second.stop()]);
    await stage.pbx.waitForNoChannels();
  });
  afterAll(async () => {
    await stage?.clear();
  });

  const held = (callId: string) =>
    agent.untilCall(callId, 'held', (call) => call.hold.wanted && call.hold.confirmed);
  const phase = (desk: LinePage, callId: string, name: string) =>
    desk.untilCall(callId, name, (call) => call.phase.name === name);

  it('waits while another is up, and answering it holds the first', async () => {
    const first = await talk(patient, agent, '1001');
    const other = await talk(second, agent, '1001');
    await held(first);
    await Promise.all([
      agent.untilHeard('secondPatient'),
      second.waitToHear([PARTY_HZ.agent]),
      patient.waitToHear([PARTY_HZ.holdMusic]),
    ]);
    await agent.do({ kind: 'set-hold', callId: first, held: false });
    await held(other);
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('merges two so that each hears the other two and never itself, and splits them again', async () => {
    const first = await talk(patient, agent, '1001');
    const other = await talk(second, agent, '1001');
    await agent.do({ kind: 'merge', callIds: [first, other] });
    const { conferenceId } = agent.call(first);
    expect(agent.call(other).conferenceId).toBe(conferenceId);
    await Promise.all([
      agent.untilHeard('patient+secondPatient'),
      patient.waitToHear([PARTY_HZ.agent, PARTY_HZ.secondPatient]),
      second.waitToHear([PARTY_HZ.agent, PARTY_HZ.patient]),
    ]);
    await agent.do({ kind: 'set-mute', callId: first, muted: true });
    await Promise.all([
      patient.waitToHear([PARTY_HZ.secondPatient]),
      second.waitToHear([PARTY_HZ.agent, PARTY_HZ.patient]),
    ]);
    await agent.do({ kind: 'set-mute', callId: first, muted: false });
    await agent.do({ kind: 'split', conferenceId: conferenceId ?? '' });
    await held(other);
    await Promise.all([
      agent.untilHeard('patient'),
      patient.waitToHear([PARTY_HZ.agent]),
      second.waitToHear([PARTY_HZ.holdMusic]),
    ]);
  });

  it('ends a conference when one of two leaves it', async () => {
    const first = await talk(patient, agent, '1001');
    const other = await talk(second, agent, '1001');
    await agent.do({ kind: 'merge', callIds: [first, other] });
    await agent.untilHeard('patient+secondPatient');
    await second.hangUp();
    await agent.untilCall(first, 'no conference', (call) => call.conferenceId === null);
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('sends a patient on without talking, and ends its own leg', async () => {
    const callId = await talk(patient, agent, '1001');
    await agent.do({ kind: 'blind-transfer', callId, target: '1002', evenIfBusy: false });
    const there = await colleague.callIn('ringing');
    expect(there.remote.number).toBe('15550100');
    await colleague.do({ kind: 'answer', callId: there.id });
    const ended = await phase(agent, callId, 'ended');
    expect(ended).toMatchObject({ phase: { reason: 'transferred' }, transfer: { step: 'done' } });
    await Promise.all([colleague.untilHeard('patient'), patient.waitToHear([PARTY_HZ.secondDesk])]);
  });

  it('takes a patient back when the target does not exist', async () => {
    const callId = await talk(patient, agent, '1001');
    await agent.order({ kind: 'blind-transfer', callId, target: '1999', evenIfBusy: false });
    const failed = await agent.untilCall(callId, 'failed', (call) => call.transfer?.step === 'failed');
    expect(failed).toMatchObject({ phase: { name: 'talking' }, transfer: { sipStatus: 404 } });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('does not send a patient to a busy phone, watched or not', async () => {
    const busy = stage.add(await startBusyPhone({ pbx: stage.pbx }));
    await agent.until('the light', (now) => now.busyLights['2002'] === 'busy');
    const callId = await talk(patient, agent, '1001');
    const result = await agent.order({ kind: 'blind-transfer', callId, target: '2002', evenIfBusy: false });
    expect(result).toMatchObject({ ok: false, error: { code: 'target-busy' } });
    const other = stage.add(await startPhone({ server: stage.pbx, extension: '2001' }));
    await other.call('608');
    await other.waitFor('established');
    const unwatched = await agent.order({
      kind: 'blind-transfer',
      callId,
      target: '2001',
      evenIfBusy: false,
    });
    expect(unwatched).toMatchObject({ ok: false, error: { code: 'target-busy' } });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    await other.hangUp();
    await busy.hangUp();
  });

  it('says so when the PBX lost the patient to a busy phone after all', async () => {
    const busy = stage.add(await startBusyPhone({ pbx: stage.pbx }));
    const callId = await talk(patient, agent, '1001');
    await agent.do({ kind: 'blind-transfer', callId, target: '2002', evenIfBusy: true });
    const ended = await phase(agent, callId, 'ended');
    await busy.hangUp();
    expect(ended).toMatchObject({ phase: { reason: 'lost' }, transfer: { step: 'failed' } });
  });

  it('talks to a colleague first and then hands over', async () => {
    const callId = await talk(patient, agent, '1001');
    const consultCallId = randomUUID();
    await agent.do({ kind: 'start-consult', callId, consultCallId, target: '1002' });
    expect(agent.call(consultCallId).consultFor).toBe(callId);
    const there = await colleague.callIn('ringing');
    const tooEarly = await agent.order({ kind: 'complete-transfer', callId });
    expect(tooEarly).toMatchObject({ ok: false, error: { code: 'call-state' } });
    await colleague.do({ kind: 'answer', callId: there.id });
    await phase(agent, consultCallId, 'talking');
    await held(callId);
    await Promise.all([agent.untilHeard('secondDesk'), patient.waitToHear([PARTY_HZ.holdMusic])]);
    await agent.do({ kind: 'complete-transfer', callId });
    expect((await phase(agent, callId, 'ended')).phase).toMatchObject({ reason: 'transferred' });
    expect((await phase(agent, consultCallId, 'ended')).phase).toMatchObject({ reason: 'transferred' });
    await Promise.all([colleague.untilHeard('patient'), patient.waitToHear([PARTY_HZ.secondDesk])]);
    await colleague.untilCall(there.id, 'the patient by name', (call) => call.remote.number === '15550100');
  });

  it('takes the patient back when the colleague was only asked', async () => {
    const callId = await talk(patient, agent, '1001');
    const consultCallId = randomUUID();
    await agent.do({ kind: 'start-consult', callId, consultCallId, target: '1002' });
    await colleague.callIn('ringing');
    await agent.do({ kind: 'cancel-transfer', callId });
    await phase(agent, consultCallId, 'ended');
    expect(agent.call(callId)).toMatchObject({ transfer: null, hold: { wanted: false, confirmed: false } });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('keeps the patient on hold when the consult ends by itself', async () => {
    const callId = await talk(patient, agent, '1001');
    const consultCallId = randomUUID();
    await agent.do({ kind: 'start-consult', callId, consultCallId, target: '607' });
    await agent.untilCall(callId, 'consult failed', (call) => call.transfer?.step === 'failed');
    expect(agent.call(callId)).toMatchObject({ hold: { wanted: true }, transfer: { sipStatus: 486 } });
    await agent.do({ kind: 'cancel-transfer', callId });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('shows a colleague ringing, busy and free', async () => {
    const light = (wanted: string) => agent.until(wanted, (now) => now.busyLights['1002'] === wanted);
    await light('free');
    await patient.call('1002');
    const { id } = await colleague.callIn('ringing');
    await light('ringing');
    await colleague.do({ kind: 'answer', callId: id });
    await light('busy');
    await colleague.do({ kind: 'hang-up', callId: id });
    await light('free');
  });

  it('says when a voice message waits, and when none does', async () => {
    await stage.pbx.leaveVoicemail('1001');
    await agent.until('a message', (now) => now.voicemail?.waiting === true && now.voicemail.newCount === 1);
    await stage.pbx.clearVoicemail('1001');
    await agent.until('no message', (now) => now.voicemail?.waiting === false, 15_000);
  });

  it('refuses a call too many as busy', async () => {
    const small = await stage.desk('1004', 'fourthDesk', { maxCalls: 1 });
    const callId = await talk(patient, small, '1004');
    await second.call('1004');
    expect((await second.waitFor('ended')).reason).toMatch(/^486/);
    const result = await small.order({ kind: 'dial', callId: randomUUID(), target: '600' });
    expect(result).toMatchObject({ ok: false, error: { code: 'too-many-calls' } });
    await small.do({ kind: 'hang-up', callId });
  });
});
