import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import type { LinePage } from './line-page.ts';
import { atRest, hangUpAll, Stage, talk } from './stage.ts';

describe('one call', () => {
  let stage: Stage;
  let patient: Phone;
  let agent: LinePage;

  beforeAll(async () => {
    stage = await Stage.set();
    patient = await stage.patient();
    agent = await stage.desk('1001', 'agent');
  });
  afterEach(async () => {
    await hangUpAll(agent);
    await stage.pbx.waitForNoChannels();
    await atRest(patient);
  });
  afterAll(async () => {
    await stage?.clear();
  });

  async function dial(target: string): Promise<string> {
    const callId = randomUUID();
    await agent.do({ kind: 'dial', callId, target });
    return callId;
  }

  it('comes from a queue with its name, is answered, and is heard both ways', async () => {
    const member = await dial('*45');
    await agent.untilCall(member, 'in the queue', (call) => call.phase.name === 'ended');
    await patient.call('700');
    const ringing = await agent.callIn('ringing');
    expect(ringing).toMatchObject({ remote: { number: '15550100', name: 'Patient' }, queue: 'blended' });
    await agent.do({ kind: 'answer', callId: ringing.id });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    await agent.do({ kind: 'hang-up', callId: ringing.id });
    await patient.waitFor('ended');
    const gone = await dial('*46');
    await agent.untilCall(gone, 'out of the queue', (call) => call.phase.name === 'ended');
  });

  it('goes out, rings, is answered by the patient, and is heard both ways', async () => {
    const callId = await dial('915550100');
    await agent.untilCall(callId, 'alerting', (call) => call.phase.name === 'alerting');
    await patient.answerIncoming();
    await agent.untilCall(callId, 'talking', (call) => call.phase.name === 'talking');
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    await patient.hangUp();
    const ended = await agent.untilCall(callId, 'ended', (call) => call.phase.name === 'ended');
    expect(ended.phase).toMatchObject({ reason: 'hung-up-there' });
  });

  it('hears itself at the echo', async () => {
    const callId = await dial('600');
    await agent.untilCall(callId, 'talking', (call) => call.phase.name === 'talking');
    await agent.untilHeard('agent');
  });

  it('is silent both ways while held, and back when resumed', async () => {
    const callId = await talk(patient, agent, '1001');
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    await agent.do({ kind: 'set-hold', callId, held: true });
    expect(agent.call(callId).hold).toEqual({ wanted: true, confirmed: true });
    await Promise.all([agent.untilHeard(''), patient.waitToHear([PARTY_HZ.holdMusic])]);
    await agent.do({ kind: 'set-hold', callId, held: false });
    expect(agent.call(callId).hold).toEqual({ wanted: false, confirmed: false });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('ends up as wanted however fast hold is pressed', async () => {
    const callId = await talk(patient, agent, '1001');
    const wishes = [true, false, true, false, true];
    await Promise.all(wishes.map((held) => agent.order({ kind: 'set-hold', callId, held })));
    expect(agent.call(callId).hold).toEqual({ wanted: true, confirmed: true });
    await Promise.all([agent.untilHeard(''), patient.waitToHear([PARTY_HZ.holdMusic])]);
    await agent.do({ kind: 'set-hold', callId, held: false });
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
  });

  it('mutes the agent and nobody else', async () => {
    const callId = await talk(patient, agent, '1001');
    await patient.waitToHear([PARTY_HZ.agent]);
    await agent.do({ kind: 'set-mute', callId, muted: true });
    expect(agent.call(callId).mute).toEqual({ wanted: true, confirmed: true });
    await patient.waitToHear([]);
    await agent.untilHeard('patient');
    await agent.do({ kind: 'set-mute', callId, muted: false });
    await patient.waitToHear([PARTY_HZ.agent]);
  });

  it('sends digits typed faster than they can be sent, all and in order', async () => {
    const callId = await dial('604');
    await agent.untilCall(callId, 'talking', (call) => call.phase.name === 'talking');
    const typed = ['1', '59', '*', '0#', '2', '77'];
    await Promise.all(typed.map((digits) => agent.order({ kind: 'send-digits', callId, digits })));
    expect(await stage.pbx.waitForDtmf('1001', '159*0#277')).toBe('159*0#277');
  });

  it('plays early media before the answer, and stops when given up', async () => {
    const callId = await dial('606');
    await agent.untilCall(
      callId,
      'early media',
      ({ phase }) => phase.name === 'alerting' && phase.earlyMedia,
    );
    await agent.untilHeard('earlyMedia');
    await agent.do({ kind: 'hang-up', callId });
    const ended = await agent.untilCall(callId, 'ended', (call) => call.phase.name === 'ended');
    expect(ended.phase).toMatchObject({ reason: 'cancelled' });
  });

  it.each([
    ['607', 'busy'],
    ['999', 'not-found'],
  ])('says why %s could not be reached: %s', async (target, reason) => {
    const callId = await dial(target);
    const ended = await agent.untilCall(callId, 'ended', (call) => call.phase.name === 'ended');
    expect(ended.phase).toMatchObject({ reason });
  });

  it('declines, and the patient hears that the line is busy', async () => {
    await patient.call('1001');
    const { id } = await agent.callIn('ringing');
    await agent.do({ kind: 'decline', callId: id });
    expect((await patient.waitFor('ended')).reason).toMatch(/^486/);
    expect(agent.call(id).phase).toMatchObject({ name: 'ended', reason: 'declined' });
  });

  it('is missed when the patient gives up', async () => {
    await patient.call('1001');
    const { id } = await agent.callIn('ringing');
    await patient.hangUp();
    const ended = await agent.untilCall(id, 'ended', (call) => call.phase.name === 'ended');
    expect(ended.phase).toMatchObject({ reason: 'missed' });
  });

  it('measures its quality and its levels', async () => {
    const callId = await talk(patient, agent, '1001');
    const measured = await agent.untilCall(callId, 'quality', (call) => call.quality !== null);
    expect(measured.quality).toMatchObject({ lossPercent: 0, warning: false, codec: 'PCMU' });
    expect(measured.quality?.mos).toBeGreaterThan(4);
    await until('levels of both sides', () => {
      const level = agent.levels?.calls[callId];
      return level !== undefined && level.near > 0.1 && level.far > 0.1;
    });
  });
});
