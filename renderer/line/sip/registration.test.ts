import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RegistrationState } from '#shared/call/line-state.ts';
import { firstHeader } from './headers.ts';
import { Registration } from './registration.ts';
import { onScriptedServer, type Reply } from '../fakes/scripted-server.ts';

/** A registrar that answers each REGISTER as told, or not at all. */
async function stage(reply: (register: string, count: number) => Reply | null) {
  const { userAgent, requests: registers, stop } = await onScriptedServer('REGISTER', reply);
  const states: RegistrationState[] = [];
  const silent: number[] = [];
  const registration = new Registration(userAgent.agent, 120, {
    onState: (state) => states.push(state),
    serverSilent: () => silent.push(Date.now()),
  });
  const names = (): string[] => states.map(({ name }) => name);
  return { registration, registers, states, names, silent, stop };
}

const granted = (register: string, seconds: number): string =>
  `Contact: ${firstHeader(register, 'contact')?.replace(/;expires=\d+/, '')};expires=${seconds}`;
const accept = (register: string, seconds: number, ...others: string[]): Reply => ({
  status: 200,
  headers: [...others, granted(register, seconds)],
});

describe('a registration', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is refreshed well before what was granted is over, and says so each time', async () => {
    const { registration, registers, names, stop } = await stage((register) => accept(register, 60));
    registration.register();
    await vi.advanceTimersByTimeAsync(100);
    expect(names()).toEqual(['registering', 'registered']);
    await vi.advanceTimersByTimeAsync(42_000);
    expect(registers).toHaveLength(2);
    expect(names()).toEqual(['registering', 'registered', 'registered']);
    await stop();
  });

  it('does not hurry because another phone of the extension is about to expire', async () => {
    const other = 'Contact: <sip:other@192.0.2.1>;expires=3';
    const { registration, registers, stop } = await stage((register) => accept(register, 100, other));
    registration.register();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registers).toHaveLength(1);
    await stop();
  });

  it('takes the longer time that a registrar insists on', async () => {
    const { registration, registers, states, silent, stop } = await stage((register, count) =>
      count === 1 ? { status: 423, headers: ['Min-Expires: 600'] } : accept(register, 600),
    );
    registration.register();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(registers).toHaveLength(2);
    expect(states.at(-1)).toMatchObject({ name: 'registered' });
    expect(silent).toEqual([]);
    await stop();
  });

  it.each([
    [403, 'sign-in-refused'],
    [404, 'extension-unknown'],
    [401, 'wrong-password'],
  ])('that is refused with %d waits for a human: %s', async (status, code) => {
    const { registration, registers, states, stop } = await stage(() => ({ status }));
    registration.register();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toMatchObject({ name: 'refused', sipStatus: status, code });
    expect(registers).toHaveLength(1);
    await stop();
  });

  it('is tried again by itself when the server has a bad moment', async () => {
    const { registration, names, stop } = await stage((register, count) =>
      count === 1 ? { status: 503 } : accept(register, 60),
    );
    registration.register();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(names()).toEqual(['registering', 'refused', 'registering', 'registered']);
    await stop();
  });

  it('gives a server up that does not answer', async () => {
    const { registration, states, silent, stop } = await stage(() => null);
    registration.register();
    await vi.advanceTimersByTimeAsync(7000);
    expect(states.at(-1)).toMatchObject({ name: 'refused', code: 'server-silent' });
    expect(silent).toHaveLength(1);
    await stop();
  });

  it('says goodbye, and does not wait for an answer for long', async () => {
    const { registration, registers, states, stop } = await stage((register, count) =>
      count === 1 ? accept(register, 60) : null,
    );
    registration.register();
    await vi.advanceTimersByTimeAsync(100);
    const left = registration.unregister();
    await vi.advanceTimersByTimeAsync(1000);
    await left;
    expect(registers.at(-1)).toContain(';expires=0');
    expect(states.at(-1)).toEqual({ name: 'none' });
    await stop();
  });
});
