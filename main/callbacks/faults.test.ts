import { describe, expect, it } from 'vitest';
import { appError } from '#shared/result.ts';
import { World, type TestDesk } from './fakes/desk.ts';

const REFUSED = (code: string) => ({ ok: false, error: { code } });
const LEASE_MS = 20 * 60_000;

async function twoDesks(): Promise<{ world: World; ana: TestDesk; ben: TestDesk }> {
  const world = new World();
  return { world, ana: await world.desk('ana').start(), ben: await world.desk('ben').start() };
}

describe('an answer of the hub that gets lost', () => {
  it('leaves one claim in the log, and the agent has it', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await world.settle();
    ana.hub.faults.loseAcks = true;
    expect(await ana.claim(id)).toMatchObject({ ok: true });
    expect(world.log.messages).toHaveLength(2);
  });

  it('leaves one outcome in the log', async () => {
    const { world, ana, ben } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    ana.hub.faults.loseAcks = true;
    await ana.dial(id);
    await ana.tell(id);
    await world.settle();
    expect(world.log.messages).toHaveLength(4);
    expect(ana.queue.state().unsent.count).toBe(0);
    expect(ben.callback(id).attempts).toHaveLength(1);
  });
});

describe('what gets lost on the way to the hub', () => {
  it('is sent again until it is there, once', async () => {
    const { world, ana, ben } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await ana.dial(id);
    await world.settle();
    ana.hub.faults.losePublications = true;
    await ana.tell(id, 'spoke', 'A note');
    await world.clock.pass(10_000);
    expect(ana.queue.state().unsent).toMatchObject({ count: 2 });
    expect(ben.callback(id).status).toBe('open');
    ana.hub.faults.losePublications = false;
    await world.clock.pass(5000);
    expect(ana.queue.state().unsent.count).toBe(0);
    expect(ben.callback(id)).toMatchObject({ status: 'done', notes: [{ text: 'A note' }] });
    expect(world.log.messages).toHaveLength(5);
  });

  it('is no claim: the agent hears that there was no answer, and holds nothing', async () => {
    const { world, ana, ben } = await twoDesks();
    const id = await ana.request();
    await world.settle();
    ana.hub.faults.losePublications = true;
    expect(await ana.claim(id)).toEqual(REFUSED('hub-no-answer'));
    ana.hub.faults.losePublications = false;
    await world.clock.pass(10_000);
    expect(ana.queue.state().inHand).toBeNull();
    expect(await ben.claim(id)).toMatchObject({ ok: true });
  });
});

describe('a hub that falls silent', () => {
  it('is seen offline within eight seconds, and since when', async () => {
    const { world, ana } = await twoDesks();
    ana.hub.fallSilent();
    await world.clock.pass(8000);
    expect(ana.queue.state().link).toMatchObject({
      name: 'offline',
      sinceMs: expect.closeTo(world.clock.now(), -4),
      error: appError('hub-no-answer'),
    });
  });

  it('keeps the outcome of the call that was up, and sends it when it speaks again', async () => {
    const { world, ana, ben } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await ana.dial(id);
    await world.settle();
    ana.hub.fallSilent();
    await ana.tell(id, 'spoke', 'A note');
    await world.clock.pass(60_000);
    expect(ana.queue.state().unsent.count).toBe(2);
    expect(ana.callback(id).status).toBe('done');
    ana.hub.speakAgain();
    await world.clock.pass(40_000);
    expect(ana.queue.state()).toMatchObject({ unsent: { count: 0 }, link: { name: 'online' } });
    expect(ben.callback(id)).toEqual(ana.callback(id));
    expect(ben.callback(id).attempts).toMatchObject([{ outcome: 'spoke', late: false }]);
  });

  it('gives nobody a callback: a claim says that the desk is offline', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await world.settle();
    ana.hub.fallSilent();
    await world.clock.pass(8000);
    expect(await ana.claim(id)).toEqual(REFUSED('callback-offline'));
    expect(ana.queue.state().offer).toBeNull();
  });
});

describe('a lease that runs out while its desk is offline', () => {
  it('lets nobody dial any more, and another may take the callback', async () => {
    const { world, ana, ben } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await world.settle();
    ana.hub.fallSilent();
    await world.clock.pass(LEASE_MS - 10_000);
    expect(await ana.dial(id)).toEqual(REFUSED('lease-over'));
    await world.clock.pass(20_000);
    expect(await ben.claim(id)).toMatchObject({ ok: true });
    expect(await ana.dial(id)).toEqual(REFUSED('lease-over'));
  });

  it('turns the outcome of a call made in time into a late one, which ends the callback', async () => {
    const { world, ana, ben } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await world.settle();
    ana.hub.fallSilent();
    await world.clock.pass(10_000);
    expect(await ana.dial(id)).toMatchObject({ ok: true });
    await world.clock.pass(LEASE_MS);
    await ben.claim(id);
    await ana.tell(id, 'spoke');
    ana.hub.speakAgain();
    await world.clock.pass(40_000);
    expect(ben.callback(id)).toMatchObject({
      status: 'done',
      attempts: [{ agent: 'ana', outcome: 'spoke', late: true }],
    });
    expect(await ben.dial(id)).toEqual(REFUSED('callback-closed'));
    expect(ana.callback(id)).toEqual(ben.callback(id));
  });
});

describe('what the hub will never take', () => {
  it('waits for a person, in words', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await world.settle();
    ana.hub.faults.refusePublications = appError('hub-refused');
    await ana.ask(ana.queue.commands.addCallbackNote({ callbackId: id, text: 'A note' }));
    await world.settle();
    expect(ana.queue.state()).toMatchObject({ rejected: 1, unsent: { count: 0 } });
    const list = await ana.queue.commands.listRejected(undefined);
    expect(list).toMatchObject({
      ok: true,
      value: [{ callbackId: id, name: 'Patient 1', what: 'note', error: { code: 'hub-refused' } }],
    });
    if (!list.ok) return;
    await ana.queue.commands.dismissRejected({ id: list.value[0]?.id ?? '' });
    expect(ana.queue.state().rejected).toBe(0);
  });
});

describe('a hub that lets nobody in', () => {
  it('is named, and tried again all the same', async () => {
    const world = new World();
    const ana = world.desk('ana');
    ana.hub.faults.refuse = appError('hub-too-old');
    await ana.start();
    expect(ana.queue.state().link).toMatchObject({ name: 'refused', error: { code: 'hub-too-old' } });
    ana.hub.faults.refuse = null;
    await world.clock.pass(60_000);
    expect(ana.queue.state().link.name).toBe('online');
  });

  it('is tried at once when the agent says so', async () => {
    const world = new World();
    const ana = world.desk('ana');
    ana.hub.faults.refuse = appError('hub-unreachable');
    await ana.start();
    await world.clock.pass(120_000);
    expect(ana.queue.state().link).toMatchObject({ name: 'offline' });
    ana.hub.faults.refuse = null;
    await ana.ask(ana.queue.commands.retryHub(undefined));
    await world.settle();
    expect(ana.queue.state().link.name).toBe('online');
  });
});

describe('clocks', () => {
  it('that are two hours wrong change nothing', async () => {
    const world = new World();
    const ana = await world.desk('ana', { aheadMs: 2 * 3_600_000 }).start();
    const ben = await world.desk('ben', { aheadMs: -2 * 3_600_000 }).start();
    const id = await ana.request();
    await world.settle();
    expect(await ben.claim(id)).toMatchObject({ ok: true });
    expect(await ana.claim(id)).toEqual(REFUSED('callback-taken'));
    expect(await ben.dial(id)).toMatchObject({ ok: true });
    await ben.tell(id);
    await world.settle();
    expect(ana.callback(id)).toMatchObject({
      status: 'done',
      requestedMs: expect.closeTo(world.clock.now(), -4),
    });
  });

  it('that are set while offline leave no hub time to dial by, and the hub brings it back', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await world.settle();
    ana.hub.fallSilent();
    await world.clock.pass(8000);
    ana.aheadMs = -2 * 3_600_000;
    expect(await ana.dial(id)).toEqual(REFUSED('clock-unknown'));
    ana.hub.speakAgain();
    await world.clock.pass(40_000);
    expect(await ana.dial(id)).toMatchObject({ ok: true });
  });

  it('that are set while online are put right by asking the hub', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await world.settle();
    ana.aheadMs = 2 * 3_600_000;
    expect(await ana.claim(id)).toMatchObject({ ok: true });
    expect(await ana.dial(id)).toMatchObject({ ok: true });
  });

  it('of a machine that was started anew while offline are not trusted', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await world.settle();
    ana.hub.fallSilent();
    await world.clock.pass(60_000);
    ana.bootedMs = world.clock.now() - 10_000;
    await ana.restart();
    expect(ana.queue.state().inHand?.id).toBe(id);
    expect(await ana.dial(id)).toEqual(REFUSED('clock-unknown'));
  });

  it('go on over a crash of the app alone', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await world.settle();
    ana.hub.fallSilent();
    await world.clock.pass(60_000);
    await ana.restart();
    expect(await ana.dial(id)).toMatchObject({ ok: true });
  });
});

describe('a desk that starts anew', () => {
  it('has what it had in hand, and knows that a call was begun', async () => {
    const { world, ana } = await twoDesks();
    const id = await ana.request();
    await ana.claim(id);
    await ana.dial(id);
    await ana.restart();
    expect(ana.queue.state().inHand).toMatchObject({
      id,
      hold: { mine: true, dialStartedMs: expect.closeTo(world.clock.now(), -4) },
    });
    expect(await ana.dial(id)).toEqual(REFUSED('callback-maybe-called'));
    expect(await ana.dial(id, true)).toMatchObject({ ok: true });
  });
});
