import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionState } from '#shared/call/line-state.ts';
import { WireLostError } from '../sip/sip-transport.ts';
import { Connection } from './connection.ts';

const ONE = 'wss://one.example/ws';
const TWO = 'wss://two.example/ws';

function stage(servers: string[]) {
  const states: ConnectionState[] = [];
  const tries: { server: string; settle: PromiseWithResolvers<void> }[] = [];
  const network = new EventTarget();
  const connection = new Connection(servers, {
    connect: () => {
      const settle = Promise.withResolvers<void>();
      tries.push({ server: connection.server, settle });
      return settle.promise;
    },
    abandon: () => undefined,
    onState: (state) => states.push(state),
    network,
  });
  const fail = async () => {
    tries.at(-1)?.settle.reject(new WireLostError('refused'));
    await vi.advanceTimersByTimeAsync(0);
  };
  const succeed = async () => {
    tries.at(-1)?.settle.resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { connection, network, states, tries, fail, succeed };
}

describe('the connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tries every server before the wait grows, and never gives up', async () => {
    const { connection, tries, fail } = stage([ONE, TWO]);
    connection.start();
    for (let i = 0; i < 40; i += 1) {
      await fail();
      expect(connection.state.name).toBe('waiting');
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(tries.slice(0, 4).map(({ server }) => server)).toEqual([ONE, TWO, ONE, TWO]);
    expect(tries).toHaveLength(41);
    connection.stop();
  });

  it('makes its first retry in less than half a second, at the same server', async () => {
    const { connection, tries, succeed } = stage([ONE, TWO]);
    connection.start();
    await succeed();
    connection.lost('closed');
    expect(connection.state).toMatchObject({ name: 'waiting', server: ONE, attempt: 1, reason: 'closed' });
    await vi.advanceTimersByTimeAsync(500);
    expect(tries.map(({ server }) => server)).toEqual([ONE, ONE]);
    connection.stop();
  });

  it('tries now when asked, and starts the waits over', async () => {
    const { connection, tries, fail } = stage([ONE]);
    connection.start();
    for (let i = 0; i < 8; i += 1) {
      await fail();
      await vi.advanceTimersByTimeAsync(30_000);
    }
    await fail();
    const before = tries.length;
    connection.retryNow();
    expect(tries).toHaveLength(before + 1);
    await fail();
    await vi.advanceTimersByTimeAsync(500);
    expect(tries).toHaveLength(before + 2);
    connection.stop();
  });

  it('tries at once when the machine has a network again', async () => {
    const { connection, network, tries, fail } = stage([ONE]);
    connection.start();
    await fail();
    network.dispatchEvent(new Event('online'));
    expect(tries).toHaveLength(2);
    connection.stop();
    network.dispatchEvent(new Event('online'));
    expect(tries).toHaveLength(2);
  });

  it('says since when there is no link', async () => {
    const { connection, states, fail, succeed } = stage([ONE]);
    connection.start();
    const since = Date.now();
    await fail();
    await vi.advanceTimersByTimeAsync(500);
    await fail();
    expect(states.at(-1)).toMatchObject({ name: 'waiting', since, attempt: 3 });
    await vi.advanceTimersByTimeAsync(1000);
    await succeed();
    expect(states.at(-1)).toMatchObject({ name: 'connected', server: ONE });
    connection.stop();
  });

  it('gives a server up that takes the socket and never answers', async () => {
    const { connection, tries, succeed } = stage([ONE, TWO]);
    connection.start();
    await succeed();
    connection.giveUpServer();
    connection.lost('silent'); // the transport says so once it has let go
    await vi.advanceTimersByTimeAsync(500);
    expect(tries.at(-1)?.server).toBe(TWO);
    connection.stop();
  });

  it('is quiet after it was stopped', async () => {
    const { connection, tries, fail } = stage([ONE]);
    connection.start();
    await fail();
    connection.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tries).toHaveLength(1);
    expect(connection.state).toEqual({ name: 'idle' });
  });
});
