import { describe, expect, it, vi } from 'vitest';
import { appError } from '#shared/result.ts';
import { FRESH_FOR_MS, type Heard, type Signal, type SignalLink } from '#shared/team/signal.ts';
import { identityOf, keyringOf, sampleTeam } from '../hub/fakes/team.ts';
import { MemoryHub, MemoryLog } from '../hub/fakes/memory-hub.ts';
import { MAX_SIGNAL_BYTES } from '../hub/layout.ts';
import { sealMessage } from '../hub/sealed-kind.ts';
import { teamSeal } from '../hub/team-seal.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SIGNAL_KIND } from './signal-kind.ts';
import { nobodyToTell, TeamSignals } from './signal-desk.ts';

const flag: Signal = {
  type: 'red-flag',
  id: 'flag-1',
  card: { id: 'emergency', language: 'en' },
  sinceMs: 0,
};
const over: Signal = { type: 'red-flag-over', id: 'flag-1', why: 'false-alarm' };
const team = sampleTeam(['ana', 'lead-mia', 'ben']);

function world() {
  const clock = new FakeClock(10_000_000);
  const log = new MemoryLog(clock);
  const desk = (agent: string) => {
    const hub = new MemoryHub(log, agent, clock);
    const heard: Heard[] = [];
    const links: SignalLink[] = [];
    const { signing } = identityOf(team, agent);
    const trust = { signing, keyring: keyringOf(team), refreshTeam: () => Promise.resolve(true) };
    const signals = new TeamSignals({
      agent,
      seal: teamSeal(SIGNAL_KIND, MAX_SIGNAL_BYTES, trust),
      clock,
      random: () => 0,
      nameOf: (name) => name.toUpperCase(),
      onHeard: (one) => heard.push(one),
      onLink: (link) => links.push(link),
    });
    const join = async () => {
      const session = await hub.open();
      if (!session.ok) throw new Error(session.error.code);
      signals.attach(session.value);
      await clock.pass(0);
    };
    return { hub, heard, links, signals, join };
  };
  return { clock, log, desk };
}

/** Signatures are verified on a thread of their own. */
const settled = (probe: () => boolean) => vi.waitFor(() => expect(probe()).toBe(true));

describe('Signals between desks', () => {
  it('come to every desk of the team, from whom they are, and lie on the hub unreadable', async () => {
    const { desk, log, clock } = world();
    const [ana, mia, ben] = [desk('ana'), desk('lead-mia'), desk('ben')];
    for (const one of [ana, mia, ben]) await one.join();
    const raised = { ...flag, sinceMs: clock.now() - 3_000 };
    expect(await ana.signals.post(raised, 60_000)).toBe('told');
    await settled(() => mia.heard.length === 1 && ben.heard.length === 1);
    expect(mia.heard).toEqual([{ signal: raised, author: 'ana', name: 'ANA', atMs: clock.now() }]);
    expect(Buffer.from(log.signals.kept[0]?.data ?? []).includes('emergency')).toBe(false);
  });

  it('wait while the hub is away, for as long as they are true', async () => {
    const { desk, clock } = world();
    const ana = desk('ana');
    const first = ana.signals.post(flag, 60_000);
    expect(ana.signals.link).toBe('away');
    await clock.pass(60_000);
    expect(await first).toBe('late');
    const second = ana.signals.post(flag, 60_000);
    await ana.join();
    expect(await second).toBe('told');
    expect(ana.links).toEqual(['here']);
  });

  it('that are over before anybody could hear of them are told to nobody', async () => {
    const { desk, log } = world();
    const ana = desk('ana');
    const raised = ana.signals.post(flag, 60_000);
    expect(await ana.signals.post(over, 60_000)).toBe('over');
    expect(await raised).toBe('over');
    await ana.join();
    expect(log.signals.kept).toEqual([]);
  });

  it('that were told are ended too, in their order', async () => {
    const { desk } = world();
    const [ana, mia] = [desk('ana'), desk('lead-mia')];
    await mia.join();
    await ana.join();
    await Promise.all([ana.signals.post(flag, 60_000), ana.signals.post(over, 60_000)]);
    await settled(() => mia.heard.length === 2);
    expect(mia.heard.map(({ signal }) => signal.type)).toEqual(['red-flag', 'red-flag-over']);
  });

  it('of a moment ago come to a desk that reconnects; older ones never do', async () => {
    const { desk, clock } = world();
    const [ana, mia] = [desk('ana'), desk('lead-mia')];
    await ana.join();
    await ana.signals.post({ ...flag, id: 'old' }, 60_000);
    await clock.pass(FRESH_FOR_MS);
    await ana.signals.post({ ...flag, id: 'new' }, 60_000);
    await clock.pass(60_000);
    await mia.join();
    await settled(() => mia.heard.length === 1);
    expect(mia.heard[0]?.signal).toMatchObject({ id: 'new' });
    expect(mia.heard[0]?.atMs).toBe(clock.now() - 60_000);
  });

  it('of somebody who signs as another, or has another team’s key, are heard by nobody', async () => {
    const { desk, log, clock } = world();
    const mia = desk('lead-mia');
    await mia.join();
    const key = keyringOf(team).currentKey();
    const foreign = keyringOf(sampleTeam(['ana'])).currentKey();
    if (!key || !foreign) throw new Error('a key');
    const way = log.signals.wayOf('ana', (answer) => Promise.resolve(answer()), new Promise(() => undefined));
    const { signing } = identityOf(team, 'ben');
    await way.send('1', sealMessage(SIGNAL_KIND, flag, 'signal.ana', key, signing));
    await way.send(
      '2',
      sealMessage(SIGNAL_KIND, flag, 'signal.ana', foreign, identityOf(team, 'ana').signing),
    );
    await way.send('3', sealMessage(SIGNAL_KIND, flag, 'signal.ben', key, signing));
    await way.send('4', sealMessage(SIGNAL_KIND, flag, 'signal.ana', key, identityOf(team, 'ana').signing));
    await settled(() => mia.heard.length > 0);
    await clock.pass(0);
    expect(mia.heard).toHaveLength(1);
  });

  it('are off on a hub that has none, and come once it has', async () => {
    const { desk, log, clock } = world();
    log.signals.fault = appError('hub-misconfigured', { what: 'SIGNALS' });
    const ana = desk('ana');
    await ana.join();
    expect(ana.signals.link).toBe('off');
    const posted = ana.signals.post(flag, FRESH_FOR_MS);
    log.signals.fault = null;
    await clock.pass(60_000);
    expect(await posted).toBe('told');
    expect(ana.links).toEqual(['off', 'here']);
  });

  it('are away when the session is over', async () => {
    const { desk, clock } = world();
    const ana = desk('ana');
    await ana.join();
    ana.hub.cut();
    await clock.pass(0);
    expect(ana.signals.link).toBe('away');
  });

  it('have nobody to go to at one desk alone', async () => {
    expect(nobodyToTell.link).toBe('nobody');
    expect(await nobodyToTell.post(flag, 60_000)).toBe('nobody');
  });
});
