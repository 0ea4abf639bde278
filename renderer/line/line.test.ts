import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LineAccount } from '#shared/contract/line.ts';
import type { LineSnapshot } from '#shared/call/line-state.ts';
import { ok, type Result } from '#shared/result.ts';
import { newCall } from './calls/new-call.ts';
import { Line } from './line.ts';
import type { AudioDesk } from './media/audio-desk.ts';
import type { Sitting, SittingPort } from './sitting.ts';

/** Everybody who has sat down, in turn. */
const seats = vi.hoisted(() => [] as FakeSitting[]);
interface FakeSitting {
  readonly port: SittingPort;
  readonly stopped: PromiseWithResolvers<void>;
}
const sound = vi.hoisted(() => ({ asked: [] as string[], isMetering: false }));

vi.mock(import('./sip/websocket-wire.ts'), () => ({ webSocketTransport: {} as never }));
vi.mock(import('./sitting.ts'), () => ({
  Sitting: class {
    readonly calls = [];
    readonly #stopped = Promise.withResolvers<void>();
    constructor(port: SittingPort) {
      seats.push({ port, stopped: this.#stopped });
    }
    start = () => undefined;
    stop = () => this.#stopped.promise;
  } as unknown as typeof Sitting,
}));
vi.mock(import('./media/audio-desk.ts'), () => ({
  AudioDesk: class {
    readonly ringer = { playing: null, play: () => undefined, stop: () => undefined };
    readonly earTones = this.ringer;
    readonly microphone = { error: null };
    readonly state = {};
    readonly meter = {
      start: () => void (sound.isMetering = true),
      stop: () => void (sound.isMetering = false),
    };
    warm = () => undefined;
    setMeter = (on: boolean) => this.#take(`meter ${on ? 'on' : 'off'}`);
    setEchoTest = (on: boolean) => this.#take(`echo ${on ? 'on' : 'off'}`);
    async #take(what: string): Promise<Result<void>> {
      sound.asked.push(what);
      return ok();
    }
  } as unknown as typeof AudioDesk,
}));

const account = { extension: '1001' } as LineAccount;

function stage() {
  const snapshots: LineSnapshot[] = [];
  const line = new Line({
    snapshot: (snapshot) => void snapshots.push(snapshot),
    levels: () => undefined,
    milestone: () => undefined,
    practised: () => undefined,
    credential: () => Promise.resolve(null),
    startPractice: () => Promise.reject(new Error('nobody practises here')),
  });
  const sitDown = async (): Promise<FakeSitting> => {
    await line.obey({ kind: 'sign-in', account });
    const seat = seats.at(-1);
    if (!seat) throw new Error('nobody sat down');
    return seat;
  };
  const leave = async (seat: FakeSitting): Promise<void> => {
    const left = line.obey({ kind: 'sign-out' });
    seat.stopped.resolve();
    await left;
  };
  /** What main is told once the turn is over. */
  const now = async (): Promise<LineSnapshot | undefined> => {
    await Promise.resolve();
    return snapshots.at(-1);
  };
  return { line, sitDown, leave, now };
}

describe('the line', () => {
  beforeEach(() => {
    seats.length = 0;
    sound.asked.length = 0;
    sound.isMetering = false;
  });

  it('leaves nothing of one sitting to the next: neither what was known nor an open microphone', async () => {
    const { line, sitDown, leave, now } = stage();
    const first = await sitDown();
    first.port.onConnection({ name: 'connected', server: 'wss://pbx', since: 1 });
    first.port.onLight('1002', 'busy');
    first.port.onVoicemail({ waiting: true, newCount: 1, oldCount: 0 });
    await line.obey({ kind: 'set-meter', on: true });
    await leave(first);
    expect(await now()).toMatchObject({
      connection: { name: 'idle' },
      registration: { name: 'none' },
      voicemail: null,
      busyLights: {},
    });
    expect(sound).toMatchObject({ asked: ['meter on', 'meter off', 'echo off'], isMetering: false });

    // A meter that is still wanted would begin by itself when anything happens to a call.
    const { port } = await sitDown();
    port.book.add(
      newCall({ id: 'a', direction: 'incoming', phase: { name: 'ringing', since: 1, autoAnswerAt: null } }),
    );
    expect(sound.isMetering).toBe(false);
  });

  it('hears nothing from a sitting that is over, or about to be, about the one that follows', async () => {
    const { line, sitDown, now } = stage();
    const first = await sitDown();
    const second = line.obey({ kind: 'sign-in', account });
    first.port.onRegistration({ name: 'registering', since: 1 });
    first.stopped.resolve();
    await second;
    first.port.onLight('1002', 'free');
    first.port.onRegistration({ name: 'refused', since: 1, sipStatus: 403, code: 'sign-in-refused' });
    expect(await now()).toMatchObject({ registration: { name: 'none' }, busyLights: {} });
    seats.at(-1)?.port.onLight('1003', 'busy');
    expect(await now()).toMatchObject({ busyLights: { '1003': 'busy' } });
  });

  it('ends the echo test when a call is answered or dialled, not when one rings', async () => {
    const { sitDown } = stage();
    const { book } = (await sitDown()).port;
    book.add(
      newCall({ id: 'in', direction: 'incoming', phase: { name: 'ringing', since: 1, autoAnswerAt: null } }),
    );
    expect(sound.asked).toEqual([]);
    book.apply('in', { type: 'answer-asked', at: 2, byItself: false });
    expect(sound.asked).toEqual(['echo off']);
    book.apply('in', { type: 'established', at: 3 });
    book.apply('in', { type: 'hold-wanted', held: true });
    expect(sound.asked).toEqual(['echo off']);
    book.add(newCall({ id: 'out', direction: 'outgoing', phase: { name: 'dialling', since: 4 } }));
    expect(sound.asked).toEqual(['echo off', 'echo off']);
  });
});
