// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RecordsOutlook } from '../../../shared/contract/sign-in.ts';
import { signInNow } from '../../../tests/fakes/desk-state.ts';
import { knownHere } from '../../../tests/fakes/records-here.ts';
import { fakeSignIn } from '../../../tests/fakes/sign-in-bridge.ts';
import { signInScenes } from '../../../tests/fakes/sign-in-scenes.ts';
import { SignInPage } from './SignInPage.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const PIN = 'PIN for this desk’s records';
const AGAIN = 'The same PIN again';
const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const isThere = (name: string) => screen.queryByLabelText(name) !== null;
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const alert = () => screen.getByRole('alert').textContent;

async function draw(
  kept: RecordsOutlook['kept'] = knownHere.kept,
  rules: Partial<RecordsOutlook['rules']> = {},
) {
  const outlook = { kept, rules: { ...knownHere.rules, ...rules } };
  const fake = fakeSignIn(signInNow(signInScenes['sign-in-ready'].state), outlook);
  Object.assign(window, { hearthline: fake.bridge });
  await act(async () => render(<SignInPage />));
  const user = userEvent.setup({ delay: null });
  await user.type(box('Password'), 'sesame');
  return { fake, user };
}
const newHere = { state: 'none', why: 'first-time' } as const;
const signInAs = (pin: string, records: string) => ({
  name: 'signIn',
  input: { extension: '1001', password: 'sesame', pin, records },
});

describe('an agent who is new at this desk', () => {
  it('is told what a PIN is for, and types a new one twice', async () => {
    const { fake, user } = await draw(newHere);
    expect(screen.getByText('New at this desk: choose a PIN')).toBeDefined();
    expect(screen.getByRole('group', { name: 'The records at this desk' }).textContent).toContain(
      'nobody can read it without it, not even IT',
    );
    await user.type(box(PIN), 'blue lamp');
    expect(button('Sign in').disabled).toBe(true);
    await user.type(box(AGAIN), 'blue lamb');
    expect(screen.getByText('The two PINs are not the same yet.')).toBeDefined();
    expect(button('Sign in').disabled).toBe(true);
    await user.type(box(AGAIN), '{Backspace}p{Enter}');
    expect(fake.given).toEqual([signInAs('blue lamp', 'create')]);
  });

  it.each([
    ['lamp', '6 characters or more. A few words are fine too.'],
    ['123456', 'Too easy to guess: a row, a run, a repetition or a common word.'],
    ['sesame', 'Not the password again: whoever has one would have both.'],
    ['100122', 'Too close to your extension, which everybody knows.'],
    ['blue lamp', 'That PIN will do.'],
  ])('hears as “%s” is typed what it still needs', async (pin, words) => {
    const { user } = await draw(newHere);
    await user.type(box(PIN), pin);
    expect(screen.getByText(words).getAttribute('role')).toBe('status');
  });

  it('is told plainly where the PIN stands alone', async () => {
    const { user } = await draw(newHere, { keyring: false, minLength: 12 });
    expect(screen.getByText(/has no keyring.*needs 12 characters or more/)).toBeDefined();
    await user.type(box(PIN), 'blue lamp');
    expect(screen.getByText(/^12 characters or more/)).toBeDefined();
  });

  it('who thought otherwise learns that the records were destroyed', async () => {
    await draw({ state: 'none', why: 'destroyed' });
    expect(screen.getByText('Your records here were erased. Choose a new PIN')).toBeDefined();
    expect(screen.getByText(/come back from your team’s hub/)).toBeDefined();
  });

  it('types another extension, and is asked about that one', async () => {
    const { fake, user } = await draw();
    expect(isThere(AGAIN)).toBe(false);
    fake.keep(newHere);
    await user.type(box('Extension'), '9');
    expect(isThere(AGAIN)).toBe(false);
    await user.tab();
    expect(isThere(AGAIN)).toBe(true);
  });

  it('who presses Enter before that is known is asked for the PIN a second time', async () => {
    const { fake, user } = await draw();
    await user.type(box(PIN), 'blue lamp');
    fake.keep(newHere);
    await user.type(box('Extension'), '9{Enter}');
    expect(fake.given).toEqual([]);
    expect(isThere(AGAIN)).toBe(true);
  });
});

describe('a known agent', () => {
  it('who types a wrong PIN hears how many are left before what, with the PIN marked to be typed anew', async () => {
    const { fake, user } = await draw();
    fake.refuse('signIn', { code: 'pin-wrong', details: { left: 9, onLimit: 'destroy' } });
    await user.type(box(PIN), 'red table{Enter}');
    await vi.waitFor(() =>
      expect(alert()).toBe(
        'That PIN does not open your records here.9 more tries before what is kept here is erased.',
      ),
    );
    expect(document.activeElement).toBe(box(PIN));
    await user.keyboard('blue lamp{Enter}');
    expect(fake.given.at(-1)).toEqual(signInAs('blue lamp', 'open'));
  });

  it('waits out the pause after wrong ones, and sees how long', async () => {
    const { fake, user } = await draw();
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
    fake.keep({ state: 'waiting', untilMs: 1_065_000, triesLeft: { inAll: 8, withoutLine: 3 } });
    fake.refuse('signIn', { code: 'pin-wrong', details: { left: 8, onLimit: 'lock', seconds: 65 } });
    await user.type(box(PIN), 'red table{Enter}');
    await vi.waitFor(() => expect(alert()).toContain('8 more tries before your records here are locked.'));
    expect(screen.getByRole('timer').textContent).toBe('The next try is in 1:05.');
    expect(button('Sign in').disabled).toBe(true);
    vi.setSystemTime(1_061_000);
    await vi.waitFor(() => expect(screen.getByRole('timer').textContent).toBe('The next try is in 0:04.'));
    vi.setSystemTime(1_065_000);
    await vi.waitFor(() => expect(screen.queryByRole('timer')).toBeNull());
    expect(button('Sign in').disabled).toBe(false);
  });

  it('whose last try was wrong hears what was erased, and chooses a new PIN', async () => {
    const { fake, user } = await draw();
    fake.keep({ state: 'none', why: 'destroyed' });
    fake.refuse('signIn', { code: 'records-destroyed' });
    await user.type(box(PIN), 'red table{Enter}');
    await vi.waitFor(() => expect(alert()).toContain('That was one wrong PIN too many.'));
    expect(isThere(AGAIN)).toBe(true);
  });

  it.each([
    [{ state: 'locked' }, { onWrongPin: 'lock' }, 'Your records here are locked.'],
    [
      { state: 'sealed' },
      { onWrongPin: 'lock' },
      'Your records here do not belong to this computer’s keyring.',
    ],
    [{ state: 'newer' }, {}, 'Your records here were written by a newer Hearthline.'],
  ] as const)('whose records no PIN opens is told so: %o', async (kept, rules, words) => {
    await draw(kept, rules);
    expect(screen.getByText(words)).toBeDefined();
    expect([isThere(PIN), button('Sign in').disabled]).toEqual([false, true]);
    expect(screen.queryByRole('button', { name: 'I forgot the PIN' })).toBeNull();
    expect(button('Practise without a phone system').disabled).toBe(false);
  });

  it.each([
    ['records-locked', 'Your records here are locked.'],
    ['records-damaged', 'The records of this desk are damaged.'],
    ['records-newer', 'The records of this desk were written by a newer Hearthline.'],
    ['records-full', 'The disk of this computer is full.'],
  ] as const)('hears of %s in plain words', async (code, words) => {
    const { fake, user } = await draw();
    fake.refuse('signIn', { code });
    await user.type(box(PIN), 'blue lamp{Enter}');
    // The answer comes in its own time.
    await vi.waitFor(() => expect(alert()).toContain(words));
  });
});

describe('an agent who forgot the PIN', () => {
  it('may start over, knowing what is erased, or think again', async () => {
    const { fake, user } = await draw();
    await user.click(button('I forgot the PIN'));
    expect(screen.getByText(/Signing in will erase what is kept here for you/)).toBeDefined();
    await user.click(button('Keep what is here'));
    expect([isThere(AGAIN), document.activeElement]).toEqual([false, box(PIN)]);
    await user.click(button('I forgot the PIN'));
    await user.type(box(PIN), 'red table');
    await user.type(box(AGAIN), 'red table');
    await user.click(button('Erase and sign in'));
    expect(fake.given).toEqual([signInAs('red table', 'start-over')]);
  });

  it('erases nothing for another extension', async () => {
    const { user } = await draw();
    await user.click(button('I forgot the PIN'));
    await user.type(box('Extension'), '9');
    await user.tab();
    expect(screen.queryByRole('button', { name: 'Erase and sign in' })).toBeNull();
  });
});

describe('without the server', () => {
  async function unreachable() {
    const drawn = await draw();
    drawn.fake.refuse('signIn', { code: 'host-unreachable' });
    await drawn.user.type(box(PIN), 'blue lamp{Enter}');
    await act(async () => drawn.fake.push({ mayGoOnWithoutLine: '1001' }));
    return drawn;
  }

  it('a known agent may go on with the PIN alone', async () => {
    const { fake, user } = await unreachable();
    expect(screen.getByText('You can work without the phone line')).toBeDefined();
    await user.click(button('Go on without the phone line'));
    expect(fake.given.at(-1)).toEqual({
      name: 'goOnWithoutLine',
      input: { extension: '1001', password: 'sesame', pin: 'blue lamp' },
    });
  });

  it('the offer is for that extension alone', async () => {
    const { user } = await unreachable();
    await user.type(box('Extension'), '9');
    expect(screen.queryByRole('button', { name: 'Go on without the phone line' })).toBeNull();
  });

  it.each([
    [{ code: 'pin-wrong', details: { left: 4, onLimit: 'server' } }, '4 more tries without the server.'],
    [{ code: 'pin-wrong', details: { left: 0, onLimit: 'server' } }, 'when the server has accepted'],
    [{ code: 'not-allowed', details: { why: 'tries-kept' } }, 'No more tries without the server.'],
  ] as const)('a wrong PIN says what is left: %o', async (error, words) => {
    const { fake, user } = await unreachable();
    fake.refuse('goOnWithoutLine', error);
    await user.click(button('Go on without the phone line'));
    // The answer comes in its own time.
    await vi.waitFor(() => expect(alert()).toContain(words));
  });
});
