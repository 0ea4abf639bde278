// @vitest-environment happy-dom
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SignInState } from '../../../shared/contract/sign-in.ts';
import { signInNow } from '../../../tests/fakes/desk-state.ts';
import { fakeSignIn } from '../../../tests/fakes/sign-in-bridge.ts';
import { signInScenes } from '../../../tests/fakes/sign-in-scenes.ts';
import { SignInPage } from './SignInPage.tsx';

afterEach(cleanup);

async function draw(state: Partial<SignInState> = {}) {
  cleanup();
  const fake = fakeSignIn(signInNow(state));
  Object.assign(window, { hearthline: fake.bridge });
  await act(async () => render(<SignInPage />));
  return { fake, user: userEvent.setup() };
}
const ready = signInScenes['sign-in-ready'].state;
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const PIN = 'PIN for this desk’s records';
const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

describe('the profile', () => {
  it('is read where it was picked, and judged by main', async () => {
    const { fake, user } = await draw();
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    const file = new File(['{"name":"x"}'], 'team.hearthline.json', { type: 'application/json' });
    if (input) await user.upload(input, file);
    await act(async () => undefined);
    expect(fake.given).toEqual([
      { name: 'openProfile', input: { fileName: 'team.hearthline.json', text: '{"name":"x"}' } },
    ]);
  });

  it('with mistakes is refused with every one of them: where, what was expected, what was found', async () => {
    await draw(signInScenes['sign-in-refused'].state);
    expect(screen.getByText('northside-draft.hearthline.json has 10 mistakes')).toBeDefined();
    const items = within(screen.getByRole('list', { name: 'Mistakes in the profile' })).getAllByRole(
      'listitem',
    );
    expect(items).toHaveLength(10);
    expect(items[2]?.textContent).toBe(
      'sip.domainexpected a host name such as pbx.clinic.example, found the text "pbx clinic"',
    );
  });

  it('that cannot be opened at all is said so, also after one with mistakes', async () => {
    const { fake, user } = await draw(signInScenes['sign-in-refused'].state);
    fake.refuse('openProfile', { code: 'profile-unreadable', details: { fileName: 'cat.png' } });
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input) await user.upload(input, new File(['\u0000'], 'cat.json', { type: 'application/json' }));
    expect(await screen.findByText('cat.png is not a Hearthline profile.')).toBeDefined();
  });

  it('that cannot be read goes to main as an empty one, and the page does not wait for it', async () => {
    const { fake, user } = await draw();
    const gone = new File(['{}'], 'gone.hearthline.json', { type: 'application/json' });
    const unreadable = { text: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
    vi.spyOn(gone, 'slice').mockReturnValue(unreadable as unknown as Blob);
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input) await user.upload(input, gone);
    await vi.waitFor(() => expect(fake.given).toHaveLength(1));
    expect(fake.given[0]?.input).toEqual({ fileName: 'gone.hearthline.json', text: '' });
    expect(screen.queryByText('Reading the file…')).toBeNull();
  });

  it('is shown by its name once it is open', async () => {
    await draw(ready);
    expect(screen.getByText('Northside Clinic')).toBeDefined();
    expect(screen.getByText('northside.example · northside.hearthline.json')).toBeDefined();
  });
});

describe('signing in', () => {
  it('remembers the last extension, and takes extension, password and PIN', async () => {
    const { fake, user } = await draw(ready);
    expect(box('Extension').value).toBe('1001');
    await user.type(box('Password'), 'correct horse');
    await user.type(box(PIN), 'blue lamp{Enter}');
    const input = { extension: '1001', password: 'correct horse', pin: 'blue lamp', records: 'open' };
    expect(fake.given).toEqual([{ name: 'signIn', input }]);
  });

  it('never shows password and PIN, and asks nobody to remember them', async () => {
    await draw(ready);
    for (const name of ['Password', PIN]) {
      expect([box(name).type, box(name).autocomplete]).toEqual(['password', 'off']);
    }
  });

  it('waits for a profile, an extension and a password', async () => {
    const { fake, user } = await draw({ lastExtension: '1001' });
    await user.type(box('Password'), 'x{Enter}');
    expect(button('Sign in').disabled).toBe(true);
    expect(screen.getByText('Choose your team’s profile first.')).toBeDefined();
    expect(fake.given).toEqual([]);
  });

  it('says what is happening, and can be called off', async () => {
    const { fake, user } = await draw({ ...ready, progress: 'reaching-server' });
    expect(screen.getByText('Reaching the server…')).toBeDefined();
    await act(async () => fake.push({ progress: 'checking-password' }));
    expect(screen.getByText('Checking the password…')).toBeDefined();
    expect(box('Password').readOnly).toBe(true);
    await user.click(button('Cancel'));
    expect(fake.given.map(({ name }) => name)).toEqual(['cancelSignIn']);
  });

  it('a refusal is an alert with words for its code, gone with the next try', async () => {
    const { fake, user } = await draw(ready);
    fake.refuse('signIn', { code: 'wrong-password' });
    await user.type(box(PIN), 'blue lamp');
    await user.type(box('Password'), 'wrong{Enter}');
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('The extension and the password do not fit together.');
    expect(document.activeElement).toBe(box('Password'));
    await user.keyboard('right{Enter}');
    expect(alert.textContent).toBe('');
    expect(fake.given.at(-1)?.input).toMatchObject({ extension: '1001', password: 'right' });
  });

  it('that is called off ends without a reproach', async () => {
    const { fake, user } = await draw(ready);
    fake.refuse('signIn', { code: 'not-connected' });
    const answer = fake.delay('signIn');
    await user.type(box(PIN), 'blue lamp');
    await user.type(box('Password'), 'right{Enter}');
    await act(async () => fake.push({ progress: 'reaching-server' }));
    await user.click(button('Cancel'));
    await act(async () => {
      fake.push({ progress: null });
      answer();
    });
    expect(screen.getByRole('alert').textContent).toBe('');
    expect(button('Sign in').disabled).toBe(false);
  });

  it('begins where there is something to type', async () => {
    await draw({ ...ready, lastExtension: '' });
    expect(document.activeElement).toBe(box('Extension'));
    await draw(ready);
    expect(document.activeElement).toBe(box('Password'));
  });
});

it('practice is always offered', async () => {
  for (const state of [{}, ready, signInScenes['sign-in-refused'].state]) {
    const { fake, user } = await draw(state);
    await user.click(button('Practise without a phone system'));
    expect(fake.given.map(({ name }) => name)).toEqual(['practise']);
  }
});
