import { describe, expect, it } from 'vitest';
import { BULLETIN_LASTS_MS } from '#shared/team/bulletin.ts';
import { Crisis } from './crisis.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { FakeOffice } from './fakes/fake-office.ts';

const NOW = 10_000_000_000;
const ON = { mode: { sinceMs: NOW, by: 'Ana Reyes' }, link: 'here' } as const;
const OFF = { mode: null, link: 'here' } as const;

function aDesk({ lead = true } = {}) {
  const office = new FakeOffice();
  const clock = new FakeClock(NOW);
  let changes = 0;
  const deps = { office, clock, me: () => ({ lead }), changed: () => void (changes += 1) };
  return { office, clock, crisis: () => new Crisis(deps), changes: () => changes };
}

describe('Crisis mode at a desk', () => {
  it('is what the back office knows as somebody sits down, and what it tells from then on', () => {
    const { office, crisis, changes } = aDesk();
    office.crisisIs(ON);
    const here = crisis();
    expect(here.state()).toEqual(ON);
    office.crisisIs(OFF);
    expect(here.isOn).toBe(false);
    expect(changes()).toBe(1);
    here.stop();
    office.crisisIs(ON);
    expect(here.isOn).toBe(false);
  });

  it('is over by itself once the hub has dropped the word that began it', async () => {
    const { office, clock, crisis } = aDesk();
    const here = crisis();
    office.crisisIs(ON);
    await clock.pass(BULLETIN_LASTS_MS - 1);
    expect(here.isOn).toBe(true);
    await clock.pass(1);
    expect(here.isOn).toBe(false);
  });

  it('is switched by whoever leads, and by nobody else', async () => {
    const lead = aDesk();
    expect(await lead.crisis().set(true)).toEqual({ ok: true });
    expect(lead.office.inputs('setCrisis')).toEqual([{ on: true }]);
    const agent = aDesk({ lead: false });
    expect(await agent.crisis().set(true)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(agent.office.inputs('setCrisis')).toEqual([]);
  });
});
