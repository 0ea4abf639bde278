import { describe, expect, it } from 'vitest';
import { World, type TestDesk } from './fakes/desk.ts';

const REFUSED = (code: string) => ({ ok: false, error: { code } });
const PLAN = { rules: { offlineReserve: 2 } };
const LEASE_MS = 20 * 60_000;

async function withThree(agentState: 'ready' | 'busy' | 'away' = 'busy') {
  const world = new World();
  const lead = await world.desk('lead-cy').start();
  const ids = [await lead.request(1), await lead.request(2), await lead.request(3)];
  const ana = await world.desk('ana', PLAN).start();
  ana.queue.setAgent(agentState);
  await world.clock.pass(10_000);
  return { world, lead, ana, ids };
}
const reserved = (desk: TestDesk, ids: readonly string[]) =>
  ids.filter((id) => desk.callback(id).hold?.reserve);

describe('the reserve', () => {
  it('is held while the agent works, and no more than the profile says', async () => {
    const { lead, ids } = await withThree();
    expect(reserved(lead, ids)).toHaveLength(2);
  });

  it('is renewed for as long as the desk is online', async () => {
    const { world, lead, ids } = await withThree();
    const before = reserved(lead, ids);
    await world.clock.pass(2 * LEASE_MS);
    expect(reserved(lead, ids)).toEqual(before);
    for (const id of before) expect(lead.callback(id).hold?.untilMs).toBeGreaterThan(world.clock.now());
  });

  it('is no callback in hand', async () => {
    const { ana } = await withThree();
    expect(ana.queue.state().inHand).toBeNull();
  });

  it('is what an agent goes on with when the link is gone', async () => {
    const { world, ana, ids, lead } = await withThree();
    ana.hub.fallSilent();
    await world.clock.pass(8000);
    ana.queue.setAgent('ready');
    const [first = '', second = ''] = reserved(ana, ids);
    const other = ids.find((id) => id !== first && id !== second) ?? '';
    expect(ana.queue.state().offer?.id).toBe(first);
    expect(await ana.claim(other)).toEqual(REFUSED('callback-offline'));
    expect(await ana.claim(first)).toMatchObject({ ok: true });
    expect(ana.queue.state().inHand?.id).toBe(first);
    expect(await ana.dial(first)).toMatchObject({ ok: true });
    await ana.tell(first);
    expect(ana.queue.state().offer?.id).toBe(second);
    ana.hub.speakAgain();
    await world.clock.pass(40_000);
    expect(lead.callback(first)).toMatchObject({
      status: 'done',
      attempts: [{ outcome: 'spoke', late: false }],
    });
  });

  it('taken in hand offline and not yet called stays in hand when the link is back', async () => {
    const { world, ana, ids, lead } = await withThree();
    ana.hub.fallSilent();
    await world.clock.pass(8000);
    const [first = ''] = reserved(ana, ids);
    await ana.claim(first);
    await world.clock.pass(30_000);
    ana.hub.speakAgain();
    await world.clock.pass(40_000);
    expect(ana.queue.state()).toMatchObject({ inHand: { id: first }, unsent: { count: 0 } });
    expect(lead.callback(first).hold).toMatchObject({ agent: 'ana', reserve: false });
  });

  it('goes back when the agent takes a break, and when they sign out', async () => {
    const { world, ana, ids, lead } = await withThree();
    ana.queue.setAgent('away');
    await world.clock.pass(10_000);
    expect(reserved(lead, ids)).toEqual([]);
    ana.queue.setAgent('busy');
    await world.clock.pass(10_000);
    expect(reserved(lead, ids)).toHaveLength(2);
    await ana.ask(ana.queue.close('sign-out'));
    await world.settle();
    expect(reserved(lead, ids)).toEqual([]);
  });

  it('never holds what is urgent', async () => {
    const { world, ana, lead, ids } = await withThree('away');
    for (const callbackId of ids) {
      const now = { dueMs: world.clock.now(), window: null, zone: null, priority: 'urgent' as const };
      await lead.ask(lead.queue.commands.rescheduleCallback({ callbackId, ...now }));
    }
    ana.queue.setAgent('busy');
    await world.clock.pass(10_000);
    expect(reserved(lead, ids)).toEqual([]);
  });
});

describe('the callback in hand', () => {
  it('stays with this desk for as long as its call lives', async () => {
    const { world, ana, ids } = await withThree('away');
    const [id = ''] = ids;
    await ana.claim(id);
    await ana.dial(id);
    ana.queue.dialOrdered(id, 'call-1');
    ana.queue.callsChanged(['call-1']);
    await world.clock.pass(3 * LEASE_MS);
    expect(ana.queue.state()).toMatchObject({
      inHand: { id, status: 'open', hold: { mine: true } },
      inHandCallId: 'call-1',
    });
    ana.queue.callsChanged([]);
    await world.clock.pass(LEASE_MS - 60_000);
    expect(ana.queue.state().inHand).toMatchObject({ status: 'open', hold: { mine: true } });
    await world.clock.pass(2 * 60_000);
    expect(ana.queue.state().inHand).toMatchObject({ status: 'attention', attention: 'outcome-missing' });
  });

  it('is given back when a lead asks for it, unless it is being called', async () => {
    const { world, ana, lead, ids } = await withThree('away');
    const [first = '', second = ''] = ids;
    await ana.claim(first);
    await lead.ask(lead.queue.commands.releaseCallback({ callbackId: first, to: null }));
    await world.clock.pass(10_000);
    expect(ana.queue.state().inHand).toBeNull();
    expect(lead.callback(first).hold).toBeNull();
    await ana.claim(second);
    await ana.dial(second);
    await lead.ask(lead.queue.commands.releaseCallback({ callbackId: second, to: null }));
    await world.clock.pass(10_000);
    expect(ana.queue.state().inHand?.id).toBe(second);
    await ana.tell(second);
    await world.settle();
    expect(lead.callback(second)).toMatchObject({ status: 'done', attempts: [{ late: false }] });
  });

  it('is one: what was only looked at goes back when another is taken', async () => {
    const { world, ana, lead, ids } = await withThree('away');
    const [first = '', second = ''] = ids;
    await ana.claim(first);
    await ana.claim(second);
    await world.settle();
    expect(ana.queue.state().inHand?.id).toBe(second);
    expect(lead.callback(first).hold).toBeNull();
  });
});

describe('the next in line', () => {
  it('is offered to an agent who is free, and to nobody else', async () => {
    const { ana, ids } = await withThree('away');
    expect(ana.queue.state().offer).toBeNull();
    ana.queue.setAgent('ready');
    expect(ana.queue.state().offer?.id).toBe(ids[0]);
    ana.queue.setAgent('busy');
    expect(ana.queue.state().offer).toBeNull();
  });

  it('is another one when it is skipped, and from the top when all were', async () => {
    const { ana, ids } = await withThree('away');
    ana.queue.setAgent('ready');
    const seen: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const id = ana.queue.state().offer?.id;
      seen.push(id);
      await ana.queue.commands.skipOffer({ callbackId: id ?? '' });
    }
    // The reserve of this desk keeps its place in the order.
    expect(new Set(seen.slice(0, 3))).toEqual(new Set(ids));
    expect(seen[3]).toBe(seen[0]);
  });
});
