// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pastCalls } from '../../../tests/fakes/desk-scenes.ts';
import { callNow } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import { usePage } from '../store/page.ts';

const rows = () => within(screen.getByRole('main')).getAllByRole('listitem');

it('shows the newest page, and older ones when asked', async () => {
  const { user } = await drawDesk({}, { place: 'history', callList: pastCalls() });
  expect(rows()).toHaveLength(50);
  await user.click(screen.getByRole('button', { name: 'Show older calls' }));
  expect(rows()).toHaveLength(80);
  expect(screen.queryByRole('button', { name: 'Show older calls' })).toBeNull();
});

it('shows older calls once, however often that is pressed', async () => {
  const { fake, user } = await drawDesk({}, { place: 'history', callList: pastCalls() });
  const answer = fake.delay('listCalls');
  await user.dblClick(screen.getByRole('button', { name: 'Show older calls' }));
  await act(async () => answer());
  expect(rows()).toHaveLength(80);
});

it('leads to the call that it places', async () => {
  const { user, push } = await drawDesk({}, { place: 'history', callList: pastCalls().slice(0, 1) });
  await user.click(screen.getByRole('button', { name: /^Call again: / }));
  await push({ calls: [callNow()] });
  expect(screen.getByRole('button', { name: 'Hang up' })).toBeDefined();
});

it('reads the newest page again when the list changed, and keeps the older ones', async () => {
  const list = pastCalls();
  const callList = list.slice(1);
  const { user, push } = await drawDesk({}, { place: 'history', callList });
  await user.click(screen.getByRole('button', { name: 'Show older calls' }));
  expect(rows()).toHaveLength(79);
  callList.unshift(...list.slice(0, 1));
  await push({ callListRevision: 2 });
  await vi.waitFor(() => expect(rows()).toHaveLength(80));
});

it('marks a missed call in words, and calls again', async () => {
  const missed = pastCalls().filter(({ reason }) => reason === 'missed');
  const { fake, user } = await drawDesk({}, { place: 'history', callList: missed.slice(0, 1) });
  const [row] = rows();
  expect(row?.textContent).toContain('Missed');
  await user.click(screen.getByRole('button', { name: /^Call again: / }));
  expect(fake.given).toEqual([{ name: 'dial', input: { text: missed[0]?.number } }]);
});

it('puts the calls under their days', async () => {
  const [call] = pastCalls();
  const at = (id: string, startedAt: string) =>
    call ? [{ ...call, id, startedAt: Date.parse(startedAt) }] : [];
  const callList = [
    ...at('a', '2026-03-10T09:00:00Z'),
    ...at('b', '2026-03-10T08:00:00Z'),
    ...at('c', '2026-03-09T12:00:00Z'),
    ...at('d', '2026-02-02T12:00:00Z'),
    ...at('e', '2025-12-31T12:00:00Z'),
  ];
  await drawDesk({}, { place: 'history', callList });
  const days = within(screen.getByRole('main')).getAllByRole('heading', { level: 2 });
  expect(days.map(({ textContent }) => textContent)).toEqual([
    'Today',
    'Yesterday',
    'Monday 2 February',
    'Wednesday 31 December 2025',
  ]);
  expect(within(screen.getByRole('region', { name: 'Today' })).getAllByRole('listitem')).toHaveLength(2);
});

it('finds calls as one types, and says when there are none', async () => {
  const { user } = await drawDesk({}, { place: 'history', callList: pastCalls() });
  const search = screen.getByRole('textbox', { name: 'Search by name, number or note' });
  await user.type(search, 'funke');
  expect(rows()).toHaveLength(16);
  await user.type(search, 'xyz');
  expect(screen.getByText('No call has these words.').getAttribute('role')).toBe('status');
  expect(within(screen.getByRole('main')).queryAllByRole('listitem')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(rows()).toHaveLength(50);
});

it('shows older calls of what was searched for', async () => {
  const callList = pastCalls().map((entry) => ({ ...entry, name: 'Ada Sample' }));
  const { user } = await drawDesk({}, { place: 'history', callList });
  await user.type(screen.getByRole('textbox', { name: 'Search by name, number or note' }), 'ada');
  await user.click(screen.getByRole('button', { name: 'Show older calls' }));
  expect(rows()).toHaveLength(80);
});

it('makes a callback of a missed call', async () => {
  const missed = pastCalls().filter(({ reason, number }) => reason === 'missed' && number !== '');
  const { user } = await drawDesk({}, { place: 'history', callList: missed.slice(0, 1) });
  await user.click(screen.getByRole('button', { name: /^Call back later: / }));
  const { number, name, id } = missed[0] ?? {};
  expect(usePage.getState().task).toEqual({ kind: 'new-callback', start: { number, name, callId: id } });
});

it('offers no callback for a call that was taken', async () => {
  const taken = pastCalls().filter(({ reason }) => reason === 'hung-up-there');
  await drawDesk({}, { place: 'history', callList: taken });
  expect(screen.queryByRole('button', { name: /^Call back later/ })).toBeNull();
});

it('says how long the calls are kept, and on the practice line that they are not', async () => {
  await drawDesk({}, { place: 'history' });
  expect(screen.getByText(/kept encrypted under your PIN, for 90 days/)).toBeDefined();
  cleanup();
  await drawDesk({ sitting: { kind: 'practice' } }, { place: 'history' });
  expect(screen.getByText(/forgotten when you leave/)).toBeDefined();
});

it('says that there is nothing yet', async () => {
  await drawDesk({}, { place: 'history' });
  expect(screen.getByText('No calls yet')).toBeDefined();
});

it('a list that cannot be read is said so, and can be asked again', async () => {
  const { fake, user, push } = await drawDesk({}, { place: 'history', callList: pastCalls() });
  fake.refuse('listCalls', { code: 'internal' });
  await push({ callListRevision: 2 });
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull());
});
