import { describe, expect, it } from 'vitest';
import { SoloHub } from '../hub/solo-hub.ts';
import { CrashImages, openIn } from './fakes/crash-images.ts';
import { memoryStore, World } from './fakes/desk.ts';
import { plainCodec } from './plain-codec.ts';

async function soloDesk(world = new World(), store = memoryStore()) {
  const hub = new SoloHub({ store, codec: plainCodec, clock: world.clock, agent: 'lead-ana' });
  return world.desk('lead-ana', { store, hub, rules: { offlineReserve: 2 } }).start();
}

describe('one desk without a hub', () => {
  it('says so, and works the whole queue', async () => {
    const ana = await soloDesk();
    const id = await ana.request(1);
    expect(ana.queue.state()).toMatchObject({ link: { name: 'solo' }, unsent: { count: 0 }, hubOffsetMs: 0 });
    ana.queue.setAgent('ready');
    expect(ana.queue.state().offer?.id).toBe(id);
    expect(await ana.claim(id)).toMatchObject({ ok: true });
    expect(await ana.dial(id)).toMatchObject({ ok: true });
    expect(await ana.tell(id, 'no-answer', 'Try the son')).toMatchObject({ ok: true });
    expect(await ana.queue.commands.getCallback({ callbackId: id })).toMatchObject({
      value: {
        attempts: 1,
        lastOutcome: 'no-answer',
        mayCall: { kind: 'not-yet', why: 'due' },
        notes: [{ who: 'Name of lead-ana', text: 'Try the son', unsent: false }],
        history: [{ what: 'requested' }, { what: 'claimed' }, { what: 'dial-started' }, { what: 'outcome' }],
      },
    });
  });

  it('holds nothing in reserve: there is no link that could be lost', async () => {
    const ana = await soloDesk();
    const id = await ana.request(1);
    ana.queue.setAgent('busy');
    await ana.world.clock.pass(20_000);
    expect(ana.callback(id).hold).toBeNull();
  });

  it('goes on after its clock was set back', async () => {
    const world = new World();
    const ana = await soloDesk(world);
    const id = await ana.request(1);
    ana.aheadMs = -3_600_000;
    expect(await ana.claim(id)).toMatchObject({ ok: true });
    expect(await ana.dial(id)).toMatchObject({ ok: true });
  });

  it('has everything after a kill at any write', async () => {
    const world = new World();
    const crashes = new CrashImages(world.log, world.clock.now);
    try {
      const ana = await soloDesk(world, crashes.store());
      const id = await ana.request(1);
      crashes.record();
      await ana.claim(id);
      await ana.dial(id);
      await ana.tell(id, 'spoke', 'A note');
      crashes.stop();
      await ana.queue.close('stop');
      expect(crashes.images.length).toBeGreaterThan(10);
      for (const image of crashes.images) {
        const again = await soloDesk(new World(), openIn(image.folder));
        const { hold } = again.callback(id);
        if (hold === null && again.callback(id).status === 'open') await again.claim(id);
        if (again.callback(id).status === 'open') await again.tell(id, 'spoke', 'A note');
        expect(again.callback(id), image.at).toMatchObject({ status: 'done', notes: [{ text: 'A note' }] });
        expect(again.queue.state().unsent.count, image.at).toBe(0);
        await again.queue.close('stop');
        again.store.close();
      }
    } finally {
      crashes.remove();
    }
  });
});
