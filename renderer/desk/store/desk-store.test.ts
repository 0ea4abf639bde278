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

it('a state that is older than the one held is left aside', () => {
  const fake = fakeDesk(deskNow());
  const follow = vi.spyOn(fake.bridge, 'onState');
  stop = connect(fake.bridge);
  const hear = follow.mock.calls[0]?.[0];
  hear?.(deskNow({ revision: 3, calls: [callNow()] }));
  hear?.(deskNow({ revision: 2 }));
  expect(desk()?.revision).toBe(3);
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
