import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kamailio, startKamailio } from '../pbx/kamailio/kamailio.ts';
import { PARTY_HZ } from '../pbx/parties.ts';
import { startPhone } from '../pbx/patient.ts';
import { layCable } from './cable.ts';
import { type LineSite, startLineSite } from './line-build.ts';
import { lineAccount, LinePage } from './line-page.ts';
import { hangUpAll } from './stage.ts';

describe('with Kamailio and rtpengine', () => {
  let server: Kamailio;
  let site: LineSite;
  let agent: LinePage;
  let colleague: LinePage;
  const open = (extension: string, voice: 'agent' | 'secondDesk'): Promise<LinePage> =>
    LinePage.open({ siteUrl: site.url, password: `pw${extension}`, voice });

  beforeAll(async () => {
    [server, site] = await Promise.all([startKamailio(), startLineSite()]);
    [agent, colleague] = await Promise.all([open('1001', 'agent'), open('1002', 'secondDesk')]);
    await colleague.signIn(lineAccount('1002', server.wsUrl));
  });
  afterAll(async () => {
    await agent?.close();
    await colleague?.close();
    await site?.close();
    await server?.stop();
  });

  it('calls a colleague, holds and is held, and keeps the call through a cut cable', async () => {
    const cable = await layCable(server.wsUrl);
    await agent.signIn(lineAccount('1001', cable.url));
    const callId = randomUUID();
    await agent.do({ kind: 'dial', callId, target: '1002' });
    const there = await colleague.callIn('ringing');
    expect(there.remote).toEqual({ number: '1001', name: 'Desk 1001' });
    await colleague.do({ kind: 'answer', callId: there.id });
    await Promise.all([agent.untilHeard('secondDesk'), colleague.untilHeard('agent')]);

    await colleague.do({ kind: 'set-hold', callId: there.id, held: true });
    await agent.untilCall(callId, 'held by the far end', (call) => call.heldByFarEnd);
    await agent.do({ kind: 'set-hold', callId, held: true });
    await colleague.do({ kind: 'set-hold', callId: there.id, held: false });
    await agent.do({ kind: 'set-hold', callId, held: false });
    await agent.untilCall(callId, 'free', (call) => !call.heldByFarEnd);
    await colleague.untilCall(there.id, 'free', (call) => !call.heldByFarEnd);
    await Promise.all([agent.untilHeard('secondDesk'), colleague.untilHeard('agent')]);

    cable.cut();
    await agent.untilCall(callId, 'reaching', (call) => call.phase.name === 'reaching');
    await agent.untilCall(callId, 'talking again', (call) => call.phase.name === 'talking');
    await Promise.all([agent.untilHeard('secondDesk'), colleague.untilHeard('agent')]);
    await hangUpAll(agent);
    await colleague.untilCall(there.id, 'ended', (call) => call.phase.name === 'ended');
    await agent.do({ kind: 'sign-out' });
    await cable.stop();
  });

  it('calls a phone that knows no WebRTC, and is called by it', async () => {
    await agent.signIn(lineAccount('1001', server.wsUrl));
    const phone = await startPhone({ server, extension: '2001' });
    const callId = randomUUID();
    await agent.do({ kind: 'dial', callId, target: '2001' });
    await phone.answerIncoming();
    await Promise.all([agent.untilHeard('phone'), phone.waitToHear([PARTY_HZ.agent])]);
    await agent.do({ kind: 'hang-up', callId });
    await phone.waitFor('ended');
    await phone.call('1001');
    const { id } = await agent.callIn('ringing');
    await agent.do({ kind: 'answer', callId: id });
    await Promise.all([agent.untilHeard('phone'), phone.waitToHear([PARTY_HZ.agent])]);
    await agent.do({ kind: 'hang-up', callId: id });
    await phone.stop();
  });
});
