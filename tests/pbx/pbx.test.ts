import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whoIsHeard } from './listening.ts';
import { PARTY_HZ } from './parties.ts';
import { type Phone, startBusyPhone, startPatient, startPhone } from './patient.ts';
import type { Channel } from './asterisk-tables.ts';
import { type Pbx, startPbx } from './pbx.ts';
import { startSippPatients } from './sipp.ts';
import { until } from './until.ts';

describe('the Asterisk bench', () => {
  let pbx: Pbx;
  let patient: Phone;
  let second: Phone;

  beforeAll(async () => {
    pbx = await startPbx();
    patient = await startPatient({ pbx, number: '15550100' });
    second = await startPatient({ pbx, number: '15550101', toneHz: PARTY_HZ.secondPatient });
  });

  afterAll(async () => {
    await second.stop();
    await patient.stop();
    await pbx.stop();
  });

  it('loads every module and reports no error while starting', () => {
    const lines = pbx.log(2000).split('\n');
    expect(lines.filter((line) => / (ERROR|WARNING)\[/.test(line))).toEqual([]);
  });

  it('echoes a patient its own tone and nothing else', async () => {
    await patient.call('600');
    await patient.waitFor('established');
    expect(whoIsHeard(await patient.waitToHear([PARTY_HZ.patient]))).toBe('patient');
    await patient.hangUp();
  });

  it('lets two patients hear each other and not themselves', async () => {
    await patient.call('915550101');
    await second.answerIncoming();
    expect(whoIsHeard(await patient.waitToHear([PARTY_HZ.secondPatient]))).toBe('secondPatient');
    expect(whoIsHeard(await second.waitToHear([PARTY_HZ.patient]))).toBe('patient');
    await patient.toggleMute();
    expect((await second.waitToHear([])).levelDb).toBeLessThan(-60);
    await second.hangUp();
    await patient.waitFor('ended');
  });

  it('writes down the digits a patient presses', async () => {
    await patient.call('604');
    await patient.waitFor('established');
    await patient.pressKeys('159*0#2');
    expect(await pbx.waitForDtmf('15550100', '159*0#2')).toBe('159*0#2');
    await patient.hangUp();
  });

  it('lets a caller give up before anything has rung', async () => {
    await patient.call('599');
    await until('the call to have arrived', async () => (await pbx.channels()).length === 1);
    expect(patient.state.name).toBe('dialing');
    await patient.hangUp();
    await pbx.waitForNoChannels();
  });

  it('rings without an end at 605, and a caller may give up', async () => {
    await patient.call('605');
    await patient.waitFor('ringback');
    await patient.hangUp();
    await pbx.waitForNoChannels();
    expect(patient.state.name).toBe('ended');
  });

  it('plays early media before the answer', async () => {
    const phone = await startPhone({ server: pbx, extension: '2001' });
    await phone.call('606');
    await phone.waitFor('early-media');
    expect(whoIsHeard(await phone.waitToHear([PARTY_HZ.earlyMedia]))).toBe('earlyMedia');
    await phone.hangUp();
    await phone.stop();
  });

  it('says busy where the line is busy', async () => {
    await patient.call('607');
    expect((await patient.waitFor('ended')).reason).toMatch(/^486/);
  });

  it('knows a phone in a call as busy, and says so to a caller', async () => {
    const busy = await startBusyPhone({ pbx });
    await patient.call('2002');
    expect((await patient.waitFor('ended')).reason).toMatch(/^486/);
    expect(await pbx.cli('core show hint 2002')).toContain('InUse');
    await busy.stop();
  });

  it('refuses a phone with a wrong password', async () => {
    const phone = await startPhone({ server: pbx, extension: '2001', password: 'wrong' });
    expect(phone.registration).toBe('refused');
    expect(await pbx.contacts('2001')).toEqual([]);
    await phone.stop();
  });

  it('takes a crowd of patients into the queue, until they hang up', async () => {
    const crowd = await startSippPatients({ pbx, calls: 6, callsPerSecond: 20, holdMs: 800 });
    await until('six waiting', async () => (await pbx.channels()).filter(isQueued).length === 6);
    await crowd.finished;
    await pbx.waitForNoChannels();
    expect(await pbx.cli('queue show blended')).toContain('No Callers');
    await crowd.stop();
  });

  it('keeps voice messages', async () => {
    await pbx.leaveVoicemail('1002');
    expect(await pbx.voicemailCount('1002')).toBe(1);
    await pbx.clearVoicemail('1002');
    expect(await pbx.voicemailCount('1002')).toBe(0);
  });
});

function isQueued(channel: Channel): boolean {
  return channel.application === 'Queue';
}
