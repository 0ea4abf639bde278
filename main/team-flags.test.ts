import { describe, expect, it } from 'vitest';
import type { Posted, Signal } from '#shared/team/signal.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';
import { TeamFlags } from './team-flags.ts';

const flag: Signal = {
  type: 'red-flag',
  id: 'flag-1',
  card: { id: 'no-such-card', language: 'en' },
  sinceMs: 1,
};

function world(lead = true, answer: Posted = 'told') {
  const clock = new FakeClock();
  const posted: Signal[] = [];
  let changes = 0;
  const flags = new TeamFlags({
    me: () => ({ agent: 'lead-mia', lead }),
    card: (ref) => SAMPLE_SHELF.card(ref),
    post: ({ signal }) => {
      posted.push(signal);
      return Promise.resolve(answer);
    },
    clock,
    changed: () => void (changes += 1),
  });
  const hear = (signal: Signal, author = 'anna') =>
    flags.heard({ signal, author, name: author, atMs: clock.now() });
  return { clock, posted, flags, hear, changes: () => changes };
}

describe('The team’s red flags', () => {
  it('stand on a lead’s desk, by no title where the card is not on it', () => {
    const { flags, hear } = world();
    hear(flag);
    expect(flags.state()).toMatchObject([
      { id: 'flag-1', name: 'anna', card: null, isMine: false, over: null },
    ]);
  });

  it('stand on nobody else’s', () => {
    const { flags, hear } = world(false);
    hear(flag);
    expect(flags.state()).toEqual([]);
  });

  it('are answered once the hub has the answer, and shown as one’s own when it comes back', async () => {
    const { flags, hear, posted } = world();
    hear(flag);
    expect(await flags.answer('flag-1')).toEqual({ ok: true, value: undefined });
    expect(posted).toEqual([{ type: 'red-flag-seen', id: 'flag-1' }]);
    hear({ type: 'red-flag-seen', id: 'flag-1' }, 'lead-mia');
    expect(flags.state()).toMatchObject([{ isMine: true, seenBy: ['lead-mia'] }]);
  });

  it('say so when the answer could not be given', async () => {
    const { flags, hear } = world(true, 'late');
    hear(flag);
    expect(await flags.answer('flag-1')).toMatchObject({ error: { code: 'hub-unreachable' } });
    expect(await flags.answer('flag-2')).toMatchObject({ error: { code: 'bad-request' } });
  });

  it('go by themselves a moment after they are over', async () => {
    const { flags, hear, clock, changes } = world();
    hear(flag);
    hear({ type: 'red-flag-over', id: 'flag-1', why: 'false-alarm' });
    expect(flags.state()).toMatchObject([{ over: 'false-alarm' }]);
    const before = changes();
    await clock.pass(60_000);
    expect(flags.state()).toEqual([]);
    expect(changes()).toBe(before + 1);
  });

  it('are put away by the lead', () => {
    const { flags, hear } = world();
    hear(flag);
    expect(flags.putAway('flag-1').ok).toBe(true);
    hear(flag);
    expect(flags.state()).toEqual([]);
    expect(flags.putAway('flag-1').ok).toBe(false);
  });
});
