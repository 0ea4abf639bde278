import { describe, expect, it } from 'vitest';
import type { DeskState } from '#shared/contract/desk-state.ts';
import { deskState } from '#shared/contract/desk-state.ts';
import { appError, failed, type AppError } from '#shared/result.ts';
import { Desk } from './desk.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { emptyQueue, FakeOffice } from './fakes/fake-office.ts';
import { FakeLineWindow } from './fakes/fake-line-window.ts';
import { quietLog } from './fakes/quiet-log.ts';
import {
  aCall,
  anAccount,
  connected,
  ended,
  nothingKept,
  registeredAt,
  ringing,
  SAMPLE_CAST,
  talking,
} from './fakes/samples.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';
import type { Sitting } from './sitting.ts';

function sit(sitting: Sitting = anAccount()) {
  const clock = new FakeClock();
  const window = new FakeLineWindow(clock);
  const published: DeskState[] = [];
  const office = new FakeOffice();
  let finding: AppError | null = null;
  window.open();
  window.report({ connection: connected, registration: registeredAt(clock.now()) });
  let count = 0;
  const desk = new Desk(sitting, {
    line: window.line,
    clock,
    newId: () => `id-${(count += 1)}`,
    log: quietLog,
    settings: () => ({ theme: 'dark' }),
    practice: SAMPLE_CAST,
    keptDebriefs: nothingKept,
    shelf: SAMPLE_SHELF,
    office,
    queue: emptyQueue,
    kept: [],
    examine: () => Promise.resolve(finding),
    publish: (state) => published.push(state),
    soon: (action) => void setImmediate(action),
  });
  const found = (error: AppError | null): void => {
    finding = error;
  };
  return { clock, window, desk, office, published, found };
}

describe('the desk’s state', () => {
  it('keeps the contract, signed in and practising', () => {
    for (const sitting of [anAccount(), { kind: 'practice' } as const]) {
      const { desk } = sit(sitting);
      expect(deskState.parse(desk.state())).toEqual(desk.state());
    }
  });

  it('says who sits here and what their profile offers', () => {
    expect(sit().desk.state()).toMatchObject({
      sitting: { kind: 'account', profileName: 'Harbour Clinic', extension: '1001', displayName: 'Desk One' },
      breakReasons: ['Lunch', 'After a hard call'],
      echoNumber: '600',
      voicemailNumber: '*97',
      colleagues: [{ extension: '1002', name: 'Desk Two', light: 'unknown' }],
      practicePatients: [],
      defaultCountry: 'US',
      settings: { theme: 'dark' },
    });
  });

  it('offers patients and people to call on the practice line', () => {
    expect(sit({ kind: 'practice' }).desk.state()).toMatchObject({
      sitting: { kind: 'practice' },
      practicePatients: [{ id: 'worried-parent' }],
      colleagues: [{ extension: '201', light: 'free' }],
      echoNumber: '600',
    });
  });

  it('shows a colleague’s light as the line reports it', () => {
    const { desk, window } = sit();
    window.report({ busyLights: { '1002': 'busy' } });
    expect(desk.state().colleagues).toEqual([{ extension: '1002', name: 'Desk Two', light: 'busy' }]);
  });

  it('calls nobody free while there is no link to see them by, practising or not', () => {
    const account = sit();
    account.window.report({ busyLights: { '1002': 'free' } });
    const practice = sit({ kind: 'practice' });
    for (const { desk, window } of [account, practice]) {
      expect(desk.state().colleagues).toMatchObject([{ light: 'free' }]);
      window.report({ connection: { name: 'connecting', server: 'wss://pbx', attempt: 1, since: 1 } });
      expect(desk.state().colleagues).toMatchObject([{ light: 'unknown' }]);
    }
  });

  it('is pushed once for everything that changed in one turn, with a revision that grows', async () => {
    const { clock, window, published } = sit();
    window.calls(ringing('a'));
    window.calls(ringing('a'), ringing('b'));
    await clock.pass(0);
    window.calls(ringing('b'));
    await clock.pass(0);
    expect(published.map(({ revision, calls }) => [revision, calls.length])).toEqual([[1, 2], [2, 1]]); // prettier-ignore
  });

  it('is not pushed any more once the sitting is over', async () => {
    const { clock, desk, window, published } = sit();
    await clock.pass(0);
    published.length = 0;
    desk.end();
    window.calls(ringing('a'));
    await clock.pass(60_000);
    expect(published).toEqual([]);
  });
});

describe('calls on the desk', () => {
  it('stay for a moment when they are over, and longer when somebody should look', async () => {
    const { clock, desk, window } = sit();
    window.calls(ended('plain', clock.now()), ended('engaged', clock.now(), 'busy'));
    expect(desk.state().calls.map(({ id }) => id)).toEqual(['plain', 'engaged']);
    await clock.pass(4000);
    expect(desk.state().calls.map(({ id }) => id)).toEqual(['engaged']);
    expect(desk.dismissCall('engaged').ok).toBe(true);
    expect(desk.state().calls).toEqual([]);
  });

  it('can only be dismissed when they are over', () => {
    const { desk, window } = sit();
    window.calls(talking('a'));
    expect(desk.dismissCall('a')).toEqual({
      ok: false,
      error: { code: 'call-state', details: { phase: 'talking' } },
    });
    expect(desk.dismissCall('b')).toEqual({ ok: false, error: { code: 'call-unknown' } });
  });

  it('make the agent busy from the answer to the end, then give time for notes', async () => {
    const { clock, desk, window } = sit();
    window.calls(ringing('a'));
    expect(desk.state().availability.name).toBe('ready');
    window.calls(talking('a'));
    expect(desk.state().availability.name).toBe('on-call');
    window.calls(aCall('a', { name: 'ending', since: clock.now() }, { answeredAt: clock.now() }));
    expect(desk.state().availability.name).toBe('on-call');
    window.calls(ended('a', clock.now()));
    expect(desk.state().availability).toMatchObject({ name: 'wrap-up', until: clock.now() + 30_000 });
    await clock.pass(30_000);
    expect(desk.state().availability.name).toBe('ready');
  });

  it('show what the agent turns to after them, from the call through its wrap-up', async () => {
    const { clock, desk, window } = sit();
    expect(desk.state()).not.toHaveProperty('availabilityWish');
    window.calls(talking('a'));
    expect(desk.state().availabilityWish).toEqual({ name: 'ready' });
    desk.availability({ type: 'break-wished', reason: 'Lunch' });
    expect(desk.state()).toMatchObject({
      availability: { name: 'on-call' },
      availabilityWish: { name: 'break', reason: 'Lunch' },
    });
    window.calls(ended('a', clock.now()));
    expect(desk.state()).toMatchObject({
      availability: { name: 'wrap-up' },
      availabilityWish: { name: 'break', reason: 'Lunch' },
    });
    expect(deskState.parse(desk.state())).toEqual(desk.state());
    await clock.pass(30_000);
    expect(desk.state().availability).toMatchObject({ name: 'break', reason: 'Lunch' });
    expect(desk.state()).not.toHaveProperty('availabilityWish');
  });

  it('are listed as lost, once, when the line window dies with them', async () => {
    const { clock, desk, office, window, published } = sit();
    window.calls(talking('a'));
    desk.lineGone();
    window.line.gone();
    await clock.pass(0);
    const state = published.at(-1);
    expect(state?.calls).toMatchObject([{ id: 'a', phase: { name: 'ended', reason: 'lost' } }]);
    expect(state?.notices).toMatchObject([{ error: { code: 'line-window-gone' } }]);
    expect(office.inputs('callEnded')).toMatchObject([{ id: 'a', reason: 'lost' }]);
    await clock.pass(30_000);
    expect(desk.state().calls).toEqual([]);
    expect(office.inputs('callEnded')).toHaveLength(1);
  });
});

describe('the back office', () => {
  it('is told of a call when it begins, when it is answered and when it is over, once each', async () => {
    const { clock, office, window } = sit();
    window.calls(ringing('a'));
    window.calls(ringing('a'));
    window.calls(talking('a'));
    window.calls(talking('a'));
    window.calls(ended('a', clock.now()));
    window.calls(ended('a', clock.now()));
    await clock.pass(0);
    expect(office.inputs('callBegun')).toMatchObject([
      { id: 'a', reason: 'lost', answeredAt: null },
      { id: 'a', reason: 'lost', answeredAt: 1_000_000 },
    ]);
    expect(office.inputs('callEnded')).toMatchObject([{ id: 'a', reason: 'hung-up-there' }]);
  });

  it('knows when something may be offered: ready, and nobody rings or is in the ear', async () => {
    const { clock, desk, office, window } = sit();
    const agents = (): unknown[] => office.inputs('news').map((news) => (news as { agent: string }).agent);
    window.calls(ringing('a'));
    window.calls(ended('a', clock.now()));
    desk.availability({ type: 'break-wished', reason: 'Lunch' });
    desk.availability({ type: 'ready-wished' });
    expect(agents()).toEqual(['ready', 'busy', 'ready', 'away', 'ready']);
    window.calls(talking('b'));
    window.calls(ended('b', clock.now()));
    expect(agents().slice(5)).toEqual(['busy', 'busy']);
    await clock.pass(30_000);
    expect(agents().at(-1)).toBe('ready');
  });

  it('changes what the desk shows: its queue, and that the call list is another', async () => {
    const { clock, desk, office, published } = sit();
    office.pushQueue({ revision: 9 });
    office.callsChanged();
    await clock.pass(0);
    expect(published.at(-1)).toMatchObject({ callbacks: { revision: 9 }, callListRevision: 1 });
    desk.end();
    office.pushQueue({ revision: 10 });
    await clock.pass(0);
    expect(published.at(-1)).toMatchObject({ callbacks: { revision: 9 } });
  });

  it('says so when a call could not be kept, and when it is gone itself', async () => {
    const { clock, desk, office, window } = sit();
    office.isFull();
    window.calls(talking('a'));
    await clock.pass(0);
    office.dies();
    expect(desk.state().notices.map(({ error }) => error.code)).toEqual(['records-full', 'records-failed']);
  });
});

describe('digits behind a number', () => {
  it('are sent two seconds after somebody answered', async () => {
    const { clock, desk, window } = sit();
    desk.afterAnswer.remember('a', { digits: '12', joins: null });
    window.calls(aCall('a', { name: 'dialling', since: clock.now() }));
    await clock.pass(10_000);
    window.calls(talking('a'));
    await clock.pass(1999);
    expect(window.commands()).toEqual([]);
    await clock.pass(1);
    window.calls(talking('a'));
    await clock.pass(5000);
    expect(window.commands()).toEqual([{ kind: 'send-digits', callId: 'a', digits: '12' }]);
  });

  it('are forgotten when nobody answers', async () => {
    const { clock, desk, window } = sit();
    desk.afterAnswer.remember('a', { digits: '12', joins: null });
    window.calls(ended('a', clock.now(), 'busy'));
    window.calls(talking('a'));
    await clock.pass(5000);
    expect(window.commands()).toEqual([]);
  });
});

describe('what the agent is told', () => {
  it('says why there is no link, until there is one', async () => {
    const { clock, desk, window, found } = sit();
    const waiting = (attempt: number) =>
      ({ name: 'waiting', server: 'wss://x/', attempt, since: 0, retryAt: 0, reason: 'closed' }) as const;
    found({ code: 'host-unknown' });
    window.report({ connection: waiting(1) });
    await clock.pass(0);
    expect(desk.state().connectionFinding).toBeNull();
    window.report({ connection: waiting(2) });
    await clock.pass(0);
    expect(desk.state().connectionFinding).toEqual({ code: 'host-unknown' });
    found({ code: 'port-closed' });
    await clock.pass(30_000);
    expect(desk.state().connectionFinding).toEqual({ code: 'port-closed' });
    window.report({ connection: connected });
    expect(desk.state().connectionFinding).toBeNull();
    await clock.pass(120_000);
    expect(desk.state().connectionFinding).toBeNull();
  });

  it('notices once that the server refuses, until it lets the agent in again or they have read it', () => {
    const { clock, desk, window } = sit();
    const refused = { name: 'refused', since: 0, sipStatus: 403, code: 'wrong-password' } as const;
    window.report({ registration: refused });
    window.report({ registration: { ...refused, since: 1 } });
    const [notice, ...others] = desk.state().notices;
    expect(notice?.error.code).toBe('wrong-password');
    expect(others).toEqual([]);
    expect(desk.notices.dismiss('unknown').ok).toBe(false);
    expect(desk.notices.dismiss(notice?.id ?? '').ok).toBe(true);
    window.report({ voicemail: { waiting: true, newCount: 1, oldCount: 0 } });
    expect(desk.state().notices).toEqual([]);
    window.report({ registration: { ...refused, since: 2 } });
    expect(desk.state().notices).toHaveLength(1);
    window.report({ registration: registeredAt(clock.now()) });
    expect(desk.state().notices).toEqual([]);
  });
});

const ADA = { name: 'Ada Sample', number: '+12025550123' };
/** Each was talked with, and is over. */
function spokenWith({ window, clock }: Pick<ReturnType<typeof sit>, 'window' | 'clock'>, ...ids: string[]) {
  const calls = ids.map((id) => talking(id, { remote: ADA, queue: 'Results' }));
  window.report({ calls });
  const phase = { name: 'ended', at: clock.now(), reason: 'hung-up-there', sipStatus: null } as const;
  window.report({ calls: calls.map((call) => ({ ...call, phase })) });
}

describe('how a call went', () => {
  it('is kept with the call, which leaves the screen', async () => {
    const { clock, window, desk, office } = sit();
    spokenWith({ window, clock }, 'a');
    desk.scripts.draft('a', { outcome: 'Told the day', note: ' Before noon. ' });
    expect(await desk.wrapUp('a')).toEqual({ ok: true, value: undefined });
    const said = { callId: 'a', outcome: 'Told the day', note: 'Before noon.', atMs: clock.now() };
    expect(office.inputs('callWrapped')).toEqual([said]);
    expect(desk.state()).toMatchObject({ calls: [], scripts: [] });
    expect(await desk.wrapUp('a')).toMatchObject({ error: { code: 'call-unknown' } });
  });

  it('is nothing to keep, where nothing was said', async () => {
    const { clock, window, desk, office } = sit();
    spokenWith({ window, clock }, 'a');
    expect(await desk.wrapUp('a')).toMatchObject({ ok: true });
    expect(office.inputs('callWrapped')).toEqual([]);
    expect(desk.state().scripts).toEqual([]);
  });

  it('stays asked where the disk does not take it, with every word', async () => {
    const { clock, window, desk, office } = sit();
    office.answers.callWrapped = failed(appError('records-full'));
    spokenWith({ window, clock }, 'a');
    desk.scripts.draft('a', { note: 'Before noon.' });
    expect(await desk.wrapUp('a')).toMatchObject({ error: { code: 'records-full' } });
    expect(desk.state().scripts).toMatchObject([{ wrapUp: { note: 'Before noon.' } }]);
  });

  it('is kept as far as it was said when the agent leaves, and nothing stays behind of the scripts', () => {
    const { clock, window, desk, office } = sit();
    spokenWith({ window, clock }, 'a', 'b');
    desk.scripts.draft('a', { note: 'Before noon.' });
    desk.leave();
    expect(office.inputs('callWrapped')).toMatchObject([{ callId: 'a', note: 'Before noon.' }]);
    expect(office.inputs('keepScripts').at(-1)).toEqual([]);
  });
});
