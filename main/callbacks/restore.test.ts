import { describe, expect, it, vi } from 'vitest';
import { World, type TestDesk } from './fakes/desk.ts';

const REFUSED = (code: string) => ({ ok: false, error: { code } });
const alarms = (desk: TestDesk) => desk.queue.state().alarms.map(({ code }) => code);

/** The hub goes away, `change` happens to its log, and it comes back. */
async function away(world: World, desks: readonly TestDesk[], change: () => void): Promise<void> {
  for (const desk of desks) desk.hub.fallSilent();
  change();
  for (const desk of desks) desk.hub.cut();
  for (const desk of desks) desk.hub.speakAgain();
  await world.clock.pass(45_000);
}

describe('a hub that was restored from an old copy', () => {
  it('gets back what each desk did since, as it was', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const [first, second] = [await ana.request(1), await ana.request(2)];
    await world.settle();
    const copySeq = world.log.bounds().lastSeq;
    await ana.claim(first);
    await ana.dial(first);
    await ana.tell(first, 'no-answer', 'Rang for a minute');
    await ben.claim(second);
    await ben.dial(second);
    await ben.tell(second, 'spoke');
    const third = await ben.request(3);
    await world.settle();
    const before = ana.callback(first);
    await away(world, [ana, ben], () => world.log.stepBackTo(copySeq));
    expect(ana.callback(first)).toMatchObject({
      status: 'open',
      dueMs: before.dueMs,
      attempts: [{ outcome: 'no-answer', late: false }],
      notes: [{ text: 'Rang for a minute' }],
    });
    expect(ana.callback(second)).toMatchObject({
      status: 'done',
      attempts: [{ outcome: 'spoke', late: false }],
    });
    expect(ana.callback(third)).toMatchObject({ status: 'open', requests: 1 });
    for (const id of [first, second, third]) expect(ben.callback(id)).toEqual(ana.callback(id));
    expect(ana.queue.state().unsent.count).toBe(0);
    expect(alarms(ana)).toContain('hub-log-shorter');
  });

  it('is not meant by a node that was cut off and tells for twenty seconds of a shorter log', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request(1);
    await world.settle();
    const copySeq = world.log.bounds().lastSeq;
    await ben.claim(id);
    await ben.dial(id);
    await ben.tell(id, 'spoke');
    await world.settle();
    const before = world.log.bounds().lastSeq;
    ana.hub.faults.endsAtSeq = copySeq;
    ana.hub.cut();
    await world.clock.pass(20_000);
    expect(ana.queue.state().link.name).toBe('offline');
    ana.hub.faults.endsAtSeq = null;
    await world.clock.pass(45_000);
    expect(ana.queue.state().link.name).toBe('online');
    expect(alarms(ana)).toEqual([]);
    expect(ana.callback(id)).toMatchObject({ status: 'done', attempts: [{ outcome: 'spoke' }] });
    expect(world.log.bounds().lastSeq).toBe(before);
  });

  it('is noticed although it has grown past our end since', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request(1);
    await world.settle();
    const copySeq = world.log.bounds().lastSeq;
    await ana.claim(id);
    await ana.dial(id);
    await ana.tell(id, 'spoke');
    await world.settle();
    ana.hub.fallSilent();
    await away(world, [ben], () => world.log.stepBackTo(copySeq));
    for (let last = 2; last < 8; last += 1) await ben.request(last);
    await world.settle();
    ana.hub.cut();
    ana.hub.speakAgain();
    await world.clock.pass(45_000);
    expect(ben.callback(id)).toMatchObject({ status: 'done', attempts: [{ outcome: 'spoke' }] });
    expect(ana.callback(id)).toEqual(ben.callback(id));
    expect(ana.store.log.lastSeq()).toBe(world.log.bounds().lastSeq);
  });

  it('is not dialled for what another desk did and has not sent again', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const lead = await world.desk('lead-cy').start();
    const id = await ana.request(1);
    await world.settle();
    const copySeq = world.log.bounds().lastSeq;
    await ana.claim(id);
    await ana.dial(id);
    await ana.tell(id, 'no-answer');
    await world.settle();
    // Ana's desk is switched off and may never come back.
    await ana.queue.close('stop');
    await away(world, [ben, lead], () => world.log.stepBackTo(copySeq));
    expect(ben.queue.state().alarms).toContainEqual({ code: 'hub-log-shorter', details: { count: 2 } });
    expect(await ben.claim(id)).toEqual(REFUSED('hub-log-shorter'));
    ben.queue.setAgent('ready');
    expect(ben.queue.state().offer).toBeNull();
    expect(await lead.claim(id)).toMatchObject({ ok: true });
    await lead.ask(lead.queue.commands.releaseCallback({ callbackId: id, to: null }));
    // It does come back.
    await ana.restart();
    await world.clock.pass(70_000);
    expect(ben.callback(id).attempts).toMatchObject([{ agent: 'ana', outcome: 'no-answer' }]);
    expect(await ben.claim(id)).toMatchObject({ ok: true });
  });

  it('leaves the callback in hand in hand, claimed again', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request(1);
    await world.settle();
    const copySeq = world.log.bounds().lastSeq;
    await ana.claim(id);
    await ana.dial(id);
    await world.settle();
    await away(world, [ana, ben], () => world.log.stepBackTo(copySeq));
    expect(ben.callback(id).hold).toMatchObject({ agent: 'ana', dialStartedMs: expect.any(Number) });
    expect(ana.queue.state().inHand?.id).toBe(id);
    await ana.tell(id);
    await world.settle();
    expect(ben.callback(id).attempts).toMatchObject([{ outcome: 'spoke', late: false }]);
  });
});

describe('what the hub has stored and not handed out yet', () => {
  async function toldAndWithheld() {
    const world = new World();
    const ana = await world.desk('ana').start();
    const id = await ana.request(1);
    await ana.claim(id);
    await ana.dial(id);
    await world.settle();
    const copySeq = world.log.bounds().lastSeq;
    const whole = world.log.after.bind(world.log);
    const withheld = vi.spyOn(world.log, 'after');
    withheld.mockImplementation((seq, limit) =>
      whole(seq, limit).filter((message) => message.seq <= copySeq),
    );
    const appended = vi.spyOn(world.log, 'append');
    await ana.tell(id, 'spoke');
    expect(ana.store.outbox.unsent()).toMatchObject([{ state: 'stored', event: { type: 'outcome' } }]);
    return { world, ana, id, copySeq, withheld, appended };
  }

  it('is sent again when the hub has lost it since', async () => {
    const { world, ana, id, copySeq, withheld } = await toldAndWithheld();
    await away(world, [ana], () => {
      world.log.stepBackTo(copySeq);
      withheld.mockRestore();
    });
    expect(world.log.messages).toHaveLength(copySeq + 1);
    expect(ana.callback(id)).toMatchObject({ status: 'done', attempts: [{ outcome: 'spoke', late: false }] });
    expect(ana.queue.state()).toMatchObject({ unsent: { count: 0 }, rejected: 0 });
  });

  it('is waited for, and not sent once more', async () => {
    const { world, ana, copySeq, withheld, appended } = await toldAndWithheld();
    await world.clock.pass(61_000);
    withheld.mockRestore();
    await away(world, [ana], () => undefined);
    expect(appended).toHaveBeenCalledTimes(1);
    expect(world.log.messages).toHaveLength(copySeq + 1);
    expect(ana.queue.state()).toMatchObject({ unsent: { count: 0 }, rejected: 0 });
  });
});

describe('a hole in the log', () => {
  it('is kept as one, alarmed, and filled when the hub has it again', async () => {
    const world = new World();
    const ana = await world.desk('ana').start();
    const id = await ana.request(1);
    await world.settle();
    const note = { callbackId: id, text: 'Lost and found' };
    await ana.ask(ana.queue.commands.addCallbackNote(note));
    await ana.request(2);
    await world.settle();
    const whole = world.log.after.bind(world.log);
    const damage = vi.spyOn(world.log, 'after');
    damage.mockImplementation((seq, limit) => whole(seq, limit).filter((message) => message.seq !== 2));
    const ben = await world.desk('ben').start();
    expect(ben.store.log.lastSeq()).toBe(3);
    expect(ben.queue.state().alarms).toEqual([{ code: 'hub-log-hole', details: { count: 1 } }]);
    expect(ben.callback(id).notes).toEqual([]);
    damage.mockRestore();
    await world.clock.pass(61_000);
    expect(ben.callback(id).notes).toMatchObject([{ text: 'Lost and found' }]);
    expect(alarms(ben)).toEqual([]);
  });
});

describe('a hole at the end of the log', () => {
  it('keeps nobody waiting: what cannot be had is a hole, and the desk goes on', async () => {
    const world = new World();
    const ana = await world.desk('ana').start();
    const id = await ana.request(1);
    await ana.ask(ana.queue.commands.addCallbackNote({ callbackId: id, text: 'Unreadable' }));
    await world.settle();
    const whole = world.log.after.bind(world.log);
    const damage = vi.spyOn(world.log, 'after');
    damage.mockImplementation((seq, limit) => whole(seq, limit).filter((message) => message.seq !== 2));
    const ben = await world.desk('ben').start();
    expect(ben.queue.state().link).toMatchObject({ name: 'syncing', total: 2 });
    await world.clock.pass(10_000);
    expect(ben.queue.state()).toMatchObject({
      link: { name: 'online' },
      alarms: [{ code: 'hub-log-hole', details: { count: 1 } }],
    });
    damage.mockRestore();
    await world.clock.pass(61_000);
    expect(ben.callback(id).notes).toMatchObject([{ text: 'Unreadable' }]);
    expect(ben.queue.state().alarms).toEqual([]);
  });
});

describe('another log under the same address', () => {
  it('is refused until a person decides, and what is unsent waits for a person', async () => {
    const world = new World();
    const ana = await world.desk('ana').start();
    const id = await ana.request(1);
    await world.settle();
    ana.hub.fallSilent();
    await ana.ask(ana.queue.commands.addCallbackNote({ callbackId: id, text: 'Unsent' }));
    await away(world, [ana], () => world.log.beginAnew());
    expect(ana.queue.state().link).toMatchObject({ name: 'refused', error: { code: 'hub-log-other' } });
    expect(alarms(ana)).toEqual(['hub-log-other']);
    expect(ana.callback(id).notes).toMatchObject([{ text: 'Unsent' }]);
    ana.queue.adoptLog();
    await world.settle();
    expect(ana.queue.state()).toMatchObject({ link: { name: 'online' }, rejected: 1, alarms: [] });
    expect(world.log.messages).toEqual([]);
  });
});
