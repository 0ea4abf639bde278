import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import type { CallEvent } from '#shared/call/events.ts';
import { reduceCall } from '#shared/call/reducer.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import type { AudioDesk } from '../media/audio-desk.ts';
import { type Invitation, type Received, receiveCall } from '../sip/incoming-call.ts';
import type { Link } from '../sip/link.ts';
import { placeCall } from '../sip/outgoing-call.ts';
import type { CallBook } from './call-book.ts';
import type { LiveCall } from './live-call.ts';
import { newCall } from './new-call.ts';
import { Switchboard, type SwitchboardPort } from './switchboard.ts';

vi.mock(import('../sip/incoming-call.ts'), () => ({ receiveCall: vi.fn<typeof receiveCall>() }));
vi.mock(import('../sip/outgoing-call.ts'), () => ({ placeCall: vi.fn<typeof placeCall>() }));

class FakeCall {
  now: Call;
  readonly asked: string[] = [];
  readonly sip = {
    accept: async () => {
      this.asked.push('accept');
    },
  };

  constructor(id: string, phase: Call['phase']) {
    this.now = newCall({ id, direction: 'incoming', phase });
  }

  get id(): string {
    return this.now.id;
  }

  apply(event: CallEvent): void {
    this.now = reduceCall(this.now, event).call;
  }

  readonly reached = Promise.withResolvers<void>();
  reach(): Promise<void> {
    this.asked.push('reach');
    return this.reached.promise;
  }

  async setAside(): Promise<void> {
    this.asked.push('set aside');
  }

  isPrepared = false;
  prepare(): void {
    this.isPrepared = true;
  }
}

const ringing = (id: string) => new FakeCall(id, { name: 'ringing', since: 1, autoAnswerAt: null });
const talking = (id: string) => new FakeCall(id, { name: 'talking', since: 1 });

function stage() {
  const microphone = {
    track: null as MediaStreamTrack | null,
    isExpected: false,
    asked: Promise.withResolvers<Result<MediaStreamTrack>>(),
    needs: new Set<string>(),
    need: (what: string) => microphone.needs.add(what),
    release: (what: string) => microphone.needs.delete(what),
    opened: () => microphone.asked.promise,
  };
  const link = { isUp: true };
  const board = new Switchboard({
    account: { iceServers: [], gatheringBudgetMs: 300, dtmf: 'rfc4733', maxCalls: 2 },
    practice: false,
    link: link as unknown as Link,
    book: {} as CallBook,
    audio: { microphone } as unknown as AudioDesk,
    milestone: () => undefined,
    left: () => undefined,
  } as unknown as SwitchboardPort);
  const admit = (call: FakeCall): void => {
    const received: Received = { call: call as unknown as LiveCall, autoAnswerAt: null, replaced: null };
    vi.mocked(receiveCall).mockReturnValueOnce(received);
    board.receive({} as Invitation);
  };
  const allow = (): void => microphone.asked.resolve(ok({} as MediaStreamTrack));
  return { board, admit, allow, microphone, link };
}

describe('the switchboard', () => {
  beforeEach(() => {
    vi.mocked(placeCall).mockReset();
  });

  it('answers once, however often the key is pressed while the microphone is being allowed', async () => {
    const { board, admit, allow } = stage();
    const call = ringing('a');
    admit(call);
    const pressed = [board.answer('a'), board.answer('a')];
    allow();
    expect((await Promise.all(pressed)).map(({ ok: answered }) => answered)).toEqual([true, false]);
    expect(call.asked).toEqual(['accept']);
  });

  it('does not let a caller ring on whose call cannot be taken in', () => {
    const { board } = stage();
    const refusals: unknown[] = [];
    const invitation = {
      reject: async (refusal: unknown) => {
        refusals.push(refusal);
      },
    };
    vi.mocked(receiveCall).mockImplementationOnce(() => {
      throw new Error('an ICE server that the browser refuses');
    });
    expect(() => board.receive(invitation as unknown as Invitation)).toThrow('ICE server');
    expect(refusals).toEqual([{ statusCode: 480 }]);
    expect(board.live).toEqual([]);
  });

  it('puts nobody on hold for a caller who gave up while the microphone was being allowed', async () => {
    const { board, admit, allow } = stage();
    const patient = talking('patient');
    const caller = ringing('caller');
    admit(patient);
    admit(caller);
    const pressed = board.answer('caller');
    caller.apply({ type: 'ended', at: 2, reason: 'missed', sipStatus: null });
    allow();
    expect(await pressed).toEqual(failed(appError('call-state')));
    expect(patient.asked).toEqual([]);
    expect(caller.asked).toEqual([]);
  });

  it('holds whoever is in the ear when another call is answered', async () => {
    const { board, admit, allow } = stage();
    const patient = talking('patient');
    const caller = ringing('caller');
    admit(patient);
    admit(caller);
    allow();
    await board.answer('caller');
    expect(caller).toMatchObject({ isPrepared: true, asked: ['accept'] });
    expect(patient.asked).toEqual(['set aside']);
  });

  it('does not dial any more when the agent has signed out while the microphone was being allowed', async () => {
    const { board, allow, link, microphone } = stage();
    const dialled = board.dial({ callId: 'a', target: '600' });
    link.isUp = false;
    allow();
    expect(await dialled).toEqual(failed(appError('not-connected')));
    expect(placeCall).not.toHaveBeenCalled();
    expect(microphone.needs).toEqual(new Set());
  });

  it('keeps the microphone open for a call while another that was not dialled lets go of it', async () => {
    const { board, admit, allow, microphone } = stage();
    admit(talking('patient'));
    microphone.need('patient');
    vi.mocked(placeCall).mockReturnValue(null);
    const dialled = board.dial({ callId: 'a', target: 'nothing' });
    allow();
    expect(await dialled).toEqual(failed(appError('number-invalid')));
    expect(microphone.needs).toEqual(new Set(['patient']));
  });

  it('leaves a patient in the ear for whom somebody is brought in, and says which call it is for', async () => {
    const { board, admit, allow } = stage();
    const patient = talking('patient');
    admit(patient);
    vi.mocked(placeCall).mockImplementation(
      ({ callId }) => new FakeCall(callId, { name: 'dialling', since: 1 }) as unknown as LiveCall,
    );
    allow();
    expect(await board.dial({ callId: 'help', target: '911', joins: 'patient' })).toEqual(ok());
    expect(patient.asked).toEqual([]);
    expect(vi.mocked(placeCall).mock.lastCall?.[0]).toMatchObject({ target: '911', consultFor: 'patient' });
  });

  it('keeps to its number of calls even when two are dialled at once', async () => {
    const { board, admit, allow } = stage();
    admit(talking('patient'));
    vi.mocked(placeCall).mockImplementation(
      ({ callId }) => new FakeCall(callId, { name: 'dialling', since: 1 }) as unknown as LiveCall,
    );
    const dialled = [board.dial({ callId: 'a', target: '600' }), board.dial({ callId: 'b', target: '601' })];
    allow();
    expect(await Promise.all(dialled)).toEqual([ok(), failed(appError('too-many-calls', { limit: 2 }))]);
  });

  it('reaches who is talking first, one after the other, and nobody is kept waiting by a dialog that is silent', async () => {
    vi.useFakeTimers();
    const { board, admit } = stage();
    const held = talking('held');
    held.apply({ type: 'hold-wanted', held: true });
    const inTheEar = talking('in the ear');
    admit(held);
    admit(inTheEar);
    void board.reachAll();
    await vi.advanceTimersByTimeAsync(900);
    expect([inTheEar.asked, held.asked]).toEqual([['reach'], []]);
    await vi.advanceTimersByTimeAsync(200);
    expect(held.asked).toEqual(['reach']);
    vi.useRealTimers();
  });
});
