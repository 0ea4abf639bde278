// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Call } from '../../../shared/call/call.ts';
import { fakeDesk } from '../../../tests/fakes/desk-bridge.ts';
import { deskNow } from '../../../tests/fakes/desk-state.ts';
import { callNow, ON, ringingCall } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import { connect } from '../store/desk-store.ts';
import { followLevels } from '../store/levels.ts';
import { Desk } from './Desk.tsx';

it('leads to every place and says which one is open', async () => {
  const { user } = await drawDesk();
  for (const name of ['Practice', 'History', 'Settings']) {
    await user.click(screen.getByRole('button', { name }));
    expect(screen.getByRole('button', { name }).getAttribute('aria-current')).toBe('page');
    expect(screen.getByRole('heading', { name, level: 1 })).toBeDefined();
  }
});

it('a command that fails is said calmly, once, and can be put away', async () => {
  const { fake, user } = await drawDesk({ calls: [callNow()] });
  for (const _time of [1, 2]) {
    fake.refuse('setHold', { code: 'hold-refused' });
    await user.keyboard('h');
  }
  const notices = screen.getByRole('status', { name: 'Notices' });
  expect(within(notices).getAllByText('The other side did not take the hold.')).toHaveLength(1);
  await user.click(within(notices).getByRole('button', { name: 'Dismiss' }));
  expect(notices.textContent).toBe('');
});

it('a bridge that breaks is a failure of ours, not a key that does nothing', async () => {
  const { fake, user } = await drawDesk({ calls: [callNow()] });
  vi.spyOn(fake.bridge, 'setMute').mockRejectedValueOnce(new Error('gone'));
  await user.keyboard('m');
  expect(screen.getByText('Something in Hearthline went wrong.')).toBeDefined();
});

it('main’s notices stand until main takes them away', async () => {
  const notices = [{ id: 'n1', at: 1, error: { code: 'line-window-gone' } as const }];
  const { fake, user, push } = await drawDesk({ notices });
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(fake.given).toEqual([{ name: 'dismissNotice', input: { noticeId: 'n1' } }]);
  await push({ notices: [] });
  expect(screen.queryByText(/had to start again/)).toBeNull();
});

it('another place shows the running call and the way back to it', async () => {
  const { user } = await drawDesk({ calls: [callNow({ mute: ON })] }, { place: 'history' });
  const bar = screen.getByRole('region', { name: 'Active call' });
  expect(bar.textContent).toContain('Funke Adeyemi');
  expect(bar.textContent).toContain('You are muted');
  await user.click(within(bar).getByRole('button', { name: 'Back to the call' }));
  expect(screen.getByRole('button', { name: 'Mute' })).toBeDefined();
});

it('levels move the bars without drawing the desk again', async () => {
  await drawDesk({ calls: [callNow()] });
  const bar = screen.getByRole('img', { name: 'Your voice' }).firstElementChild as HTMLElement;
  act(() => followLevels({ microphone: 0, calls: { 'call-1': { near: 1, far: 0, balance: null } } }));
  expect(bar.style.getPropertyValue('--level')).toBe('1.000');
});

it('puts the chosen colours on the page', async () => {
  const { push } = await drawDesk({ settings: { theme: 'dark' } });
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await push({ settings: { theme: 'system' } });
  expect(document.documentElement.dataset['theme']).toBeUndefined();
});

it('the window’s title says what goes on and names nobody', async () => {
  const { push } = await drawDesk({ calls: [ringingCall()] });
  expect(document.title).toBe('Incoming call · Hearthline');
  await push({ calls: [callNow()] });
  expect(document.title).toBe('On a call · Hearthline');
  await push({ calls: [] });
  expect(document.title).toBe('Hearthline');
});

it('a mistake in drawing leaves words and a way back, not an empty window', async () => {
  // React prints what was caught; here it is meant.
  vi.spyOn(console, 'error').mockReturnValue();
  const { push } = await drawDesk();
  const broken = { ...callNow(), remote: null } as unknown as Call;
  await push({ calls: [broken] });
  expect(screen.getByRole('alert').textContent).toContain('Calls go on');
  expect(screen.getByRole('button', { name: 'Draw it again' })).toBeDefined();
});

it('a desk that main gives no state says so, and can ask again', async () => {
  const fake = fakeDesk(deskNow());
  fake.refuse('getState', { code: 'internal' });
  const stop = connect(fake.bridge);
  await act(async () => render(<Desk />));
  expect(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' })).toBeDefined();
  cleanup();
  stop();
});

describe('the second click of a double click', () => {
  const click = async (name: string, detail: number) => {
    const button = screen.getByRole('button', { name });
    await act(async () => {
      fireEvent.pointerDown(button, { button: 0, pointerId: 1, pointerType: 'mouse', width: 1, height: 1 });
      fireEvent.click(button, { button: 0, detail });
    });
  };

  it('hangs up on nobody else', async () => {
    const other = callNow({ id: 'call-2', hold: ON });
    const { fake, push } = await drawDesk({ calls: [callNow(), other] });
    await click('Hang up', 1);
    await push({ calls: [other] });
    await click('Hang up', 2);
    expect(fake.given.map(({ input }) => input)).toEqual([{ callId: 'call-1' }]);
    await click('Hang up', 1);
    expect(fake.given).toHaveLength(2);
  });

  it('is not the second press that ends a call on purpose', async () => {
    const calls = [callNow({ conferenceId: 'both' }), callNow({ id: 'call-2', conferenceId: 'both' })];
    const { fake } = await drawDesk({ calls });
    await click('Sign out', 1);
    await click('Press once more: it hangs up', 2);
    await click('Hang up', 1);
    await click('Hang up', 2);
    expect(fake.given).toEqual([]);
    await click('Hang up', 1);
    expect(fake.given).toHaveLength(2);
  });

  it('counts where both were meant', async () => {
    const { fake } = await drawDesk({ calls: [callNow()] });
    await click('Mute', 1);
    await click('Mute', 2);
    expect(fake.given).toHaveLength(2);
  });
});
