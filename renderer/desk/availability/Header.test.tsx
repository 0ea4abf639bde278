// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { callNow } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const button = (name: string) => screen.getByRole('button', { name });

it('Ready is lit while the agent is ready', async () => {
  const { push } = await drawDesk();
  expect(button('Ready').getAttribute('aria-pressed')).toBe('true');
  await push({ availability: { name: 'break', since: Date.now(), reason: 'Lunch' } });
  expect(button('Ready').getAttribute('aria-pressed')).toBe('false');
  expect(screen.getByText(/^Lunch/)).toBeDefined();
});

it('Break asks which one, where the profile has several', async () => {
  const { fake, user } = await drawDesk();
  await user.click(button('Break'));
  await user.click(await screen.findByRole('menuitem', { name: 'After a hard call' }));
  expect(fake.given).toEqual([{ name: 'takeBreak', input: { reason: 'After a hard call' } }]);
});

it('Break is taken at once, where there is nothing to ask', async () => {
  const { fake, user } = await drawDesk({ breakReasons: [] });
  await user.click(button('Break'));
  expect(fake.given).toEqual([{ name: 'takeBreak', input: { reason: '' } }]);
});

it('a break asked for during a call is said to wait for its end, until the agent is ready instead', async () => {
  const availability = { name: 'on-call', since: Date.now() } as const;
  const { fake, user, push } = await drawDesk({ availability, calls: [callNow()], breakReasons: ['Break'] });
  await user.click(button('Break'));
  expect(fake.given).toEqual([{ name: 'takeBreak', input: { reason: 'Break' } }]);
  await push({ availabilityWish: { name: 'break', reason: 'Break' } });
  expect(screen.getByText('Break after this call')).toBeDefined();
  const wrapUp = { name: 'wrap-up', since: Date.now(), until: Date.now() + 30_000 } as const;
  await push({ availability: wrapUp, calls: [] });
  expect(screen.getByText('Break after wrap-up')).toBeDefined();
  expect(screen.getByText(/Your break begins when it is over/)).toBeDefined();
  await push({ availabilityWish: { name: 'ready' } });
  expect(screen.queryByText('Break after wrap-up')).toBeNull();
});

it('wrap-up counts down and can be made longer', async () => {
  const { fake, user } = await drawDesk({
    availability: { name: 'wrap-up', since: Date.now(), until: Date.now() + 24_000 },
  });
  expect(screen.getAllByText('0:24')).toHaveLength(2);
  await user.click(button('30 more seconds'));
  await user.click(button('Ready'));
  expect(fake.given.map(({ name }) => name)).toEqual(['extendWrapUp', 'becomeReady']);
});

it('signing out takes one press, and two during a call', async () => {
  const { fake, user, push } = await drawDesk();
  await user.click(button('Sign out'));
  expect(fake.given).toHaveLength(1);
  await push({ calls: [callNow()] });
  await user.click(button('Sign out'));
  expect(fake.given).toHaveLength(1);
  await user.click(button('Press once more: it hangs up'));
  expect(fake.given.map(({ name }) => name)).toEqual(['signOut', 'signOut']);
});
