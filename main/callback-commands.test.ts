import { describe, expect, it } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import { CALLBACK_COMMANDS } from '#shared/contract/names.ts';
import { appError, failed, ok } from '#shared/result.ts';
import { callbackCommandHandlers } from './callback-commands.ts';
import { Desk } from './desk.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { emptyQueue, FakeOffice } from './fakes/fake-office.ts';
import { FakeLineWindow } from './fakes/fake-line-window.ts';
import { quietLog } from './fakes/quiet-log.ts';
import { anAccount, connected, ended, nothingKept, SAMPLE_CAST, talking } from './fakes/samples.ts';
import { rowNow } from '../tests/fakes/callback-rows.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';

function sit(...calls: Call[]) {
  const clock = new FakeClock();
  const window = new FakeLineWindow(clock);
  window.open();
  window.report({ connection: connected, calls });
  const office = new FakeOffice();
  office.answers.getCallback = ok({ number: '+12025550142' });
  office.answers.startDial = ok({ number: '+12025550142', name: 'Ada Sample' });
  const desk = new Desk(anAccount(), {
    line: window.line,
    clock,
    newId: () => 'notice',
    log: quietLog,
    settings: () => ({ theme: 'system' }),
    practice: SAMPLE_CAST,
    keptDebriefs: nothingKept,
    shelf: SAMPLE_SHELF,
    office,
    queue: emptyQueue,
    kept: [],
    examine: () => Promise.resolve(null),
    publish: () => undefined,
    soon: () => undefined,
  });
  const commands = callbackCommandHandlers({
    desk: () => desk,
    line: window.line,
    office: () => office.ask,
    newId: () => 'new-call',
  });
  const names = (): string[] => office.asked.map(({ name }) => name).filter((name) => !isNews(name));
  return { window, office, desk, commands, names };
}
const isNews = (name: string): boolean => ['news', 'callBegun', 'callEnded', 'keepScripts'].includes(name);
const one = { callbackId: 'callback-1' };
const call = { ...one, again: false };
const request = {
  number: '(202) 555-0142',
  name: '',
  reason: 'Test results',
  language: '',
  priority: 'normal' as const,
  zone: null,
  window: null,
  dueMs: null,
  note: '',
  callId: 'a',
};

describe('calling a patient back', () => {
  it('is written down before the telephone rings anywhere, and the call is told', async () => {
    const { window, office, commands, names } = sit();
    expect(await commands.dialCallback(call)).toEqual(ok({ callId: 'new-call' }));
    expect(names()).toEqual(['getCallback', 'startDial', 'dialOrdered']);
    expect(window.commands()).toMatchObject([
      { kind: 'dial', callId: 'new-call', target: 'sip:92025550142@pbx.example.org', number: '+12025550142' },
    ]);
    expect(office.inputs('dialOrdered')).toEqual([{ callbackId: 'callback-1', callId: 'new-call' }]);
  });

  it('does not happen without the log’s leave', async () => {
    const { window, office, commands } = sit();
    office.answers.startDial = failed(appError('callback-not-held'));
    expect(await commands.dialCallback(call)).toEqual(failed(appError('callback-not-held')));
    expect(window.commands()).toEqual([]);
  });

  it('is not begun when there is no link, no room or no number that could be called', async () => {
    const busy = sit(talking('a'), talking('b'), talking('c'), talking('d'));
    expect(await busy.commands.dialCallback(call)).toMatchObject({ error: { code: 'too-many-calls' } });
    const offline = sit();
    offline.window.report({ connection: { name: 'idle' } });
    expect(await offline.commands.dialCallback(call)).toMatchObject({ error: { code: 'not-connected' } });
    const odd = sit();
    odd.office.answers.getCallback = ok({ number: '' });
    expect(await odd.commands.dialCallback(call)).toMatchObject({ error: { code: 'number-invalid' } });
    for (const { names } of [busy, offline, odd]) expect(names()).toEqual(['getCallback']);
  });

  it('is taken back in the books when the line refuses', async () => {
    const { window, commands, names } = sit();
    window.refuse('dial', appError('microphone-missing'));
    expect(await commands.dialCallback(call)).toEqual(failed(appError('microphone-missing')));
    expect(names()).toEqual(['getCallback', 'startDial', 'dialNotMade']);
  });
});

describe('a request', () => {
  it('made from a call counts from that call, and a missed one says so', async () => {
    const { office, commands } = sit({ ...ended('a', 1_000_000), phase: missed });
    await commands.requestCallback(request);
    expect(office.inputs('requestFrom')).toEqual([
      { request, origin: { requestedMs: 1_000_000, source: 'missed-call' } },
    ]);
  });

  it('from a call that is up is the agent’s, one from no call is passed on', async () => {
    const { office, commands } = sit(talking('a'));
    await commands.requestCallback(request);
    expect(office.inputs('requestFrom')).toMatchObject([{ origin: { source: 'agent' } }]);
    await commands.requestCallback({ ...request, callId: null });
    expect(office.inputs('requestCallback')).toEqual([{ ...request, callId: null }]);
  });
});
const missed = { name: 'ended', at: 1_000_000, reason: 'missed', sipStatus: null } as const;

describe('every other command', () => {
  it('is the back office’s, as it was asked', async () => {
    const { office, commands } = sit();
    office.answers.claimCallback = ok();
    expect(await commands.claimCallback(one)).toEqual(ok());
    expect(office.inputs('claimCallback')).toEqual([one]);
  });

  it('does nothing while nobody is signed in', async () => {
    const office = new FakeOffice();
    const window = new FakeLineWindow(new FakeClock());
    const handlers = callbackCommandHandlers({
      desk: () => null,
      line: window.line,
      office: () => office.ask,
      newId: () => 'x',
    });
    for (const name of CALLBACK_COMMANDS) {
      const handler = handlers[name] as (input: unknown) => Promise<unknown>;
      expect([name, await handler(call)]).toEqual([name, failed(appError('not-allowed'))]);
    }
    expect(office.asked).toEqual([]);
  });
});

/** At a desk that has called back, and where the patient has hung up. */
function afterTalk() {
  const begun = talking('a', { direction: 'outgoing' });
  const seat = sit(begun);
  seat.office.pushQueue({ inHand: rowNow({ id: 'cb-1', reason: 'Test results' }), inHandCallId: 'a' });
  seat.window.report({
    calls: [{ ...begun, phase: { name: 'ended', at: 1, reason: 'hung-up-there', sipStatus: null } }],
  });
  return seat;
}
const spoke = { callbackId: 'cb-1', outcome: 'spoke' as const, laterMs: null, note: 'Wants a morning.' };

describe('the outcome of a callback', () => {
  it('takes what the script asked along, which is kept with the call', async () => {
    const { office, desk, commands } = afterTalk();
    desk.scripts.draft('a', { outcome: 'Told the day' });
    office.answers.recordOutcome = ok();
    expect(await commands.recordOutcome(spoke)).toMatchObject({ ok: true });
    expect(office.inputs('callWrapped')).toMatchObject([{ callId: 'a', outcome: 'Told the day', note: '' }]);
    expect(desk.state().scripts.map(({ wrapUp }) => wrapUp)).not.toContainEqual(expect.anything());
  });

  it('that was not kept keeps the question open', async () => {
    const { office, desk, commands } = afterTalk();
    desk.scripts.draft('a', { outcome: 'Told the day' });
    office.answers.recordOutcome = failed(appError('records-full'));
    expect(await commands.recordOutcome(spoke)).toMatchObject({ ok: false });
    expect(office.inputs('callWrapped')).toEqual([]);
    expect(desk.scripts.askedWith('cb-1')).toMatchObject({ outcome: 'Told the day' });
  });
});
