// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pastCalls } from '../../../tests/fakes/desk-scenes.ts';
import { callNow } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

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
