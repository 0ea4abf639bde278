import { describe, expect, it } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import type { HandOver, Signal } from '#shared/team/signal.ts';
import { Desk } from './desk.ts';
import { deskCommandHandlers } from './desk-commands.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { emptyQueue, FakeOffice } from './fakes/fake-office.ts';
import { FakeLineWindow } from './fakes/fake-line-window.ts';
import { quietLog } from './fakes/quiet-log.ts';
import { anAccount, connected, ringing, nothingKept, SAMPLE_CAST, talking } from './fakes/samples.ts';
import { redFlagCommandHandlers } from './red-flag-commands.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';
import { createVault } from './vault.ts';

const CARD = { id: 'emergency', language: 'en' };
const patient = { number: '12025550142', name: 'Ada Sample' };

function sit(...calls: Call[]) {
  const clock = new FakeClock();
  const window = new FakeLineWindow(clock);
  window.open();
  window.report({ connection: connected, calls });
  const office = new FakeOffice();
  office.answers.postSignal = 'told';
  let count = 0;
  const desk = new Desk(anAccount(), {
    line: window.line,
    clock,
    newId: () => `id-${(count += 1)}`,
    log: quietLog,
    settings: () => ({ theme: 'system' }),
    practice: SAMPLE_CAST,
    keptDebriefs: nothingKept,
    shelf: SAMPLE_SHELF,
    office,
    queue: { ...emptyQueue, me: { agent: 'lead-mia', name: 'Mia', lead: true } },
    kept: [],
    examine: () => Promise.resolve(null),
    publish: () => undefined,
    soon: () => undefined,
  });
  const commands = {
    ...redFlagCommandHandlers(() => desk),
    ...deskCommandHandlers({
      desk: () => desk,
      line: window.line,
      office: () => office.ask,
      newId: () => 'new-call',
      clock,
      keepsSecrets: () => true,
      vault: createVault(),
      changeSettings: () => undefined,
      rememberDevice: () => undefined,
      signOut: () => Promise.resolve(),
    }),
  };
  const signals = () => office.inputs('postSignal').map((one) => (one as { signal: Signal }).signal);
  return { clock, window, office, desk, commands, signals };
}

describe('A red flag at this desk', () => {
  it('tells the leads, stands in the journal with its time, and shows whether they know', async () => {
    const { office, desk, commands, signals, clock, window } = sit(talking('call-1'));
    expect(await commands.raiseRedFlag({ callId: 'call-1', card: CARD })).toMatchObject({ ok: true });
    expect(signals()).toMatchObject([{ type: 'red-flag', card: CARD, sinceMs: clock.now() }]);
    expect(office.inputs('callFlagged')).toEqual([
      { callId: 'call-1', atMs: clock.now(), card: 'Emergency' },
    ]);
    await clock.pass(0);
    expect(desk.state().redFlags.own).toMatchObject([{ callId: 'call-1', told: 'told' }]);
    window.report({ calls: [] });
    expect(signals().at(-1)).toMatchObject({ type: 'red-flag-over', why: 'call-ended' });
    expect(desk.state().redFlags.own).toEqual([]);
  });

  it('is of a card that is here, and of a call that is up', async () => {
    const { commands, office } = sit(ringing('call-1'));
    const refusal = async (callId: string, id: string) =>
      commands.raiseRedFlag({ callId, card: { ...CARD, id } });
    expect(await refusal('call-1', CARD.id)).toMatchObject({ error: { code: 'call-unknown' } });
    expect(await refusal('call-1', 'none')).toMatchObject({ error: { code: 'script-unknown' } });
    expect(office.inputs('callFlagged')).toEqual([]);
  });

  it('of a colleague stands there with its title until it is put away', async () => {
    const { office, desk, commands } = sit();
    const signal = { type: 'red-flag', id: 'flag-1', card: CARD, sinceMs: 1 } as const;
    office.hears({ signal, author: 'anna', name: 'Anna', atMs: 1_000_000 });
    const card = { title: 'Emergency', language: 'en' };
    expect(desk.state().redFlags.team).toMatchObject([{ id: 'flag-1', name: 'Anna', card }]);
    await commands.putRedFlagAway({ id: 'flag-1' });
    expect(desk.state().redFlags.team).toEqual([]);
  });

  it('that nobody can be told of says so, as the way to the hub changes', async () => {
    const { office, desk, commands } = sit(talking('call-1'));
    office.answers.postSignal = new Promise(() => undefined);
    await commands.raiseRedFlag({ callId: 'call-1', card: CARD });
    const told = () => desk.state().redFlags.own[0]?.told;
    expect(told()).toBe('nobody');
    office.signalLinkIs('away');
    expect(told()).toBe('waiting');
    office.signalLinkIs('here');
    expect(told()).toBe('telling');
  });
});

describe('A patient who is handed on from this desk', () => {
  const call = talking('call-1', { remote: patient, queue: 'Results line' });

  it('takes the script along when sent on without asking', async () => {
    const { commands, signals } = sit(call);
    await commands.blindTransfer({ callId: 'call-1', text: '1002', evenIfBusy: false });
    expect(signals()).toMatchObject([
      { type: 'hand-over', to: '1002', from: '1001', script: { id: 'results-late' }, number: patient.number },
    ]);
  });

  it('takes it along once the colleague who was asked takes the patient, and not when asked', async () => {
    const transfer = {
      kind: 'attended',
      target: '1002',
      consultCallId: 'call-2',
      step: 'consulting',
      sipStatus: null,
    } as const;
    const { commands, signals, window } = sit(call);
    await commands.startConsult({ callId: 'call-1', text: '1002' });
    expect(signals()).toEqual([]);
    window.report({ calls: [{ ...call, transfer }, talking('call-2', { consultFor: 'call-1' })] });
    await commands.completeTransfer({ callId: 'call-2' });
    expect(signals()).toMatchObject([{ type: 'hand-over', to: '1002', number: patient.number }]);
  });

  it('brings it to the desk of that extension, beside the patient’s call', () => {
    const { desk, office } = sit(ringing('call-9'), { ...ringing('call-8'), remote: patient });
    const signal: HandOver = {
      type: 'hand-over',
      id: 'h-1',
      to: '1001',
      from: '1002',
      script: { id: 'results-late', language: 'en' },
      version: 1,
      place: { phase: 'act', picked: {}, chip: null, visited: ['open', 'act'], chipsUsed: [] },
      number: `+${patient.number}`,
    };
    office.hears({ signal, author: 'ben', name: 'Ben', atMs: 1_000_000 });
    expect(desk.state().scripts.map(({ subjectId, rule }) => `${subjectId} by ${rule.kind}`)).toEqual([
      'call-9 by any',
      'call-8 by handed-over',
    ]);
  });
});
