// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { callNow, longName, ringingCall } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const alert = () => screen.getByRole('alert', { name: 'Incoming call' });

it('an incoming call is an alert that says who, from where and how to answer', async () => {
  await drawDesk({ calls: [ringingCall()] });
  expect(alert().textContent).toContain('Funke Adeyemi');
  expect(alert().textContent).toContain('(202) 555-0117');
  expect(alert().textContent).toContain('Results line');
  expect(alert().textContent).toContain('Press F4 to answer');
});

it('what changes by the second is hidden from assistive technology, so the alert is spoken once', async () => {
  await drawDesk({ calls: [ringingCall()] });
  const time = within(alert()).getByText(/Ringing for \d+ s/);
  expect(time.closest('[aria-hidden="true"]')).not.toBeNull();
});

it('is answered and declined by its buttons', async () => {
  const { fake, user } = await drawDesk({ calls: [ringingCall()] });
  await user.click(screen.getByRole('button', { name: 'Answer' }));
  await user.click(screen.getByRole('button', { name: 'Decline' }));
  expect(fake.given).toEqual([
    { name: 'answer', input: { callId: 'ringing-1' } },
    { name: 'decline', input: { callId: 'ringing-1' } },
  ]);
});

it('F4 answers and Shift+F4 declines, in the middle of typing too', async () => {
  const { fake, user } = await drawDesk({ calls: [ringingCall()] });
  await user.type(screen.getByRole('textbox', { name: 'Number to call' }), '202');
  await user.keyboard('{F4}');
  await user.keyboard('{Shift>}{F4}{/Shift}');
  expect(fake.given.map(({ name }) => name)).toEqual(['answer', 'decline']);
});

it('takes neither the focus nor the half-typed number', async () => {
  const { user, push } = await drawDesk();
  const box = screen.getByRole('textbox', { name: 'Number to call' });
  await user.type(box, '2025550');
  await push({ calls: [ringingCall()] });
  expect(alert()).toBeDefined();
  expect(document.activeElement).toBe(box);
  await user.keyboard('117');
  expect((box as HTMLInputElement).value).toBe('2025550117');
});

it('says during another call that answering holds it', async () => {
  const { fake, user } = await drawDesk({ calls: [callNow(), ringingCall({ remote: longName })] });
  await user.click(within(alert()).getByRole('button', { name: 'Hold and answer' }));
  expect(fake.given).toEqual([{ name: 'answer', input: { callId: 'ringing-1' } }]);
});

it.each(['practice', 'history', 'settings'] as const)('shows in the place %s too', async (place) => {
  await drawDesk({ calls: [ringingCall()] }, { place });
  expect(within(alert()).getByRole('button', { name: 'Answer' })).toBeDefined();
});

it('answering from another place leads to the call and its keys', async () => {
  const { user, push } = await drawDesk({ calls: [ringingCall()] }, { place: 'history' });
  await user.keyboard('{F4}');
  await push({ calls: [callNow()] });
  expect(screen.getByRole('button', { name: 'Hang up' })).toBeDefined();
});

it('two that ring are two alerts, and F4 belongs to the one that waits longest', async () => {
  const second = ringingCall({ id: 'ringing-2', remote: longName });
  const { fake, user } = await drawDesk({ calls: [ringingCall(), second] });
  expect(screen.getAllByRole('alert', { name: 'Incoming call' })).toHaveLength(2);
  await user.keyboard('{F4}');
  expect(fake.given).toEqual([{ name: 'answer', input: { callId: 'ringing-1' } }]);
});
