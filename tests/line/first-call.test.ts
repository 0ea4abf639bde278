import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Phone, startPatient } from '../pbx/patient.ts';
import { type Pbx, startPbx } from '../pbx/pbx.ts';
import { type LineSite, startLineSite } from './line-build.ts';
import { lineAccount, LinePage } from './line-page.ts';

describe('a patient calls', () => {
  let pbx: Pbx;
  let site: LineSite;
  let patient: Phone;
  let agent: LinePage;

  beforeAll(async () => {
    [pbx, site] = await Promise.all([startPbx(), startLineSite()]);
    patient = await startPatient({ pbx });
    agent = await LinePage.open({ siteUrl: site.url, password: 'pw1001', voice: 'agent' });
  });

  afterAll(async () => {
    await agent?.close();
    await patient?.stop();
    await site?.close();
    await pbx?.stop();
  });

  it('registers with the digest of the password alone', async () => {
    await agent.signIn(lineAccount('1001', pbx.wsUrl));
    await pbx.waitForRegistration('1001');
    expect(agent.snapshot.connection.name).toBe('connected');
  });

  it('rings, is answered, is heard both ways, and ends', async () => {
    await patient.call('1001');
    const ringing = await agent.callIn('ringing');
    expect(ringing.remote).toEqual({ number: '15550100', name: 'Patient' });
    await agent.do({ kind: 'answer', callId: ringing.id });
    await agent.callIn('talking');
    await Promise.all([agent.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    const [asked, sent] = [
      await agent.milestone(ringing.id, 'answer-asked'),
      await agent.milestone(ringing.id, 'answer-sent'),
    ];
    console.log('answer to 200', sent - asked, agent.complaints);
    await agent.do({ kind: 'hang-up', callId: ringing.id });
    await patient.waitFor('ended');
    expect((await agent.callIn('ended')).phase).toMatchObject({ reason: 'hung-up-here' });
  });
});
