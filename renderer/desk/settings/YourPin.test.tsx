// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { callNow } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const KEY = 'Change the PIN';
const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const key = (name = KEY) => screen.getByRole<HTMLButtonElement>('button', { name });
const isOpen = () => screen.queryByRole('form', { name: KEY }) !== null;
const typed = () => ['Your PIN now', 'New PIN', 'The same PIN again'].map((name) => box(name).value);
const alertSays = async (words: string | RegExp) => {
  const said = await screen.findByText(words);
  expect(said.closest('[role="alert"]')).not.toBeNull();
};

async function draw(state = {}) {
  const drawn = await drawDesk(state, { place: 'settings' });
  const { user, fake } = drawn;
  const type = async (present: string, next: string, again = next) => {
    await user.type(box('Your PIN now'), present);
    await user.type(box('New PIN'), next);
    await user.type(box('The same PIN again'), `${again}{Enter}`);
  };
  const changes = () => fake.given.filter(({ name }) => name === 'changePin').map(({ input }) => input);
  return { ...drawn, type, changes };
}

async function drawOpen(state = {}) {
  const drawn = await draw(state);
  await drawn.user.click(key());
  await waitFor(() => expect(isOpen()).toBe(true));
  return drawn;
}

it('takes the PIN of now and a new one twice, and says that it is changed', async () => {
  const { type, changes } = await drawOpen();
  expect(document.activeElement).toBe(box('Your PIN now'));
  await type('blue lamp', 'eight grey herons');
  expect(changes()).toEqual([{ present: 'blue lamp', next: 'eight grey herons' }]);
  expect((await screen.findByText('Your PIN is changed.')).closest('[role="status"]')).not.toBeNull();
  expect([isOpen(), document.activeElement]).toEqual([false, key()]);
});

it('keeps nothing of what was typed once the boxes are closed', async () => {
  const { user, type, changes } = await drawOpen();
  await type('blue lamp', 'eight grey herons', 'eight');
  await user.click(key('Keep the PIN'));
  expect([isOpen(), document.activeElement]).toEqual([false, key()]);
  await user.click(key());
  await waitFor(() => expect(isOpen()).toBe(true));
  expect(typed()).toEqual(['', '', '']);
  expect(changes()).toEqual([]);
});

it('is no part of practice, which keeps nothing', async () => {
  await draw({ sitting: { kind: 'practice' } });
  expect(screen.queryByText('Your PIN')).toBeNull();
});

it.each([
  ['lamp', 'lamp', '6 characters or more. A few words are fine too.'],
  ['123456', '123456', 'Too easy to guess: a row, a run, a repetition or a common word.'],
  ['100122', '100122', 'Too close to your extension, which everybody knows.'],
  ['blue lamp', 'blue lamp', 'The new PIN is the same as your PIN now.'],
  ['eight herons', 'eight crows', 'The two PINs are not the same yet.'],
])('is not changed to “%s” and “%s”, and says why', async (next, again, words) => {
  const { type, changes } = await drawOpen();
  await type('blue lamp', next, again);
  expect(screen.getByText(words).getAttribute('role')).toBe('status');
  expect([screen.getByRole('form', { name: KEY }).querySelector('button')?.disabled, changes()]).toEqual([
    true,
    [],
  ]);
});

it('needs more where the PIN stands alone', async () => {
  const { fake, user } = await draw();
  fake.keep({ state: 'known', triesLeft: { inAll: 10, withoutLine: 5 } }, { keyring: false, minLength: 12 });
  await user.click(key());
  expect(await screen.findByText(/has no keyring.*needs 12 characters or more/)).toBeDefined();
});

it('that is wrong says how many tries are left, and is typed anew', async () => {
  const { fake, type } = await drawOpen();
  fake.refuse('changePin', { code: 'pin-wrong', details: { left: 4, onLimit: 'sign-in' } });
  await type('red table', 'eight grey herons');
  await alertSays('4 more tries until you sign in again. Nothing is erased meanwhile.');
  expect(typed()).toEqual(['', 'eight grey herons', 'eight grey herons']);
  expect(document.activeElement).toBe(box('Your PIN now'));
});

it('that is wrong again makes the agent wait, and says how long', async () => {
  const { fake, user, type, changes } = await drawOpen();
  fake.keep({ state: 'waiting', untilMs: Date.now() + 15_000, triesLeft: { inAll: 6, withoutLine: 1 } });
  fake.refuse('changePin', { code: 'pin-wrong', details: { left: 1, onLimit: 'sign-in', seconds: 15 } });
  await type('red table', 'eight grey herons');
  await alertSays(/^One more try/);
  expect(screen.getByRole('timer').textContent).toBe('The next try is in 0:15.');
  await user.keyboard('blue lamp{Enter}');
  expect(changes()).toHaveLength(1);
  vi.setSystemTime(Date.now() + 11_000);
  await vi.waitFor(() => expect(screen.getByRole('timer').textContent).toBe('The next try is in 0:04.'));
  vi.setSystemTime(Date.now() + 4_000);
  await vi.waitFor(() => expect(screen.queryByRole('timer')).toBeNull());
  await user.keyboard('{Enter}');
  expect(changes()).toHaveLength(2);
});

it('that was wrong too often can be changed after another sign-in only', async () => {
  const { fake, type } = await drawOpen();
  fake.keep({ state: 'known', triesLeft: { inAll: 5, withoutLine: 0 } });
  fake.refuse('changePin', { code: 'pin-wrong', details: { left: 0, onLimit: 'sign-in' } });
  await type('red table', 'eight grey herons');
  await alertSays(/your PIN is as it was. Sign out and in again/);
  expect(isOpen()).toBe(false);
});

it('is not the password, which main alone can tell', async () => {
  const { fake, type } = await drawOpen();
  fake.refuse('changePin', { code: 'pin-weak', details: { why: 'is-password', minLength: 6 } });
  await type('blue lamp', 'sesame-7Q');
  await alertSays('Not the password again: whoever has one would have both.');
  expect(typed()).toEqual(['blue lamp', '', '']);
  expect(document.activeElement).toBe(box('New PIN'));
});

it.each([
  [{ state: 'locked' }, 'Your records here are locked.'],
  [{ state: 'newer' }, 'Your records here were written by a newer Hearthline.'],
] as const)('of records that no PIN opens cannot be changed: %o', async (kept, words) => {
  const { fake, user } = await draw();
  fake.keep(kept);
  await user.click(key());
  await alertSays(words);
  expect(isOpen()).toBe(false);
});

it.each([
  ['records-full', 'The disk of this computer is full.'],
  ['internal', /Something in Hearthline/],
] as const)('that could not be changed says so: %s', async (code, words) => {
  const { fake, type } = await drawOpen();
  fake.refuse('changePin', { code });
  await type('blue lamp', 'eight grey herons');
  await alertSays(words);
  expect(isOpen()).toBe(true);
});

it('says when main cannot tell what is kept', async () => {
  const { fake, user } = await draw();
  fake.refuse('recordsHere', { code: 'records-failed' });
  await user.click(key());
  await alertSays(/The disk of this computer did not take/);
  expect(isOpen()).toBe(false);
});

it('gives no order to a call that is up, whatever is typed', async () => {
  const { fake, user, type } = await drawOpen({ calls: [callNow()] });
  const before = fake.given.length;
  await type('home jam', 'take a bath, jam');
  await user.click(key());
  await waitFor(() => expect(isOpen()).toBe(true));
  await user.keyboard('{Escape}');
  expect(isOpen()).toBe(false);
  expect(fake.given.slice(before).map(({ name }) => name)).toEqual(['changePin']);
});
