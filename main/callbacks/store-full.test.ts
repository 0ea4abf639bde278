import { describe, expect, it } from 'vitest';
import { appError } from '#shared/result.ts';
import { StoreFailure, type Lasting, type RecordStore } from '../records/store.ts';
import { memoryStore, World } from './fakes/desk.ts';

const FULL = { ok: false, error: { code: 'records-full' } };

/** A disk that a test fills and clears. */
function fillable(): { store: RecordStore; disk: { isFull: boolean } } {
  const store = memoryStore();
  const disk = { isFull: false };
  const guard = (): void => {
    if (disk.isFull) throw new StoreFailure(appError('records-full'));
  };
  const transaction = <T>(act: () => T, lasting?: Lasting): T =>
    store.transaction(() => {
      const result = act();
      guard();
      return result;
    }, lasting);
  const facts = {
    ...store.facts,
    set: (name: string, value: string) => {
      guard();
      store.facts.set(name, value);
    },
  };
  return { store: { ...store, transaction, facts }, disk };
}

async function twoDesks() {
  const world = new World();
  const { store, disk } = fillable();
  const ana = await world.desk('ana', { store }).start();
  const ben = await world.desk('ben').start();
  const id = await ana.request(1);
  await ana.claim(id);
  await world.settle();
  return { world, ana, ben, disk, id };
}

describe('a disk that is full', () => {
  it('dials nobody: the beginning of a call could not be kept', async () => {
    const { ana, disk, id } = await twoDesks();
    disk.isFull = true;
    expect(await ana.dial(id)).toEqual(FULL);
    expect(ana.queue.state().alarms).toContainEqual(appError('records-full'));
    disk.isFull = false;
    expect(await ana.dial(id)).toMatchObject({ ok: true });
    expect(ana.queue.state().alarms).toEqual([]);
  });

  it('pretends nothing: an outcome, a note, a request are refused, and what was typed stays', async () => {
    const { ana, disk, id } = await twoDesks();
    await ana.dial(id);
    const { commands } = ana.queue;
    await commands.draftCallbackNote({ callbackId: id, text: 'Half a no' });
    disk.isFull = true;
    expect(await ana.tell(id, 'spoke', 'Half a note')).toEqual(FULL);
    expect(await ana.ask(commands.addCallbackNote({ callbackId: id, text: 'x' }))).toEqual(FULL);
    expect(await ana.ask(commands.draftCallbackNote({ callbackId: id, text: 'x' }))).toEqual(FULL);
    await expect(ana.request(2)).rejects.toThrow('records-full');
    expect(ana.queue.state()).toMatchObject({ inHand: { id }, unsent: { count: 0 } });
    disk.isFull = false;
    expect(await commands.getCallback({ callbackId: id })).toMatchObject({
      ok: true,
      value: { draftNote: 'Half a no', notes: [] },
    });
    expect(await ana.tell(id)).toMatchObject({ ok: true });
  });

  it('is offline with that reason when the log goes on, and catches up when there is room', async () => {
    const { world, ana, ben, disk, id } = await twoDesks();
    disk.isFull = true;
    await ben.ask(ben.queue.commands.addCallbackNote({ callbackId: id, text: 'From the other desk' }));
    await world.clock.pass(5000);
    expect(ana.queue.state().link).toMatchObject({ name: 'offline', error: { code: 'records-full' } });
    disk.isFull = false;
    await world.clock.pass(40_000);
    expect(ana.queue.state().link.name).toBe('online');
    expect(ana.callback(id)).toEqual(ben.callback(id));
  });

  it('loses no outcome that was kept before it was full', async () => {
    const { world, ana, ben, disk, id } = await twoDesks();
    await ana.dial(id);
    await world.settle();
    ana.hub.fallSilent();
    await ana.tell(id);
    disk.isFull = true;
    ana.hub.speakAgain();
    await world.clock.pass(60_000);
    disk.isFull = false;
    await world.clock.pass(60_000);
    expect(ana.queue.state().unsent.count).toBe(0);
    expect(ben.callback(id)).toMatchObject({ status: 'done', attempts: [{ outcome: 'spoke' }] });
    expect(ana.callback(id)).toEqual(ben.callback(id));
  });
});
