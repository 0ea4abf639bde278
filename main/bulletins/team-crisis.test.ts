import { describe, expect, it, vi } from 'vitest';
import type { Bulletin } from '#shared/team/bulletin.ts';
import type { CrisisMode, CrisisState } from '#shared/team/crisis.ts';
import { appError } from '#shared/result.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryHub, MemoryLog } from '../hub/fakes/memory-hub.ts';
import { identityOf, keyringOf, sampleTeam } from '../hub/fakes/team.ts';
import { Keyring } from '../hub/keyring.ts';
import { BULLETINS, MAX_EVENT_BYTES } from '../hub/layout.ts';
import { sealMessage, type SealedKind } from '../hub/sealed-kind.ts';
import { teamSeal } from '../hub/team-seal.ts';
import { BULLETIN_KIND } from './bulletin-kind.ts';
import { soloCrisis } from './crisis-desk.ts';
import type { KeptCrisis } from './kept-crisis.ts';
import { TeamCrisis } from './team-crisis.ts';

const team = sampleTeam(['ana', 'ben', 'lead-mia', 'lead-cora']);
const ON: Bulletin = { kind: 'crisis', on: true, id: '1' };

function keptHere(mode: CrisisMode | null = null) {
  let copy = mode;
  const kept: KeptCrisis = { get: () => copy, set: (next) => void (copy = next) };
  return { kept, copy: () => copy };
}

function world() {
  const clock = new FakeClock(10_000_000);
  const log = new MemoryLog(clock);
  const desk = (agent: string, { copy = keptHere(), keyring = keyringOf(team) } = {}) => {
    const hub = new MemoryHub(log, agent, clock);
    const states: CrisisState[] = [];
    const { signing } = identityOf(team, agent);
    const crisis = new TeamCrisis({
      agent,
      seal: teamSeal(BULLETIN_KIND, MAX_EVENT_BYTES, {
        signing,
        keyring,
        refreshTeam: () => Promise.resolve(true),
      }),
      clock,
      random: () => 0,
      nameOf: (name) => name.toUpperCase(),
      kept: copy.kept,
      onState: (state) => states.push(state),
    });
    const join = async () => {
      const session = await hub.open();
      if (!session.ok) throw new Error(session.error.code);
      crisis.attach(session.value);
      await clock.pass(0);
    };
    return { hub, crisis, states, copy: copy.copy, join };
  };
  /** What a hub that looks at nothing would hand out. */
  const forge = (subjectOf: string, signer: string, message: object = ON) => {
    const key = keyringOf(team).currentKey();
    if (!key) throw new Error('a key');
    const kind: SealedKind<object> = { ...BULLETIN_KIND, schema: BULLETIN_KIND.schema };
    const { signing } = identityOf(team, signer);
    log.bulletins.put(subjectOf, sealMessage(kind, message, BULLETINS.subjectOf(subjectOf), key, signing));
  };
  return { clock, log, desk, forge };
}

/** Signatures are verified on a thread of their own. */
const settled = (probe: () => boolean) => vi.waitFor(() => expect(probe()).toBe(true));
const isOn = ({ crisis }: { crisis: TeamCrisis }) => crisis.state.mode !== null;

describe('Crisis mode of a team', () => {
  it('is begun by a lead at every desk, says since when and by whom, and is ended by any lead', async () => {
    const { desk, log, clock } = world();
    const [ana, mia, cora] = [desk('ana'), desk('lead-mia'), desk('lead-cora')];
    for (const one of [ana, mia, cora]) await one.join();
    expect(await mia.crisis.set(true)).toEqual({ ok: true });
    await settled(() => isOn(ana) && isOn(mia) && isOn(cora));
    const mode = { sinceMs: clock.now(), by: 'LEAD-MIA' };
    expect(ana.crisis.state).toEqual({ mode, link: 'here' });
    expect(ana.copy()).toEqual(mode);
    expect(Buffer.from(log.bulletins.kept[0]?.data ?? []).includes('crisis')).toBe(false);
    expect(await cora.crisis.set(false)).toEqual({ ok: true });
    await settled(() => !isOn(ana) && !isOn(mia));
    expect(ana.copy()).toBeNull();
  });

  it('is there at a desk that comes later, which lives through no word from before the last', async () => {
    const { desk, clock } = world();
    const mia = desk('lead-mia');
    await mia.join();
    for (const on of [true, false, true, false, true]) {
      await mia.crisis.set(on);
      await clock.pass(60_000);
    }
    const ana = desk('ana');
    await ana.join();
    await settled(() => isOn(ana));
    expect(ana.states.filter(({ mode }) => mode !== null)).toHaveLength(1);
    expect(ana.crisis.state.mode?.sinceMs).toBe(clock.now() - 60_000);
  });

  it('is there at a desk whose node counts a word that it cannot read any more', async () => {
    const { desk, log } = world();
    const [mia, ana] = [desk('lead-mia'), desk('ana')];
    await mia.join();
    await mia.crisis.set(true);
    log.bulletins.unreadable = 1;
    await ana.join();
    await settled(() => isOn(ana));
    expect(ana.crisis.state.mode?.by).toBe('LEAD-MIA');
  });

  it('stays as this desk knew it while the hub is away, and is what the hub says once it is back', async () => {
    const { desk } = world();
    const copy = keptHere({ sinceMs: 9_000_000, by: 'Mia' });
    const ana = desk('ana', { copy });
    expect(ana.crisis.state).toEqual({ mode: { sinceMs: 9_000_000, by: 'Mia' }, link: 'away' });
    // The hub of a backup, or another one: its word counts.
    await ana.join();
    await settled(() => !isOn(ana));
    expect(copy.copy()).toBeNull();
  });

  it('is begun by nobody who does not lead: not by the desk, not by the hub, not by who reads', async () => {
    const { desk, log, forge, clock } = world();
    const [ana, ben, mia] = [desk('ana'), desk('ben'), desk('lead-mia')];
    for (const one of [ana, ben, mia]) await one.join();
    expect(await ana.crisis.set(true)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(log.bulletins.kept).toEqual([]);
    forge('ana', 'ana');
    forge('lead-mia', 'ana');
    forge('lead-mia', 'lead-cora');
    forge('lead-mia', 'lead-mia', { kind: 'news', text: 'Of a later version', id: '2' });
    forge('lead-mia', 'lead-mia', { v: 2, kind: 'crisis', on: true, id: '3' });
    await mia.crisis.set(true);
    await settled(() => isOn(ben));
    await clock.pass(0);
    expect(ben.states.filter(({ mode }) => mode !== null)).toEqual([
      { mode: { sinceMs: clock.now(), by: 'LEAD-MIA' }, link: 'here' },
    ]);
  });

  it('of a lead without a way to the team is as it was, and the lead is told', async () => {
    const { desk } = world();
    const mia = desk('lead-mia');
    expect(await mia.crisis.set(true)).toMatchObject({ error: { code: 'crisis-untold' } });
    expect(mia.crisis.state.mode).toBeNull();
    await mia.join();
    mia.hub.cut();
    await vi.waitFor(() => expect(mia.crisis.state.link).toBe('away'));
    expect(await mia.crisis.set(true)).toMatchObject({ error: { code: 'crisis-untold' } });
    expect(mia.copy()).toBeNull();
  });

  it('is unsure when the hub falls silent over it, until the hub speaks again', async () => {
    const { desk, clock } = world();
    const mia = desk('lead-mia');
    await mia.join();
    mia.hub.fallSilent();
    const set = mia.crisis.set(true);
    await clock.pass(7_000);
    expect(await set).toMatchObject({ error: { code: 'crisis-unsure' } });
    expect(mia.crisis.state.mode).toBeNull();
  });

  it('is off on a hub that does not carry it, until it does', async () => {
    const { desk, log, clock } = world();
    log.bulletins.fault = appError('hub-misconfigured', { what: 'BULLETIN permissions' });
    const mia = desk('lead-mia');
    await mia.join();
    expect(mia.crisis.state.link).toBe('off');
    expect(await mia.crisis.set(true)).toMatchObject({ error: { code: 'crisis-off' } });
    log.bulletins.fault = null;
    await clock.pass(60_000);
    expect(mia.crisis.state.link).toBe('here');
    expect(await mia.crisis.set(true)).toEqual({ ok: true });
    await settled(() => isOn(mia));
  });

  it('is what this desk knew, while a later word cannot be read here yet', async () => {
    const { desk, clock } = world();
    const mia = desk('lead-mia');
    await mia.join();
    await mia.crisis.set(false);
    await clock.pass(1_000);
    await mia.crisis.set(true);
    const keyring = new Keyring();
    const ana = desk('ana', { copy: keptHere({ sinceMs: 9_000_000, by: 'Mia' }), keyring });
    await ana.join();
    await clock.pass(10_000);
    expect(ana.crisis.state.mode).toEqual({ sinceMs: 9_000_000, by: 'Mia' });
    const whole = keyringOf(team);
    for (const key of team.keys) keyring.addKey(key);
    if (whole.roster) keyring.setRoster(whole.roster);
    await clock.pass(30_000);
    await settled(() => ana.crisis.state.mode?.by === 'LEAD-MIA');
  });
});

describe('Crisis mode of one desk alone', () => {
  it('is this desk’s own, and outlasts a restart', async () => {
    const { kept } = keptHere();
    const states: CrisisState[] = [];
    const parts = {
      name: 'Ana Reyes',
      now: () => 5,
      kept,
      onState: (state: CrisisState) => states.push(state),
    };
    const alone = soloCrisis(parts);
    expect(await alone.set(true)).toEqual({ ok: true });
    const on = { mode: { sinceMs: 5, by: 'Ana Reyes' }, link: 'nobody' };
    expect(states).toEqual([on]);
    expect(soloCrisis(parts).state).toEqual(on);
    await alone.set(false);
    expect(soloCrisis(parts).state.mode).toBeNull();
  });
});
