import { describe, expect, it } from 'vitest';
import { appError } from '#shared/result.ts';
import { hubContract, open, publication, Reader, stored } from '../../tests/hub/hub-contract.ts';
import { systemClock } from '../clock.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryHub, MemoryLog } from './fakes/memory-hub.ts';

hubContract('the hub in memory', () => {
  const log = new MemoryLog(systemClock);
  return {
    hub: new MemoryHub(log, 'ana', systemClock),
    author: 'ana',
    colleague: { hub: new MemoryHub(log, 'ben', systemClock), author: 'ben' },
    dispose: () => undefined,
  };
});

describe('the faults of the hub in memory', () => {
  const make = () => {
    const clock = new FakeClock();
    const log = new MemoryLog(clock);
    return { clock, log, hub: new MemoryHub(log, 'ana', clock) };
  };

  it('refuses a session by name', async () => {
    const { hub } = make();
    hub.faults.refuse = appError('hub-too-old');
    expect(await hub.open()).toEqual({ ok: false, error: appError('hub-too-old') });
  });

  it('falls silent: nothing comes, nothing is answered, and it is noticed within eight seconds', async () => {
    const { hub, log, clock } = make();
    const session = await open(hub);
    const reader = new Reader(session, 1);
    hub.fallSilent();
    const sent = session.publish(publication('callback-a', 0));
    log.append('ben', publication('callback-b', 0));
    await clock.pass(8_000);
    expect(await session.closed).toEqual(appError('hub-no-answer'));
    expect(await sent).toEqual({ kind: 'unknown' });
    expect([reader.messages.length, log.messages.length]).toEqual([0, 1]);
  });

  it('may speak again before anybody noticed', async () => {
    const { hub, log, clock } = make();
    const reader = new Reader(await open(hub), 1);
    hub.fallSilent();
    log.append('ben', publication('callback-b', 0));
    await clock.pass(3_000);
    hub.speakAgain();
    await clock.pass(10_000);
    expect(reader.messages).toHaveLength(1);
  });

  it('loses an answer after it has stored, or the publication before', async () => {
    const { hub, log } = make();
    const session = await open(hub);
    hub.faults.loseAcks = true;
    expect(await session.publish(publication('callback-a', 0))).toEqual({ kind: 'unknown' });
    expect(log.messages).toHaveLength(1);
    hub.faults.losePublications = true;
    expect(await session.publish(publication('callback-b', 0))).toEqual({ kind: 'unknown' });
    expect(log.messages).toHaveLength(1);
  });

  it('steps back, and gives the positions out again', async () => {
    const { hub, log } = make();
    const session = await open(hub);
    for (const id of ['callback-a', 'callback-b', 'callback-c']) await stored(session, publication(id, 0));
    log.stepBackTo(1);
    expect(await session.askBounds()).toMatchObject({ value: { lastSeq: 1 } });
    expect(await stored(session, publication('callback-d', 0))).toBe(2);
  });

  it('shows a lost message as a jump in the positions', async () => {
    const { hub, log } = make();
    const session = await open(hub);
    for (const id of ['callback-a', 'callback-b', 'callback-c']) await stored(session, publication(id, 0));
    log.lose(2);
    const reader = new Reader(await open(hub), 1);
    await reader.until(2);
    expect(reader.messages.map(({ seq }) => seq)).toEqual([1, 3]);
  });
});
