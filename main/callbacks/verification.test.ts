import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { World } from './fakes/desk.ts';
import { OddCodec } from './fakes/odd-codec.ts';
import { plainCodec } from './plain-codec.ts';

const REFUSED = (code: string) => ({ ok: false, error: { code } });

async function withForger() {
  const world = new World();
  const codec = new OddCodec();
  const mallory = await world.desk('mallory').start();
  const ana = await world.desk('ana', { codec }).start();
  return { world, codec, mallory, ana };
}

describe('who wrote what', () => {
  it('is checked before somebody acts on it, and what is forged has no effect', async () => {
    const { world, codec, mallory, ana } = await withForger();
    const id = await ana.request(1);
    await world.settle();
    await mallory.claim(id);
    await world.settle();
    expect(ana.callback(id).hold?.agent).toBe('mallory');
    codec.forgers.add('mallory');
    expect(await ana.claim(id)).toMatchObject({ ok: true });
    expect(ana.callback(id).hold?.agent).toBe('ana');
    expect(ana.queue.state().alarms).toEqual([{ code: 'hub-message-forged', details: { count: 1 } }]);
  });

  it('takes a forged request out again, with all that came of it', async () => {
    const { world, codec, mallory, ana } = await withForger();
    codec.forgers.add('mallory');
    const id = await mallory.request(1);
    await mallory.request(1);
    const other = await mallory.request(2);
    await world.clock.pass(20_000);
    expect(ana.store.callbacks.get(id)).toBeNull();
    expect(ana.store.callbacks.get(other)).toBeNull();
    expect(ana.queue.state().counts.team).toBe(0);
  });

  it('is checked in the idle time, once', async () => {
    const { world, codec, ana } = await withForger();
    await ana.request(1);
    await world.clock.pass(20_000);
    expect(ana.store.log.unverified(10)).toEqual([]);
    expect(codec.verified).toBe(1);
    await world.clock.pass(20_000);
    expect(codec.verified).toBe(1);
  });

  it('says nothing of another message that has taken its position meanwhile', async () => {
    const { world, codec, mallory, ana } = await withForger();
    const answers: ((isGenuine: boolean) => void)[] = [];
    vi.spyOn(codec, 'verify').mockImplementation(() => new Promise((resolve) => void answers.push(resolve)));
    await mallory.request(1);
    await world.clock.pass(20_000);
    const [asked] = ana.store.log.unverified(1);
    if (!asked?.event) throw new Error('nothing is to be verified');
    expect(answers).toHaveLength(1);
    const other = { ...asked, event: { ...asked.event, id: randomUUID() } };
    ana.store.log.replace(other);
    answers[0]?.(true);
    await world.settle();
    expect(ana.store.log.unverified(10)).toEqual([other]);
  });

  it('lets nobody act while it cannot be told', async () => {
    const { world, codec, mallory, ana } = await withForger();
    codec.isTeamUnknown = true;
    const id = await mallory.request(1);
    await world.settle();
    expect(await ana.claim(id)).toEqual(REFUSED('callback-offline'));
    codec.isTeamUnknown = false;
    expect(await ana.claim(id)).toMatchObject({ ok: true });
  });
});

describe('what cannot be read', () => {
  it('is kept, said, and read when the key comes', async () => {
    const { world, codec, mallory, ana } = await withForger();
    codec.unread.add('mallory');
    const id = await mallory.request(1);
    await world.settle();
    expect(ana.store.callbacks.get(id)).toBeNull();
    expect(ana.queue.state().alarms).toEqual([{ code: 'hub-key-missing', details: { count: 1 } }]);
    codec.unread.clear();
    ana.queue.keysChanged();
    await world.settle();
    expect(ana.callback(id)).toMatchObject({ status: 'open' });
    expect(ana.queue.state().alarms).toEqual([]);
  });

  it('of a newer Hearthline lets nobody act on that callback', async () => {
    const { world, codec, mallory, ana } = await withForger();
    const [id, other] = [await ana.request(1), await ana.request(2)];
    await world.settle();
    codec.newer.add('mallory');
    await mallory.ask(mallory.queue.commands.addCallbackNote({ callbackId: id, text: 'x' }));
    await world.settle();
    expect(await ana.claim(id)).toEqual(REFUSED('hub-newer-events'));
    expect(await ana.claim(other)).toMatchObject({ ok: true });
    expect(ana.queue.state().alarms).toEqual([{ code: 'hub-newer-events', details: { count: 1 } }]);
  });

  it('because it is no event at all has no effect and stops nothing', async () => {
    const { world, ana } = await withForger();
    const id = await ana.request(1);
    await world.settle();
    for (const text of ['', '{}', '{"v":1,"type":"claimed"}', '\u0000', 'null', '[]', '{"v":0}']) {
      const data = new TextEncoder().encode(text);
      const expectedSeq = world.log.lastAbout(id)?.seq ?? 0;
      world.log.append('mallory', { callbackId: id, messageId: `m ${text}`, data, expectedSeq });
    }
    await world.settle();
    expect(ana.store.log.count('malformed')).toBe(7);
    expect(ana.queue.state()).toMatchObject({ alarms: [], link: { name: 'online' } });
    expect(await ana.claim(id)).toMatchObject({ ok: true });
  });
});

describe('plain events', () => {
  it('come back as they were written', () => {
    const event = { id: crypto.randomUUID(), at: 1, type: 'note', text: 'ä\u{1F600}' } as const;
    const sealed = plainCodec.seal('callback', event);
    const data = sealed.ok ? sealed.value : new Uint8Array();
    const message = { seq: 1, callbackId: 'callback', author: 'ana', hubMs: 1, data };
    expect(plainCodec.open(message)).toEqual({ kind: 'event', event, verified: true });
  });
});
