import { describe, expect, it } from 'vitest';
import { FRESH_FOR_MS, type Posted, type Signal } from '#shared/team/signal.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { talking } from './fakes/samples.ts';
import { OwnFlags } from './own-flags.ts';

const CARD = { id: 'medical-emergency', language: 'en' };

function world(answer: Posted = 'told') {
  const clock = new FakeClock();
  const posted: Signal[] = [];
  let ids = 0;
  const flags = new OwnFlags({
    post: ({ signal }) => {
      posted.push(signal);
      return Promise.resolve(answer);
    },
    clock,
    newId: () => `flag-${(ids += 1)}`,
    changed: () => undefined,
  });
  return { clock, posted, flags };
}

const call = talking('call-1');
const types = (posted: readonly Signal[]) => posted.map(({ type }) => type);

describe('A red flag that an agent raises', () => {
  it('is told once for each card of a call, however often it is opened', async () => {
    const { flags, posted, clock } = world();
    for (let times = 0; times < 3; times += 1) flags.raise([call], 'call-1', CARD);
    flags.raise([call], 'call-1', { ...CARD, id: 'self-harm' });
    expect(posted).toHaveLength(2);
    expect(posted[0]).toEqual({ type: 'red-flag', id: 'flag-1', card: CARD, sinceMs: clock.now() });
    await clock.pass(0);
    expect(flags.state('here')[0]).toEqual({ callId: 'call-1', cardId: CARD.id, told: 'told', seenBy: [] });
  });

  it('is of a call that is up, and of no other', () => {
    const { flags } = world();
    expect(flags.raise([], 'call-1', CARD)).toMatchObject({ error: { code: 'call-unknown' } });
    const ringing = { ...call, phase: { name: 'ringing', since: 1, autoAnswerAt: null } as const };
    expect(flags.raise([ringing], 'call-1', CARD)).toMatchObject({ error: { code: 'call-unknown' } });
  });

  it('is told again while it is so, under the same id, and ends with the call', async () => {
    const { flags, posted, clock } = world();
    flags.raise([call], 'call-1', CARD);
    await clock.pass(FRESH_FOR_MS);
    expect(posted.length).toBeGreaterThan(2);
    expect(new Set(posted.map(({ id }) => id))).toEqual(new Set(['flag-1']));
    flags.callsAre([]);
    const told = posted.length;
    expect(posted.at(-1)).toEqual({ type: 'red-flag-over', id: 'flag-1', why: 'call-ended' });
    await clock.pass(FRESH_FOR_MS);
    expect(posted).toHaveLength(told);
    expect(flags.state('here')).toEqual([]);
  });

  it('that was none is over, and may be raised anew', () => {
    const { flags, posted } = world();
    flags.raise([call], 'call-1', CARD);
    flags.callOff('call-1', CARD.id);
    flags.raise([call], 'call-1', CARD);
    expect(types(posted)).toEqual(['red-flag', 'red-flag-over', 'red-flag']);
    expect(posted[1]).toMatchObject({ why: 'false-alarm' });
    expect(posted[2]).toMatchObject({ id: 'flag-2' });
  });

  it.each([
    ['nobody', 'nobody'],
    ['away', 'waiting'],
    ['here', 'telling'],
    ['off', 'off'],
  ] as const)('says no more than is so while it is on its way: the link is “%s”', (link, told) => {
    const { flags } = world();
    flags.raise([call], 'call-1', CARD);
    expect(flags.state(link)[0]?.told).toBe(told);
  });

  it.each(['late', 'nobody'] as const)('says so when it came to nothing: %s', async (answer) => {
    const { flags, clock, posted } = world(answer);
    flags.raise([call], 'call-1', CARD);
    await clock.pass(FRESH_FOR_MS);
    expect(flags.state('away')[0]?.told).toBe(answer);
    expect(posted).toHaveLength(1);
  });

  it('shows the leads who see to it, each once, and nobody who is no lead', () => {
    const { flags } = world();
    flags.raise([call], 'call-1', CARD);
    const signal = { type: 'red-flag-seen', id: 'flag-1' } as const;
    for (const [author, name] of [
      ['lead-mia', 'Mia'],
      ['lead-mia', 'Mia'],
      ['ben', 'Ben'],
      ['lead-zoe', 'Zoe'],
    ] as const)
      flags.heard({ signal, author, name, atMs: 1 });
    expect(flags.state('here')[0]?.seenBy).toEqual(['Mia', 'Zoe']);
  });

  it('is over when the agent leaves', () => {
    const { flags, posted } = world();
    flags.raise([call], 'call-1', CARD);
    flags.stop();
    expect(types(posted)).toEqual(['red-flag', 'red-flag-over']);
  });
});
