// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { manyRows, rowNow } from '../../../tests/fakes/callback-rows.ts';
import { fakeDesk, type FakeDesk } from '../../../tests/fakes/desk-bridge.ts';
import { deskNow } from '../../../tests/fakes/desk-state.ts';
import type { FakeQueue } from '../../../tests/fakes/fake-queue.ts';
import { FIRST_PAGE, keptRows, ListReader, MOST_ROWS, PAGE, type ShownList } from './list-reader.ts';

let fake: FakeDesk;
let shown: ShownList[];
let reader: ListReader;
const queue: FakeQueue = {};

beforeEach(() => {
  queue.rows = manyRows(120);
  fake = fakeDesk(deskNow(), [], queue);
  Object.assign(window, { hearthline: fake.bridge });
  shown = [];
  reader = new ListReader((list) => shown.push(list));
});
const last = () => shown.at(-1);

it('reads the first page, then more as it is asked to, until all is there', async () => {
  reader.read('team', '');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE));
  reader.readMore();
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE + PAGE));
  reader.readMore();
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(120));
  expect(last()?.hasMore).toBe(false);
});

it('asks for the next page once, however often it is wished for', async () => {
  reader.read('team', '');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE));
  const answer = fake.delay('listCallbacks');
  for (let wish = 0; wish < 5; wish += 1) reader.readMore();
  answer();
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE + PAGE));
  expect(shown).toHaveLength(2);
});

it('shows the newest search alone, in whatever order the answers come', async () => {
  const answerFirst = fake.delay('listCallbacks');
  reader.read('team', 'ama');
  reader.read('team', 'bruno');
  await vi.waitFor(() => expect(last()?.question?.search).toBe('bruno'));
  answerFirst();
  await new Promise((resolve) => queueMicrotask(() => resolve(null)));
  expect(shown.map(({ question }) => question?.search)).toEqual(['bruno']);
});

it('keeps answering while the queue changes faster than it can be read', async () => {
  reader.read('team', '');
  await vi.waitFor(() => expect(shown).toHaveLength(1));
  const answer = fake.delay('listCallbacks');
  for (let change = 0; change < 20; change += 1) reader.refresh();
  answer();
  await vi.waitFor(() => expect(shown).toHaveLength(3));
});

it('keeps the rows that say the same, wherever they moved', async () => {
  const before = manyRows(5);
  const next = structuredClone([rowNow({ id: 'cb-new-0001' }), ...before]);
  const kept = keptRows(before, next);
  expect(kept.slice(1).every((row, index) => row === before[index])).toBe(true);
  expect(keptRows(before, structuredClone(before))).toBe(before);
});

it('reads no more than a person would scroll through', async () => {
  queue.rows = manyRows(MOST_ROWS + 500);
  reader.read('team', '');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE));
  let length = FIRST_PAGE;
  while (length < MOST_ROWS) {
    reader.readMore();
    length = Math.min(MOST_ROWS, length + PAGE);
    const wanted = length;
    await vi.waitFor(() => expect(last()?.rows).toHaveLength(wanted));
  }
  const answers = shown.length;
  reader.readMore();
  reader.refresh();
  await vi.waitFor(() => expect(shown.length).toBeGreaterThan(answers));
  expect(last()?.rows).toHaveLength(MOST_ROWS);
});

it('says why a list cannot be read, and keeps what it has', async () => {
  reader.read('team', '');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE));
  fake.refuse('listCallbacks', { code: 'records-failed' });
  reader.refresh();
  await vi.waitFor(() => expect(last()?.error).toEqual({ code: 'records-failed' }));
  expect(last()?.rows).toHaveLength(FIRST_PAGE);
});

it('filters the rows that stand there with the key itself, and waits for the answer where none meets it', async () => {
  queue.rows = [
    rowNow({ id: 'cb-1', name: 'Ana Prüß', reason: 'Billing' }),
    rowNow({ id: 'cb-2', name: 'Ben', reason: 'Test results' }),
    ...manyRows(40),
  ];
  reader.read('team', '');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(FIRST_PAGE));
  const before = last()?.rows;
  const answer = fake.delay('listCallbacks');
  reader.read('team', 'prus');
  expect(last()).toMatchObject({ question: { search: 'prus' }, isNarrowed: true, rows: [{ id: 'cb-1' }] });
  expect(last()?.rows[0]).toBe(before?.[0]);
  reader.read('team', 'prussian');
  expect(last()?.question?.search).toBe('prus');
  answer();
  await vi.waitFor(() => expect(last()).toMatchObject({ isNarrowed: false, rows: [] }));
  expect(last()?.question?.search).toBe('prussian');
});

it('filters nothing by itself when the search is another one, or another list is looked at', async () => {
  queue.rows = [rowNow({ id: 'cb-1', name: 'Banana', reason: 'Billing' })];
  reader.read('team', 'an');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(1));
  fake.delay('listCallbacks');
  // The row meets each of them; others that do may stand before it.
  for (const search of ['n', 'ban', 'an']) reader.read('team', search);
  reader.read('done', 'ana');
  expect(shown).toHaveLength(1);
});

it('says why the answer to a search is not to be had, and keeps what meets it', async () => {
  queue.rows = [rowNow({ id: 'cb-1', name: 'Ana', reason: 'Billing' }), rowNow({ id: 'cb-2', name: 'Ben' })];
  reader.read('team', '');
  await vi.waitFor(() => expect(last()?.rows).toHaveLength(2));
  fake.refuse('listCallbacks', { code: 'records-failed' });
  reader.read('team', 'ana');
  await vi.waitFor(() => expect(last()?.error).toEqual({ code: 'records-failed' }));
  expect(last()).toMatchObject({ isNarrowed: false, rows: [{ id: 'cb-1' }] });
});
