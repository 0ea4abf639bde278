import { afterEach, expect, it, vi } from 'vitest';
import { fakeDesk } from '../../../tests/fakes/desk-bridge.ts';
import { deskNow } from '../../../tests/fakes/desk-state.ts';
import { callNow } from '../../../tests/fakes/people.ts';
import { connect, useProjection } from './desk-store.ts';

let stop = () => undefined as void;
afterEach(() => stop());

const desk = () => {
  const projection = useProjection.getState();
  return projection.name === 'here' ? projection.desk : null;
};

it('holds what main says, from the first answer on', async () => {
  const fake = fakeDesk(deskNow({ calls: [callNow()] }));
  stop = connect(fake.bridge);
  await vi.waitFor(() => expect(desk()?.calls).toHaveLength(1));
  fake.push({ calls: [] });
  expect(desk()?.calls).toEqual([]);
});

it('an answer that is older than a push is left aside', async () => {
  const fake = fakeDesk(deskNow());
  let answer: (() => void) | undefined;
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const first = await fake.bridge.getState();
  vi.spyOn(fake.bridge, 'getState').mockImplementation(async () => {
    await late;
    return first;
  });
  stop = connect(fake.bridge);
  fake.push({ calls: [callNow()] });
  answer?.();
  await late;
  expect(desk()?.calls).toHaveLength(1);
});

it('keeps the parts that a push did not change', async () => {
  const fake = fakeDesk(deskNow({ calls: [callNow()] }));
  stop = connect(fake.bridge);
  await vi.waitFor(() => expect(desk()).not.toBeNull());
  const before = desk();
  fake.push({ callListRevision: 7 });
  expect(desk()?.calls).toBe(before?.calls);
  expect(desk()).not.toBe(before);
});

it('says so when main does not give its state', async () => {
  const fake = fakeDesk(deskNow());
  fake.refuse('getState', { code: 'not-allowed' });
  stop = connect(fake.bridge);
  await vi.waitFor(() => expect(useProjection.getState().name).toBe('failed'));
});
