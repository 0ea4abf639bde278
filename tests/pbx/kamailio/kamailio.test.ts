import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whoIsHeard } from '../listening.ts';
import { PARTY_HZ } from '../parties.ts';
import { startPhone } from '../patient.ts';
import { type Kamailio, startKamailio } from './kamailio.ts';

describe('the Kamailio bench', () => {
  let kamailio: Kamailio;

  beforeAll(async () => {
    kamailio = await startKamailio();
  });

  afterAll(async () => {
    await kamailio.stop();
  });

  it('registers a phone with the right password', async () => {
    const phone = await startPhone({ server: kamailio, extension: '2001' });
    expect(phone.registration).toBe('registered');
    expect((await kamailio.waitForRegistration('2001')).uri).toContain(`:${phone.sipPort}`);
    await phone.stop();
  });

  it('refuses a phone with a wrong password', async () => {
    const phone = await startPhone({ server: kamailio, extension: '2002', password: 'wrong' });
    expect(phone.registration).toBe('refused');
    expect(await kamailio.contacts('2002')).toEqual([]);
    await phone.stop();
  });

  it('joins two phones that hear each other', async () => {
    const one = await startPhone({ server: kamailio, extension: '2001', toneHz: PARTY_HZ.phone });
    const other = await startPhone({ server: kamailio, extension: '2002', toneHz: PARTY_HZ.patient });
    await one.call('2002');
    await other.answerIncoming();
    expect(whoIsHeard(await one.waitToHear([PARTY_HZ.patient]))).toBe('patient');
    expect(whoIsHeard(await other.waitToHear([PARTY_HZ.phone]))).toBe('phone');
    await one.hangUp();
    await other.waitFor('ended');
    await one.call('1001');
    expect((await one.waitFor('ended')).reason).toMatch(/^480/);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('is gone at once when killed, and comes back on the same ports', async () => {
    await kamailio.kill9();
    await expect(kamailio.contacts('2001')).rejects.toThrow('fetch failed');
    await kamailio.restart();
    expect(await kamailio.contacts('2001')).toEqual([]);
  });
});
