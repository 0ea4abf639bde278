import { describe, expect, it, vi } from 'vitest';
import type { Renegotiated } from '../sip/reinvite.ts';
import { Renegotiation } from './renegotiation.ts';

type Wish = { readonly held: boolean; readonly restartIce: boolean };

function stage(answers: Renegotiated[] = []) {
  const log: string[] = [];
  const sent: PromiseWithResolvers<Renegotiated>[] = [];
  let prepared: Wish = { held: false, restartIce: false };
  const state = { isUp: true, linkUp: Promise.resolve() };
  const renegotiation = new Renegotiation({
    isUp: () => state.isUp,
    linkUp: () => state.linkUp,
    prepare: (wish) => {
      prepared = wish;
    },
    send: () => {
      log.push(`send ${prepared.held ? 'hold' : 'talk'}${prepared.restartIce ? ' anew' : ''}`);
      const next = answers.shift();
      if (next) return Promise.resolve(next);
      const pending = Promise.withResolvers<Renegotiated>();
      sent.push(pending);
      return pending.promise;
    },
    confirmed: (held, restarted) => log.push(`confirmed ${held}${restarted ? ' anew' : ''}`),
    refused: (status) => log.push(`refused ${status}`),
    gone: (status) => {
      log.push(`gone ${status}`);
      state.isUp = false;
    },
  });
  return { renegotiation, log, sent, state };
}

const accepted: Renegotiated = { kind: 'accepted' };
const tick = () => vi.waitFor(() => undefined);

describe('renegotiation', () => {
  it('sends one re-INVITE at a time and folds the wishes that come meanwhile', async () => {
    const { renegotiation, log, sent } = stage();
    const done = renegotiation.hold(true);
    await tick();
    void renegotiation.hold(false);
    void renegotiation.hold(true);
    void renegotiation.hold(false);
    expect(sent).toHaveLength(1);
    sent[0]?.resolve(accepted);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    sent[1]?.resolve(accepted);
    await done;
    expect(log).toEqual(['send hold', 'confirmed true', 'send talk', 'confirmed false']);
  });

  it('sends nothing when the wishes cancel each other out', async () => {
    const { renegotiation, log, sent } = stage();
    const done = renegotiation.hold(true);
    await tick();
    void renegotiation.hold(false);
    void renegotiation.hold(true);
    sent[0]?.resolve(accepted);
    expect(await done).toBe(true);
    expect(log).toEqual(['send hold', 'confirmed true']);
  });

  it('drops a wish that the far end refuses', async () => {
    const { renegotiation, log } = stage([{ kind: 'refused', sipStatus: 488 }]);
    expect(await renegotiation.hold(true)).toBe(false);
    expect(log).toEqual(['send hold', 'refused 488']);
  });

  it('tries again after a glare, a random while later', async () => {
    vi.useFakeTimers();
    const { renegotiation, log } = stage([{ kind: 'glare', sipStatus: 491 }, accepted]);
    const done = renegotiation.hold(true);
    await vi.advanceTimersByTimeAsync(2500);
    await done;
    expect(log).toEqual(['send hold', 'send hold', 'confirmed true']);
    vi.useRealTimers();
  });

  it('says so again after a glare when the wish was taken back during the wait', async () => {
    vi.useFakeTimers();
    const { renegotiation, log } = stage([{ kind: 'glare', sipStatus: 491 }, accepted]);
    const held = renegotiation.hold(true);
    await vi.advanceTimersByTimeAsync(0);
    const resumed = renegotiation.hold(false);
    await vi.advanceTimersByTimeAsync(2500);
    await Promise.all([held, resumed]);
    expect(log).toEqual(['send hold', 'send talk', 'confirmed false']);
    vi.useRealTimers();
  });

  it('takes a far end that is never free for one that refuses', async () => {
    vi.useFakeTimers();
    const glares = Array.from({ length: 20 }, (): Renegotiated => ({ kind: 'glare', sipStatus: 491 }));
    const { renegotiation, log } = stage(glares);
    const done = renegotiation.hold(true);
    await vi.advanceTimersByTimeAsync(30_000);
    await done;
    expect(log.filter((line) => line === 'send hold')).toHaveLength(8);
    expect(log.at(-1)).toBe('refused 491');
    vi.useRealTimers();
  });

  it('waits for a link, and asks for a new path on it', async () => {
    vi.useFakeTimers();
    const { renegotiation, log, state } = stage([{ kind: 'link-lost', sipStatus: 503 }, accepted]);
    const link = Promise.withResolvers<void>();
    const done = renegotiation.hold(true);
    state.linkUp = link.promise;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toEqual(['send hold']);
    link.resolve();
    await vi.advanceTimersByTimeAsync(0);
    await done;
    expect(log).toEqual(['send hold', 'send hold anew', 'confirmed true anew']);
    vi.useRealTimers();
  });

  it('says when the server does not know the dialog any more, and stops', async () => {
    const { renegotiation, log } = stage([{ kind: 'gone', sipStatus: 481 }]);
    await renegotiation.restartIce();
    expect(log).toEqual(['send talk anew', 'gone 481']);
  });

  it('keeps hold as it is when the path is renewed', async () => {
    const { renegotiation, log } = stage([accepted, accepted]);
    await renegotiation.hold(true);
    await renegotiation.restartIce();
    expect(log.slice(2)).toEqual(['send hold anew', 'confirmed true anew']);
  });

  it('sends nothing once the call is over', async () => {
    const { renegotiation, log, state } = stage();
    state.isUp = false;
    await renegotiation.hold(true);
    expect(log).toEqual([]);
  });
});
