import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstHeader } from './headers.ts';
import { onScriptedServer } from '../fakes/scripted-server.ts';
import { Watch } from './watch.ts';

/** A server that takes every subscription and notifies when told. */
async function stage(status = 200) {
  const headers = ['Expires: 600', 'Contact: <sip:1002@pbx>'];
  const server = await onScriptedServer('SUBSCRIBE', () => ({ status, headers }));
  const { userAgent, requests: subscribes, stop } = server;
  let count = 0;
  const notify = async (state: string, body = 'x'): Promise<void> => {
    const subscribe = subscribes.at(-1) ?? '';
    count += 1;
    const text = [
      `NOTIFY ${/<(.*)>/.exec(firstHeader(subscribe, 'contact') ?? '')?.[1]} SIP/2.0`,
      `Via: SIP/2.0/WS pbx;branch=z9hG4bKn${count}`,
      'Max-Forwards: 70',
      `From: ${firstHeader(subscribe, 'to')?.replace(/;tag=.*/, '')};tag=server`,
      `To: ${firstHeader(subscribe, 'from')}`,
      `Call-ID: ${firstHeader(subscribe, 'call-id')}`,
      `CSeq: ${count} NOTIFY`,
      'Contact: <sip:1002@pbx>',
      'Event: dialog',
      `Subscription-State: ${state}`,
      `Content-Type: text/plain`,
      `Content-Length: ${body.length}`,
      '',
      body,
    ];
    server.hear(text);
    await vi.advanceTimersByTimeAsync(10);
  };
  const target = userAgent.address('1002');
  if (!target) throw new Error('no address');
  const told: string[] = [];
  const watch = new Watch(
    userAgent.agent,
    { target, event: 'dialog', accept: 'text/plain' },
    { notified: (body) => told.push(body), ended: () => told.push('ended') },
  );
  await vi.advanceTimersByTimeAsync(10);
  return { watch, subscribes, notify, told, stop };
}

describe('a subscription', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells what the server tells, until it is stopped', async () => {
    const { watch, subscribes, notify, told, stop } = await stage();
    await notify('active;expires=600', 'one');
    await notify('active;expires=600', 'two');
    expect(told).toEqual(['one', 'two']);
    watch.stop();
    await vi.advanceTimersByTimeAsync(10);
    expect(firstHeader(subscribes.at(-1) ?? '', 'expires')).toBe('0');
    await stop();
  });

  it.each(['giveup', 'giveup;retry-after=1', 'timeout', 'deactivated', 'probation', 'noresource'])(
    'that the server ends with %s is over, and not asked for again behind its owner’s back',
    async (reason) => {
      const { subscribes, notify, told, stop } = await stage();
      await notify('active;expires=600', 'one');
      await notify(`terminated;reason=${reason}`, 'two');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(told).toEqual(['one', 'two', 'ended']);
      expect(subscribes).toHaveLength(1);
      await stop();
    },
  );

  it('is over when it is refused', async () => {
    const { told, stop } = await stage(404);
    expect(told).toEqual(['ended']);
    await stop();
  });
});
