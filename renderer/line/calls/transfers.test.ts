import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import type { BusyLight } from '#shared/call/line-state.ts';
import { type CallEvent } from '#shared/call/events.ts';
import { reduceCall } from '#shared/call/reducer.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import type { ReferListener } from '../sip/sip-call.ts';
import type { SipAddress } from '../sip/user-agent.ts';
import { cancelTransfer, completeTransfer, consultEnded, startConsult } from './attended-transfer.ts';
import { blindTransfer } from './blind-transfer.ts';
import type { LiveCall } from './live-call.ts';
import { newCall } from './new-call.ts';

/** A call that is up, and what is asked of it. */
class FakeCall {
  now: Call;
  readonly asked: string[] = [];
  readonly refers: ReferListener[] = [];
  readonly media = {
    handOver: async () => void this.asked.push('silence'),
    takeBack: () => this.asked.push('sound'),
  };
  readonly sip = {
    refer: (_target: unknown, listener: ReferListener) => {
      this.asked.push('refer');
      this.refers.push(listener);
    },
  };

  constructor(id: string, known: Partial<Call> = {}) {
    this.now = newCall({ id, direction: 'incoming', phase: { name: 'talking', since: 1 }, ...known });
  }

  get id(): string {
    return this.now.id;
  }

  apply(event: CallEvent): void {
    this.now = reduceCall(this.now, event).call;
  }

  async setHold(held: boolean): Promise<Result<void>> {
    this.asked.push(held ? 'hold' : 'resume');
    this.apply({ type: 'hold-wanted', held });
    return ok();
  }

  async setAside(): Promise<void> {
    await this.setHold(true);
  }

  leave(reason: string): void {
    this.asked.push(`leave ${reason}`);
    this.apply({ type: 'end-asked', at: 1 });
  }

  askWhetherAlive(): void {
    this.asked.push('alive?');
  }

  get asLive(): LiveCall {
    return this as unknown as LiveCall;
  }
}

const lastRefer = (call: FakeCall): ReferListener => {
  const refer = call.refers.at(-1);
  if (!refer) throw new Error('nothing was referred');
  return refer;
};

describe('a blind transfer', () => {
  const transfer = (call: FakeCall, light: BusyLight = 'free') =>
    blindTransfer({
      call: call.asLive,
      target: '1002',
      address: {} as SipAddress,
      evenIfBusy: false,
      glance: () => Promise.resolve(light),
    });

  it('ends our own leg when the target has the patient', async () => {
    const call = new FakeCall('patient');
    const asked = transfer(call);
    await vi.waitFor(() => lastRefer(call).accepted());
    expect(await asked).toEqual(ok());
    lastRefer(call).progress(180);
    expect(call.now.transfer).toMatchObject({ step: 'ringing' });
    lastRefer(call).progress(200);
    expect(call.asked).toEqual(['silence', 'refer', 'leave transferred']);
  });

  it('is shown with the number that was asked for, without the prefix of the PBX', async () => {
    const call = new FakeCall('patient');
    void blindTransfer({
      call: call.asLive,
      target: 'sip:92025550123@pbx.example.org',
      number: '+12025550123',
      address: {} as SipAddress,
      evenIfBusy: true,
      glance: () => Promise.resolve('unknown'),
    });
    expect(call.now.transfer).toMatchObject({ kind: 'blind', target: '+12025550123' });
  });

  it('does not leave the desk while the target is busy', async () => {
    const call = new FakeCall('patient');
    expect(await transfer(call, 'busy')).toEqual(failed(appError('target-busy')));
    expect(call.now.transfer).toBeNull();
    expect(call.asked).toEqual([]);
  });

  it('is asked for once, however often the key is pressed', async () => {
    const call = new FakeCall('patient');
    const first = transfer(call);
    expect(await transfer(call)).toEqual(failed(appError('call-state')));
    await vi.waitFor(() => lastRefer(call).accepted());
    await first;
    expect(await transfer(call)).toEqual(failed(appError('call-state')));
    expect(call.refers).toHaveLength(1);
  });

  it('takes the patient back when it fails, asks whether they are still there, and may be tried again', async () => {
    const call = new FakeCall('patient');
    await call.setHold(true);
    const first = transfer(call);
    await vi.waitFor(() => lastRefer(call).accepted());
    await first;
    lastRefer(call).progress(486);
    expect(call.now.transfer).toMatchObject({ step: 'failed', sipStatus: 486 });
    expect(call.asked).toEqual(['hold', 'silence', 'refer', 'sound', 'alive?', 'resume']);
    void transfer(call);
    await vi.waitFor(() => expect(call.refers).toHaveLength(2));
  });

  it('does not keep its order waiting when the patient hangs up meanwhile', async () => {
    const call = new FakeCall('patient');
    const asked = transfer(call);
    await vi.waitFor(() => lastRefer(call).over());
    expect(await asked).toEqual(failed(appError('call-state')));
  });
});

describe('an attended transfer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const order = { callId: 'patient', consultCallId: 'consult', target: '1002' };

  function stage(dialled: Result<void> = ok()) {
    const patient = new FakeCall('patient');
    const consult = new FakeCall('consult', { consultFor: 'patient' });
    const live = new Map([['patient', patient]]);
    const port = {
      find: (id: string) => {
        const found = live.get(id);
        return found ? ok(found.asLive) : failed(appError('call-unknown'));
      },
      dial: () => {
        if (dialled.ok) live.set('consult', consult);
        return Promise.resolve(dialled);
      },
    };
    return { patient, consult, live, port };
  }

  it('ends both legs when the colleague has the patient', async () => {
    const { patient, consult, port } = stage();
    await startConsult(port, order);
    const completed = completeTransfer(port, 'patient');
    lastRefer(patient).accepted();
    lastRefer(patient).progress(200);
    expect(await completed).toEqual(ok());
    expect(patient.asked).toEqual(['hold', 'refer', 'leave transferred']);
    expect(consult.asked).toEqual(['leave transferred']);
  });

  it('leaves everything as it was when nobody could be called', async () => {
    const { patient, port } = stage(failed(appError('too-many-calls')));
    expect((await startConsult(port, order)).ok).toBe(false);
    expect(patient.now).toMatchObject({ transfer: null, hold: { wanted: false } });
  });

  it('leaves a patient on hold who was there before', async () => {
    const { patient, port } = stage(failed(appError('too-many-calls')));
    await patient.setHold(true);
    await startConsult(port, order);
    expect(patient.now).toMatchObject({ transfer: null, hold: { wanted: true } });
  });

  it('gives the agent both calls back when the PBX never says how it went', async () => {
    const { patient, port } = stage();
    await startConsult(port, order);
    const completed = completeTransfer(port, 'consult');
    lastRefer(patient).accepted();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await completed).toMatchObject({ ok: false, error: { code: 'transfer-refused' } });
    expect(await cancelTransfer(port, 'patient')).toEqual(ok());
    expect(patient.asked.at(-1)).toBe('resume');
  });

  it('does not keep its order waiting when the PBX ends our leg without a word', async () => {
    const { patient, port } = stage();
    await startConsult(port, order);
    const completed = completeTransfer(port, 'patient');
    lastRefer(patient).accepted();
    lastRefer(patient).over();
    expect(await completed).toEqual(ok());
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says so beside the patient when the consult ends by itself', async () => {
    const { patient, consult, live, port } = stage();
    await startConsult(port, order);
    consult.apply({ type: 'ended', at: 2, reason: 'busy', sipStatus: 486 });
    live.delete('consult');
    consultEnded(port, consult.asLive);
    expect(patient.now).toMatchObject({
      transfer: { step: 'failed', sipStatus: 486 },
      hold: { wanted: true },
    });
    expect(await cancelTransfer(port, 'patient')).toEqual(ok());
    expect(patient.now).toMatchObject({ transfer: null, hold: { wanted: false } });
  });

  it('does not begin while the patient is being sent on', async () => {
    const { patient, port } = stage();
    const sent = { kind: 'blind', target: '1003', step: 'ringing', sipStatus: 180 } as const;
    patient.apply({ type: 'transfer-moved', transfer: sent });
    expect(await startConsult(port, order)).toEqual(failed(appError('call-state')));
    expect(patient.now.transfer).toBe(sent);
  });
});
