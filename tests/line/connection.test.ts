import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { freePort } from '../pbx/ports.ts';
import { layCable } from './cable.ts';
import { lineAccount, type LinePage } from './line-page.ts';
import { atRest, Stage, talk } from './stage.ts';

describe('the link', () => {
  let stage: Stage;
  let patient: Phone;

  beforeAll(async () => {
    stage = await Stage.set();
    patient = await stage.patient();
  });
  afterAll(async () => {
    await stage?.clear();
  });

  const registered = (desk: LinePage) =>
    desk.until('registered', (now) => now.registration.name === 'registered');

  it('says that the password is wrong, and stays usable', async () => {
    const desk = await stage.line('1004', 'fourthDesk');
    const account = lineAccount('1001', stage.pbx.wsUrl);
    await desk.do({ kind: 'sign-in', account });
    const refused = await desk.until('refused', (now) => now.registration.name === 'refused');
    expect(refused.registration).toMatchObject({ code: 'wrong-password', sipStatus: 401 });
    await desk.do({ kind: 'sign-out' });
    await desk.signIn(lineAccount('1004', stage.pbx.wsUrl));
  });

  it('tells the registrar when it leaves', async () => {
    const desk = await stage.desk('1003', 'lead');
    await desk.do({ kind: 'sign-out' });
    await stage.pbx.waitForNoRegistration('1003');
    expect(desk.snapshot).toMatchObject({ connection: { name: 'idle' }, registration: { name: 'none' } });
  });

  it('says within eight seconds that a server accepts the socket and never answers', async () => {
    const silent = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    const desk = await stage.line('1003', 'lead');
    const url = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}/ws`;
    await desk.do({ kind: 'sign-in', account: lineAccount('1003', url) });
    const now = await desk.until('silent', ({ registration }) => registration.name === 'refused', 8000);
    expect(now.registration).toMatchObject({ code: 'server-silent' });
    for (const client of silent.clients) client.terminate();
    silent.close();
  });

  it('goes on to the next server when the first cannot be reached, and says what it is doing meanwhile', async () => {
    const desk = await stage.line('1003', 'lead');
    const nobody = `ws://127.0.0.1:${await freePort()}/ws`;
    const servers = [nobody, stage.pbx.wsUrl].map((url) => ({ url, mayAutoAnswer: false }));
    const waiting = desk.until('waiting', ({ connection }) => connection.name === 'waiting');
    await desk.do({ kind: 'sign-in', account: lineAccount('1003', stage.pbx.wsUrl, { servers }) });
    expect((await waiting).connection).toMatchObject({ reason: 'refused', server: stage.pbx.wsUrl });
    const { connection } = await registered(desk);
    expect(connection).toMatchObject({ name: 'connected', server: stage.pbx.wsUrl });
    await desk.do({ kind: 'sign-out' });
  });

  it('keeps a call through a cut cable: sound goes on, the dialog follows, the BYE arrives', async () => {
    const cable = stage.add(await layCable(stage.pbx.wsUrl));
    const desk = await stage.line('1001', 'agent');
    await desk.signIn(lineAccount('1001', cable.url));
    const callId = await talk(patient, desk, '1001');
    await Promise.all([desk.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    cable.cut();
    await desk.untilCall(callId, 'reaching', (call) => call.phase.name === 'reaching');
    await desk.untilCall(callId, 'talking again', (call) => call.phase.name === 'talking', 2000);
    await registered(desk);
    await Promise.all([desk.untilHeard('patient'), patient.waitToHear([PARTY_HZ.agent])]);
    await patient.hangUp();
    const ended = await desk.untilCall(callId, 'ended', (call) => call.phase.name === 'ended');
    expect(ended.phase).toMatchObject({ reason: 'hung-up-there' });
    await desk.do({ kind: 'sign-out' });
  });

  it('sees within five seconds that nobody is at the other end of an open socket, and comes back', async () => {
    const cable = stage.add(await layCable(stage.pbx.wsUrl));
    const desk = await stage.line('1001', 'agent');
    await desk.signIn(lineAccount('1001', cable.url));
    const callId = await talk(patient, desk, '1001');
    await desk.untilHeard('patient');
    cable.clog();
    const lost = await desk.until('lost', ({ connection }) => connection.name !== 'connected', 5000);
    expect(lost.connection).toMatchObject({ name: 'waiting', reason: 'silent' });
    await desk.untilHeard('patient');
    cable.unclog();
    await desk.untilCall(callId, 'talking again', (call) => call.phase.name === 'talking');
    // Held after the outage: the dialog's requests take the new way.
    await desk.do({ kind: 'set-hold', callId, held: true });
    await patient.waitToHear([PARTY_HZ.holdMusic]);
    await desk.do({ kind: 'hang-up', callId });
    await patient.waitFor('ended');
    await desk.do({ kind: 'sign-out' });
  });

  it('holds what was wanted while there was no link', async () => {
    const cable = stage.add(await layCable(stage.pbx.wsUrl));
    const desk = await stage.line('1001', 'agent');
    await desk.signIn(lineAccount('1001', cable.url));
    const callId = await talk(patient, desk, '1001');
    cable.clog();
    const held = desk.order({ kind: 'set-hold', callId, held: true });
    await desk.until('lost', ({ connection }) => connection.name !== 'connected', 5000);
    expect(desk.call(callId).hold).toEqual({ wanted: true, confirmed: false });
    cable.unclog();
    expect(await held).toEqual({ ok: true });
    await patient.waitToHear([PARTY_HZ.holdMusic]);
    await desk.do({ kind: 'hang-up', callId });
    await desk.do({ kind: 'sign-out' });
  });

  it('ends a call that the restarted server does not know, and registers there', async () => {
    await atRest(patient);
    const desk = await stage.desk('1001', 'agent');
    const callId = await talk(patient, desk, '1001');
    await stage.pbx.kill9();
    await desk.untilCall(callId, 'reaching', (call) => call.phase.name === 'reaching');
    await stage.pbx.restart();
    const ended = await desk.untilCall(callId, 'ended', (call) => call.phase.name === 'ended', 20_000);
    expect(ended.phase).toMatchObject({ reason: 'lost' });
    await registered(desk);
    await stage.pbx.waitForRegistration('1001');
  });
});
