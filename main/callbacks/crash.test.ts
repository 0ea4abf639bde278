import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { CrashImages, logWith, openIn, type CrashImage } from './fakes/crash-images.ts';
import { World, type TestDesk } from './fakes/desk.ts';
import { plainCodec } from './plain-codec.ts';

/** How many images had been taken when the agent was told that something is done. */
interface Recorded {
  readonly id: string;
  readonly images: readonly CrashImage[];
  readonly claimed: number;
  readonly rang: number;
  readonly told: number;
  readonly noted: number;
}

const opened: CrashImages[] = [];
afterEach(() => {
  for (const images of opened.splice(0)) images.remove();
});

/** One callback from claim to outcome and a further note, with an image at every write of desk and hub. */
async function recordedCall(): Promise<Recorded> {
  const world = new World();
  const crashes = new CrashImages(world.log, world.clock.now);
  opened.push(crashes);
  const ana = await world.desk('ana', { store: crashes.store() }).start();
  const id = await ana.request(1);
  await world.settle();
  // The hub takes its time, so that what is said to the agent comes before what is said to the hub.
  ana.hub.faults.delayMs = 20;
  crashes.record();
  const when = async (answer: Promise<{ ok: boolean }>): Promise<number> => {
    let count = 0;
    const counted = answer.then(({ ok }) => {
      count = ok ? crashes.images.length : Infinity;
      return true;
    });
    await ana.ask(counted);
    await world.settle();
    return count;
  };
  const { commands } = ana.queue;
  const claimed = await when(commands.claimCallback({ callbackId: id }));
  // The caller orders the line when it has this answer, and not before.
  const rang = await when(ana.queue.startDial({ callbackId: id, again: false }));
  const outcome = { outcome: 'no-answer', laterMs: null, note: 'Rang for a minute' } as const;
  const told = await when(commands.recordOutcome({ callbackId: id, ...outcome }));
  const noted = await when(commands.addCallbackNote({ callbackId: id, text: 'One more' }));
  crashes.stop();
  await ana.queue.close('stop');
  return { id, images: crashes.images, claimed, rang, told, noted };
}

/** The app starts anew from what a kill left, beside another desk, and with the hub as it was then. */
async function recovered(image: CrashImage): Promise<{ world: World; ana: TestDesk; ben: TestDesk }> {
  const clock = new FakeClock(image.nowMs);
  const world = new World(clock, logWith(image.messages, clock.now));
  const ana = await world.desk('ana', { store: openIn(image.folder) }).start();
  const ben = await world.desk('ben').start();
  await clock.pass(5000);
  return { world, ana, ben };
}

function eventIds(world: World): string[] {
  return world.log.messages.map((message) => {
    const read = plainCodec.open(message);
    return read.kind === 'event' ? read.event.id : '';
  });
}

describe('the app, killed at any write of a claim, a call, an outcome and a note', () => {
  it('loses nothing, calls nobody twice, and ends with what every other desk has', async () => {
    const { id, images, claimed, rang, told, noted } = await recordedCall();
    expect([claimed, rang, told, noted].every((count) => count < images.length)).toBe(true);
    expect(images.length).toBeGreaterThan(20);
    for (const [index, image] of images.entries()) {
      const taken = index + 1;
      const { world, ana, ben } = await recovered(image);
      const label = `killed at ${image.at}`;
      const found = ana.callback(id);
      const isUntold = found.hold?.dialStartedMs !== null && found.hold !== null;
      if (taken > claimed && taken <= rang) expect(found.hold, label).toMatchObject({ agent: 'ana' });
      if (taken > rang) expect(isUntold || found.attempts.length > 0, label).toBe(true);
      if (isUntold) {
        // It may have rung: the agent is asked, and not led to dial again.
        expect(ana.queue.state().inHand?.id, label).toBe(id);
        expect(await ana.dial(id), label).toMatchObject({ error: { code: 'callback-maybe-called' } });
        await ana.tell(id, 'no-answer', 'Rang for a minute');
      }
      await world.clock.pass(60_000);
      const seen = ben.callback(id);
      const isTold = taken > told || isUntold;
      if (isTold)
        expect(seen.attempts, label).toMatchObject([{ agent: 'ana', outcome: 'no-answer', late: false }]);
      if (isTold)
        expect(seen.notes, label).toContainEqual(expect.objectContaining({ text: 'Rang for a minute' }));
      if (taken > noted)
        expect(seen.notes, label).toContainEqual(expect.objectContaining({ text: 'One more' }));
      expect(seen, label).toEqual(ana.callback(id));
      expect(ana.queue.state().unsent.count, label).toBe(0);
      const ids = eventIds(world);
      expect(new Set(ids).size, label).toBe(ids.length);
      await ana.queue.close('stop');
      await ben.queue.close('stop');
      ana.store.close();
    }
  });
});
