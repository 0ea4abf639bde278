import { describe, expect, it } from 'vitest';
import { everythingDone, FakeClock } from './fakes/fake-clock.ts';
import { FakeLineWindow } from './fakes/fake-line-window.ts';
import { connected } from './fakes/samples.ts';
import { noLine } from './line.ts';

function start(): { clock: FakeClock; window: FakeLineWindow } {
  const clock = new FakeClock();
  return { clock, window: new FakeLineWindow(clock) };
}
const gone = { ok: false, error: { code: 'line-window-gone' } };

describe('an order to the line window', () => {
  it('resolves with how the window settled it', async () => {
    const { window } = start();
    window.open();
    window.refuse('answer', { code: 'microphone-denied' });
    await expect(window.line.order({ kind: 'answer', callId: 'a' })).resolves.toEqual({
      ok: false,
      error: { code: 'microphone-denied' },
    });
    await expect(window.line.order({ kind: 'decline', callId: 'a' })).resolves.toMatchObject({ ok: true });
  });

  it('waits for a window that is still loading', async () => {
    const { window } = start();
    const done = window.line.order({ kind: 'practise' });
    await everythingDone();
    expect(window.orders).toEqual([]);
    window.open();
    await expect(done).resolves.toMatchObject({ ok: true });
  });

  it('fails when no window comes, and is not sent to one that comes later', async () => {
    const { clock, window } = start();
    const done = window.line.order({ kind: 'practise' });
    await clock.pass(15_000);
    await expect(done).resolves.toEqual(gone);
    window.open();
    expect(window.orders).toEqual([]);
  });

  it('has its full time from the moment a late window takes it', async () => {
    const { clock, window } = start();
    window.saysNothing();
    const done = window.line.order({ kind: 'test-sound', role: 'ringer' });
    await clock.pass(14_999);
    window.open();
    await clock.pass(34_999);
    window.line.settled(window.orders[0]?.id ?? '', { ok: true });
    await expect(done).resolves.toEqual({ ok: true });
  });

  it('to sign in waits until the window has signed the last agent out', async () => {
    const { window } = start();
    window.saysNothing();
    window.open();
    void window.line.order({ kind: 'sign-out' });
    const next = window.line.order({ kind: 'practise' });
    void window.line.order({ kind: 'test-sound', role: 'ringer' });
    await everythingDone();
    expect(window.commands().map(({ kind }) => kind)).toEqual(['sign-out', 'test-sound']);
    window.line.settled(window.orders[0]?.id ?? '', { ok: true });
    await everythingDone();
    expect(window.commands().at(-1)).toEqual({ kind: 'practise' });
    window.line.gone();
    await expect(next).resolves.toEqual(gone);
  });

  it('to sign out is given up after five seconds, and does not keep the next agent waiting', async () => {
    const { clock, window } = start();
    window.saysNothing();
    window.open();
    const done = window.line.order({ kind: 'sign-out' });
    void window.line.order({ kind: 'practise' });
    await clock.pass(5000);
    await expect(done).resolves.toEqual(gone);
    expect(window.commands().at(-1)).toEqual({ kind: 'practise' });
  });

  it('fails when the window does not settle it', async () => {
    const { clock, window } = start();
    window.saysNothing();
    window.open();
    const done = window.line.order({ kind: 'hang-up', callId: 'a' });
    await clock.pass(35_000);
    await expect(done).resolves.toEqual(gone);
  });

  it('fails at once when the window dies, and a late word about it changes nothing', async () => {
    const { window } = start();
    window.saysNothing();
    window.open();
    const done = window.line.order({ kind: 'hang-up', callId: 'a' });
    window.line.gone();
    window.line.settled(window.orders[0]?.id ?? '', { ok: true });
    await expect(done).resolves.toEqual(gone);
  });
});

describe('snapshots', () => {
  it('are told to whoever watches, until they stop', () => {
    const { window } = start();
    const heard: string[] = [];
    const stop = window.line.watch(({ connection }) => heard.push(connection.name));
    window.report({ connection: connected });
    window.line.gone();
    stop();
    window.report({ connection: connected });
    expect(heard).toEqual(['connected', 'idle']);
  });

  it('say that nothing is there before the first one and after the window is gone', () => {
    const { window } = start();
    expect(window.line.snapshot()).toBe(noLine);
    window.report({ connection: connected });
    window.line.gone();
    expect(window.line.snapshot()).toBe(noLine);
  });
});
