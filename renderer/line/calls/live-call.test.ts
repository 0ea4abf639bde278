import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubSound } from '../fakes/no-sound.ts';
import type { Speaker } from '../media/speaker.ts';
import type { Renegotiated } from '../sip/reinvite.ts';
import type { SipCall } from '../sip/sip-call.ts';
import { CallBook } from './call-book.ts';
import { LiveCall } from './live-call.ts';
import { newCall } from './new-call.ts';

class Connection extends EventTarget {
  iceConnectionState = 'connected';
  close(): void {
    this.iceConnectionState = 'closed';
  }
}

class FakeSip {
  readonly answers: Renegotiated[] = [];
  readonly asked: string[] = [];
  established = true;
  readonly #never = new Promise<Renegotiated>(() => undefined);

  renegotiate(): Promise<Renegotiated> {
    this.asked.push('re-INVITE');
    const answer = this.answers.shift();
    return answer ? Promise.resolve(answer) : this.#never;
  }
  leave(reason: string): void {
    this.asked.push(`leave ${reason}`);
  }
  linkLost(): void {
    this.established = true;
  }
}

const accepted: Renegotiated = { kind: 'accepted' };
const refused: Renegotiated = { kind: 'refused', sipStatus: 488 };

function stage() {
  const book = new CallBook(() => undefined);
  const link = { up: Promise.resolve() };
  const speaker = { play: () => undefined, setSilent: () => undefined, stop: () => undefined };
  const around = {
    book,
    speaker: speaker as unknown as Speaker,
    audio: { iceServers: [], gatheringBudgetMs: 300 },
    dtmf: 'rfc4733' as const,
    linkUp: () => link.up,
    milestone: () => undefined,
    left: () => undefined,
  };
  const talking = (id: string, consultFor: string | null = null) => {
    const sip = new FakeSip();
    const phase = { name: 'dialling', since: 1 } as const;
    const call = new LiveCall(newCall({ id, direction: 'outgoing', phase, consultFor }), around);
    call.speakThrough(sip as unknown as SipCall);
    call.listener.established();
    return { call, sip, listener: call.listener };
  };
  return { talking, link };
}

describe('a live call', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    stubSound({ connection: Connection });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('answers an order that waits for the link when the call ends, however long it has been over', async () => {
    const { talking, link } = stage();
    const { call, listener, sip } = talking('a');
    const up = Promise.withResolvers<void>();
    link.up = up.promise;
    const held = call.setHold(true);
    listener.ended({ reason: 'hung-up-there', sipStatus: null });
    expect(await held).toMatchObject({ ok: false, error: { code: 'call-state' } });
    await vi.advanceTimersByTimeAsync(60_000);
    up.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(await call.setHold(false)).toMatchObject({ ok: false, error: { code: 'call-state' } });
    expect(sip.asked).toEqual([]);
  });

  it('is reached again although a new path was refused, while the old one carries sound', async () => {
    const { talking } = stage();
    const { call, sip } = talking('a');
    sip.answers.push(refused);
    call.linkLost();
    expect(call.now.phase.name).toBe('reaching');
    await call.reach();
    expect(call.now.phase.name).toBe('talking');
  });

  it('is still being reached when a new path was refused and the old one is dead', async () => {
    const { talking } = stage();
    const { call, sip } = talking('a');
    sip.answers.push(refused);
    Object.assign(call.media.peer.connection, { iceConnectionState: 'failed' });
    call.linkLost();
    await call.reach();
    expect(call.now.phase.name).toBe('reaching');
  });

  it('falls back to what was confirmed when hold is refused', async () => {
    const { talking } = stage();
    const { call, sip } = talking('a');
    sip.answers.push(refused, accepted);
    expect(await call.setHold(true)).toMatchObject({ ok: false, error: { code: 'hold-refused' } });
    expect(call.now.hold).toEqual({ wanted: false, confirmed: false });
    expect(await call.setHold(true)).toEqual({ ok: true, value: undefined });
  });

  it('is no refusal when the agent changes their mind before the hold is confirmed', async () => {
    const { talking } = stage();
    const { call, sip } = talking('a');
    sip.answers.push(accepted, accepted);
    const held = call.setHold(true);
    const resumed = call.setHold(false);
    expect(await held).toEqual({ ok: true, value: undefined });
    expect(await resumed).toEqual({ ok: true, value: undefined });
    expect(call.now.hold).toEqual({ wanted: false, confirmed: false });
  });

  it('does not let a patient whose phone refuses to be held hear the other call', async () => {
    const { talking } = stage();
    const { call, sip } = talking('a');
    sip.answers.push(refused);
    await call.setAside();
    expect(call.now).toMatchObject({ hold: { wanted: false }, mute: { wanted: true, confirmed: true } });
  });

  it('leaves the microphone on when the agent takes a patient back before they were on hold', async () => {
    const { talking } = stage();
    const { call, sip } = talking('a');
    sip.answers.push(accepted, accepted);
    const aside = call.setAside();
    await Promise.all([aside, call.setHold(false)]);
    expect(call.now.mute).toEqual({ wanted: false, confirmed: false });
  });

  it('asks twice whether it lives after a failed transfer, and is lost when the PBX says no the second time', async () => {
    const { talking } = stage();
    const { call, sip, listener } = talking('a');
    sip.answers.push(accepted, accepted);
    call.askWhetherAlive();
    await vi.advanceTimersByTimeAsync(4000);
    expect(sip.asked).toEqual(['re-INVITE', 're-INVITE']);
    call.askWhetherAlive();
    await vi.advanceTimersByTimeAsync(2000);
    listener.ended({ reason: 'hung-up-there', sipStatus: null });
    expect(call.now.phase).toMatchObject({ name: 'ended', reason: 'lost' });
  });

  it('was transferred when the PBX ends the consult before it says that the colleague has the patient', () => {
    const { talking } = stage();
    const { call } = talking('patient');
    const consult = talking('consult', 'patient');
    const transfer = { kind: 'attended', target: '1002', consultCallId: 'consult', sipStatus: null } as const;
    call.apply({ type: 'transfer-moved', transfer: { ...transfer, step: 'completing' } });
    consult.listener.ended({ reason: 'hung-up-there', sipStatus: null });
    expect(consult.call.now.phase).toMatchObject({ name: 'ended', reason: 'transferred' });
  });

  it('was hung up when a colleague who was only asked puts the phone down', () => {
    const { talking } = stage();
    const { call } = talking('patient');
    const consult = talking('consult', 'patient');
    const transfer = { kind: 'attended', target: '1002', consultCallId: 'consult', sipStatus: null } as const;
    call.apply({ type: 'transfer-moved', transfer: { ...transfer, step: 'consulting' } });
    consult.listener.ended({ reason: 'hung-up-there', sipStatus: null });
    expect(consult.call.now.phase).toMatchObject({ name: 'ended', reason: 'hung-up-there' });
  });
});
