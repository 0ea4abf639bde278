// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { teamFlagNow } from '../../../tests/fakes/red-flags.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const team = (...flags: ReturnType<typeof teamFlagNow>[]) => ({ redFlags: { own: [], team: flags } });
const flagOf = (name: string) => screen.getByRole('alert', { name: `Red flag: ${name}` });
const key = (name: string, of = 'Anna Bergström') => within(flagOf(of)).queryByRole('button', { name });

describe('A colleague’s red flag on a lead’s desk', () => {
  it('says whose it is and which card, and takes no focus', async () => {
    await drawDesk(team(teamFlagNow()));
    expect(flagOf('Anna Bergström').textContent).toContain('It may be an emergency');
    expect(document.activeElement).toBe(document.body);
  });

  it('is answered with one key and put away with another', async () => {
    const { fake, user } = await drawDesk(team(teamFlagNow()));
    await user.click(key('I’m on it, for Anna Bergström') ?? document.body);
    await user.click(key('Put away the red flag of Anna Bergström') ?? document.body);
    expect(fake.given).toEqual([
      { name: 'answerRedFlag', input: { id: 'flag-1' } },
      { name: 'putRedFlagAway', input: { id: 'flag-1' } },
    ]);
  });

  it('says who sees to it, and asks no lead twice', async () => {
    const other = teamFlagNow({ id: 'flag-2', name: 'Ola Hansen', seenBy: ['Mia Lindqvist'] });
    await drawDesk(team(teamFlagNow({ isMine: true, seenBy: ['Ngozi Achebe'] }), other));
    expect(flagOf('Anna Bergström').textContent).toContain('You are on it.');
    expect(key('I’m on it, for Anna Bergström')).toBeNull();
    expect(flagOf('Ola Hansen').textContent).toContain('Mia Lindqvist is on it.');
    expect(key('I’m on it, for Ola Hansen', 'Ola Hansen')).not.toBeNull();
  });

  it.each([
    ['call-ended', 'Over: the call has ended.'],
    ['false-alarm', 'Over: it was a false alarm.'],
    ['no-word', 'No word of it for a long time. Ask them how it went.'],
  ] as const)('says how it ended: %s', async (over, words) => {
    await drawDesk(team(teamFlagNow({ over })));
    expect(flagOf('Anna Bergström').textContent).toContain(words);
    expect(key('I’m on it, for Anna Bergström')).toBeNull();
  });

  it('has words of its own where its card is not on this desk', async () => {
    await drawDesk(team(teamFlagNow({ card: null })));
    expect(flagOf('Anna Bergström').textContent).toContain('A red flag');
  });
});
