import { describe, expect, it } from 'vitest';
import { World } from './fakes/desk.ts';

const REFUSED = (code: string) => ({ ok: false, error: { code } });

describe('a callback', () => {
  it('is asked for at one desk and seen at the other', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request();
    await world.settle();
    expect(ben.callback(id)).toEqual(ana.callback(id));
    expect(ben.queue.state().counts.team).toBe(1);
    expect(ben.queue.state().link.name).toBe('online');
    expect(ana.queue.state().unsent).toEqual({ count: 0, sinceMs: null });
  });

  it('is claimed by one of two, and the other is told', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request();
    await world.settle();
    const claims = await Promise.all([ana.claim(id), ben.claim(id)]);
    expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
    expect(claims).toContainEqual(REFUSED('callback-taken'));
  });

  it('is called, told of, and over at both desks', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request();
    await ana.claim(id);
    expect(ana.queue.state().inHand?.id).toBe(id);
    expect(await ana.dial(id)).toEqual({ ok: true, value: { number: '+12025550101', name: 'Patient 1' } });
    expect(await ana.dial(id)).toEqual(REFUSED('callback-maybe-called'));
    expect(await ana.tell(id, 'spoke', 'All is well')).toEqual({ ok: true, value: undefined });
    await world.settle();
    expect(ben.callback(id)).toMatchObject({ status: 'done', notes: [{ text: 'All is well' }] });
    expect(ben.callback(id)).toEqual(ana.callback(id));
    expect(ana.queue.state().inHand).toBeNull();
  });

  it('is not dialled by a desk that does not hold it', async () => {
    const world = new World();
    const [ana, ben] = [await world.desk('ana').start(), await world.desk('ben').start()];
    const id = await ana.request();
    await world.settle();
    expect(await ben.dial(id)).toEqual(REFUSED('callback-not-held'));
    await ana.claim(id);
    expect(await ben.dial(id)).toEqual(REFUSED('callback-not-held'));
  });
});
