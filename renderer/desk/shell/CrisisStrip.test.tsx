// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { teamQueue } from '../../../tests/fakes/callback-rows.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import type { Place } from '../store/page.ts';

const LEAD = teamQueue({ me: { agent: 'lead-ngozi', name: 'Ngozi Achebe', lead: true } });
const SINCE = new Date(2026, 2, 10, 9, 2).getTime();
const on = { mode: { sinceMs: SINCE, by: 'Ana Reyes' }, link: 'here' } as const;
const off = { mode: null, link: 'here' } as const;

const strip = () => screen.getByRole('status', { name: 'Crisis mode' });
const header = () => within(screen.getByRole('banner'));
const key = (name: string) => screen.queryByRole('button', { name });
const twice = async (user: UserEvent, button: HTMLElement) => {
  await user.click(button);
  await user.click(button);
};
const switched = (isOn: boolean) => [{ name: 'setCrisis', input: { on: isOn } }];

describe('The strip of crisis mode', () => {
  it.each<Place>(['calls', 'callbacks', 'history', 'settings'])(
    'says in the place “%s” since when it is on, by whom and what it means, and takes no focus',
    async (place) => {
      const { push } = await drawDesk({ callbacks: teamQueue(), crisis: off }, { place });
      expect(strip().textContent).toBe('');
      const focused = document.activeElement;
      await push({ crisis: on });
      expect(strip().textContent).toMatch(/^Crisis mode since .*0?9:02.*, by Ana Reyes\./);
      expect(strip().textContent).toContain('The crisis script opens with every call.');
      expect(document.activeElement).toBe(focused);
      await push({ crisis: off });
      expect(strip().textContent).toBe('');
    },
  );

  it('names the day once it is another one', async () => {
    await drawDesk({ crisis: { ...on, mode: { sinceMs: SINCE - 86_400_000, by: 'Ana Reyes' } } });
    expect(strip().textContent).toContain('since yesterday');
  });

  it('is ended by a lead with two presses, and by nobody else', async () => {
    const { fake, user, push } = await drawDesk({ callbacks: teamQueue(), crisis: on });
    expect(key('End crisis mode')).toBeNull();
    await push({ callbacks: LEAD });
    await user.click(screen.getByRole('button', { name: 'End crisis mode' }));
    expect(fake.given).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Press again: it ends' }));
    expect(fake.given).toEqual(switched(false));
  });
});

describe('The key that begins crisis mode', () => {
  it('stands in the head of a lead’s desk, wants two presses, and works from the keyboard', async () => {
    const { fake, user, push } = await drawDesk({ callbacks: LEAD, crisis: off });
    header().getByRole('button', { name: 'Begin crisis mode' }).focus();
    await user.keyboard('{Enter}');
    expect(fake.given).toEqual([]);
    header().getByRole('button', { name: 'Press again: it begins' });
    await user.keyboard('{Enter}');
    expect(fake.given).toEqual(switched(true));
    await push({ crisis: on });
    expect(header().queryByRole('button', { name: 'Begin crisis mode' })).toBeNull();
  });

  it('is not begun by a double click', async () => {
    const { fake, user } = await drawDesk({ callbacks: LEAD, crisis: off });
    await user.dblClick(header().getByRole('button', { name: 'Begin crisis mode' }));
    header().getByRole('button', { name: 'Press again: it begins' });
    expect(fake.given).toEqual([]);
  });

  it('is on no other desk', async () => {
    await drawDesk({ callbacks: teamQueue(), crisis: off }, { place: 'settings' });
    expect(key('Begin crisis mode')).toBeNull();
  });

  it('stands in the settings of a desk alone, where nobody else is told', async () => {
    const { fake, user } = await drawDesk({ crisis: { ...off, link: 'nobody' } }, { place: 'settings' });
    expect(screen.getByText(/nobody else is told/)).toBeDefined();
    await twice(user, screen.getByRole('button', { name: 'Begin crisis mode' }));
    expect(fake.given).toEqual(expect.arrayContaining(switched(true)));
  });

  it('says when the team could not be told, and that nothing was changed', async () => {
    const { fake, user } = await drawDesk({ callbacks: LEAD, crisis: { ...off, link: 'away' } });
    fake.refuse('setCrisis', { code: 'crisis-untold' });
    await twice(user, header().getByRole('button', { name: 'Begin crisis mode' }));
    expect(await screen.findByText('Your team could not be told.')).toBeDefined();
    expect(screen.getByText(/Crisis mode is as it was, at every desk/)).toBeDefined();
    expect(strip().textContent).toBe('');
  });

  it('says in a lead’s settings that the hub does not carry it', async () => {
    await drawDesk({ callbacks: LEAD, crisis: { ...off, link: 'off' } }, { place: 'settings' });
    expect(screen.getByText('The team hub does not carry crisis mode yet.')).toBeDefined();
  });
});
