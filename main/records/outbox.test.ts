import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '#shared/result.ts';
import { aNote, memoryStore, NOW } from './fakes/samples.ts';
import type { RecordStore } from './store.ts';

const first = aNote('First');
const second = aNote('Second');
const third = aNote('Third');

describe('the outbox', () => {
  let store: RecordStore;
  beforeEach(() => {
    store = memoryStore();
    store.outbox.add({ callbackId: 'callback-b', event: first, writtenMs: NOW });
    store.outbox.add({ callbackId: 'callback-a', event: second, writtenMs: NOW + 1 });
    store.outbox.add({ callbackId: 'callback-b', event: third, writtenMs: NOW });
  });
  const texts = (): string[] => store.outbox.unsent().map(({ event }) => ('text' in event ? event.text : ''));

  it('keeps what was done in the order in which it was done', () => {
    expect(texts()).toEqual(['First', 'Second', 'Third']);
    expect(store.outbox.unsent()[1]).toEqual({
      id: second.id,
      callbackId: 'callback-a',
      event: second,
      writtenMs: NOW + 1,
      state: 'waiting',
      error: null,
    });
  });

  it('takes an event once', () => {
    store.outbox.add({ callbackId: 'callback-b', event: first, writtenMs: NOW + 5 });
    expect(texts()).toEqual(['First', 'Second', 'Third']);
  });

  it('tells what waits about some callbacks', () => {
    const about = store.outbox.unsentAbout(['callback-b', 'callback-z']);
    expect(about.map(({ event }) => event)).toEqual([first, third]);
    expect(store.outbox.unsentAbout([])).toEqual([]);
  });

  it('keeps what the hub has stored until the log has it', () => {
    store.outbox.mark(first.id, 'stored');
    expect(store.outbox.unsent()[0]).toMatchObject({ id: first.id, state: 'stored' });
    store.outbox.remove(first.id);
    expect(texts()).toEqual(['Second', 'Third']);
  });

  it('keeps what was rejected apart, with the reason', () => {
    const error = appError('hub-refused', { code: 503 });
    store.outbox.mark(second.id, 'rejected', error);
    expect(texts()).toEqual(['First', 'Third']);
    expect(store.outbox.unsentAbout(['callback-a'])).toEqual([]);
    expect(store.outbox.rejected()).toMatchObject([{ id: second.id, state: 'rejected', error }]);
    store.outbox.mark(second.id, 'waiting');
    expect(store.outbox.rejected()).toEqual([]);
    expect(texts()).toEqual(['First', 'Second', 'Third']);
  });

  it('never gives a place that was left to another: what is new comes last', () => {
    store.outbox.remove(third.id);
    store.outbox.add({ callbackId: 'callback-a', event: aNote('Fourth'), writtenMs: NOW });
    store.outbox.add({ callbackId: 'callback-b', event: third, writtenMs: NOW });
    expect(texts()).toEqual(['First', 'Second', 'Fourth', 'Third']);
  });

  it('takes nothing of a transaction that failed', () => {
    const act = (): void => {
      store.outbox.remove(first.id);
      store.outbox.add({ callbackId: 'callback-a', event: aNote('Fourth'), writtenMs: NOW });
      throw new Error('no');
    };
    expect(() => store.transaction(act)).toThrow('no');
    expect(texts()).toEqual(['First', 'Second', 'Third']);
  });
});
