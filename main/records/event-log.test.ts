import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aMessage, aNote, memoryStore } from './fakes/samples.ts';

describe('the log as it is kept', () => {
  it('gives back what was put in, as it was', () => {
    const { log } = memoryStore();
    const messages = [
      aMessage(1),
      aMessage(2, { kind: 'no-key', event: null, author: 'lead-noor' }),
      aMessage(3, { kind: 'forged', event: null, data: null }),
      aMessage(4, { verified: true, data: null, callbackId: 'callback-2' }),
    ];
    log.append(messages);
    expect(log.after(0, 10)).toEqual(messages);
    expect(log.after(1, 2)).toEqual(messages.slice(1, 3));
    expect([log.at(2), log.at(9999)]).toEqual([messages[1], null]);
    expect(log.eventsAbout(['callback-2', 'callback-1'])).toEqual([messages[0], messages[3]]);
    expect(log.lastSeqAbout('callback-1')).toBe(3);
    expect(log.lastSeqAbout('callback-9')).toBe(0);
  });

  it('leaves a message alone whose position is taken', () => {
    const { log } = memoryStore();
    log.append([aMessage(1, { author: 'mira' })]);
    log.append([aMessage(1, { author: 'someone-else' }), aMessage(2)]);
    expect(log.after(0, 10).map(({ author }) => author)).toEqual(['mira', 'mira']);
  });

  it('knows how far it goes without a hole', () => {
    const { log } = memoryStore();
    expect(log.lastSeq()).toBe(0);
    log.append([aMessage(1), aMessage(2), aMessage(4), aMessage(5)]);
    expect(log.lastSeq()).toBe(2);
    log.append([aMessage(3)]);
    expect(log.lastSeq()).toBe(5);
    log.append(Array.from({ length: 3000 }, (_, index) => aMessage(index + 7)));
    expect(log.lastSeq()).toBe(5);
    log.append([aMessage(6)]);
    expect(log.lastSeq()).toBe(3006);
  });

  it('does not take what comes early for the beginning', () => {
    const { log } = memoryStore();
    log.append([aMessage(90)]);
    expect(log.lastSeq()).toBe(0);
  });

  it('may begin later than at 1', () => {
    const { log } = memoryStore();
    log.append([aMessage(41), aMessage(42)]);
    log.beginAt(41);
    expect(log.lastSeq()).toBe(42);
    log.beginAt(50);
    expect(log.lastSeq()).toBe(49);
  });

  it('remembers the ids of events, also of those without effect for now', () => {
    const { log } = memoryStore();
    const id = randomUUID();
    log.append([aMessage(1, { event: aNote('Called', id) })]);
    expect(log.has('callback-1', id)).toBe(true);
    expect(log.has('callback-1', randomUUID())).toBe(false);
    expect(log.has('callback-2', id)).toBe(false);
  });

  it('knows which callbacks any message is about, whatever its kind', () => {
    const { log } = memoryStore();
    log.append([aMessage(1), aMessage(2, { callbackId: 'callback-2', kind: 'no-key', event: null })]);
    const known = log.known(['callback-1', 'callback-2', 'callback-3']);
    expect(new Set(known)).toEqual(new Set(['callback-1', 'callback-2']));
    expect(log.known([])).toEqual([]);
  });

  it('keeps no payload of what is confirmed, and changes nothing else about it', () => {
    const { log } = memoryStore();
    const [first, second] = [aMessage(1, { verified: false }), aMessage(2, { verified: false })];
    log.append([first, second]);
    log.confirm([1]);
    expect(log.after(0, 10)).toEqual([{ ...first, verified: true, data: null }, second]);
    expect(log.unverified(10)).toEqual([second]);
  });

  it('puts a message that can be read now in the place of the one that could not', () => {
    const { log } = memoryStore();
    log.append([aMessage(1, { kind: 'no-key', event: null }), aMessage(2, { kind: 'newer', event: null })]);
    expect(log.waiting('no-key', 10).map(({ seq }) => seq)).toEqual([1]);
    const read = aMessage(1, { verified: true, data: null });
    log.replace(read);
    expect(log.waiting('no-key', 10)).toEqual([]);
    expect(log.after(0, 1)).toEqual([read]);
    expect(log.lastSeq()).toBe(2);
  });

  it('tells what is to be verified, and how many there are of a kind', () => {
    const { log } = memoryStore();
    log.append([
      aMessage(1),
      aMessage(2, { verified: true }),
      aMessage(3, { kind: 'forged', event: null }),
      aMessage(4),
    ]);
    expect(log.unverified(1).map(({ seq }) => seq)).toEqual([1]);
    expect(log.unverified(10).map(({ seq }) => seq)).toEqual([1, 4]);
    expect([log.count('event'), log.count('forged'), log.count('malformed')]).toEqual([3, 1, 0]);
  });

  it('drops what a restored hub does not have any more', () => {
    const { log } = memoryStore();
    log.append([aMessage(1), aMessage(2), aMessage(3)]);
    log.dropAfter(1);
    expect(log.after(0, 10).map(({ seq }) => seq)).toEqual([1]);
    expect(log.lastSeq()).toBe(1);
    log.append([aMessage(2)]);
    expect(log.lastSeq()).toBe(2);
  });

  it('counts right again after a transaction that failed', () => {
    const store = memoryStore();
    store.log.append([aMessage(1)]);
    expect(() =>
      store.transaction(() => {
        store.log.append([aMessage(2)]);
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.log.lastSeq()).toBe(1);
    expect(store.log.after(0, 10)).toHaveLength(1);
  });

  it('forgets everything but the outbox when it is to be read anew', () => {
    const store = memoryStore();
    store.log.beginAt(5);
    store.log.append([aMessage(5)]);
    store.outbox.add({ callbackId: 'callback-1', event: aNote('Kept'), writtenMs: 1 });
    store.log.clear();
    expect(store.log.lastSeq()).toBe(0);
    expect(store.log.after(0, 10)).toEqual([]);
    expect(store.outbox.unsent()).toHaveLength(1);
  });
});
