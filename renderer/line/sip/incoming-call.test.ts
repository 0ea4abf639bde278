import type { Invitation, Session } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallBook } from '../calls/call-book.ts';
import type { CallSurroundings, LiveCall } from '../calls/live-call.ts';
import { receiveCall } from './incoming-call.ts';
import type { LineUserAgent } from './user-agent.ts';

interface Known {
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly replacee?: Session;
}

function stage(room: boolean) {
  const refusals: unknown[] = [];
  const needs: string[] = [];
  const before = {} as LiveCall;
  const receive = ({ headers = {}, body = '', replacee }: Known) =>
    receiveCall(
      {
        request: { getHeader: (name: string) => headers[name] },
        body,
        replacee,
        stateChange: { addListener: () => undefined },
        reject: async (refusal: unknown) => refusals.push(refusal),
      } as unknown as Invitation,
      {
        userAgent: { describe: () => undefined } as unknown as LineUserAgent,
        around: {
          book: new CallBook(() => undefined),
          speaker: { setSilent: () => undefined },
          audio: { iceServers: [], gatheringBudgetMs: 300 },
          milestone: () => undefined,
        } as unknown as CallSurroundings,
        practice: false,
        hasRoom: () => room,
        mayAutoAnswer: () => false,
        needMicrophone: (callId) => {
          needs.push(callId);
          return null;
        },
        callOf: () => before,
      },
    );
  return { receive, refusals, needs, before };
}

describe('an INVITE', () => {
  beforeEach(() => {
    vi.stubGlobal('RTCPeerConnection', EventTarget);
    vi.stubGlobal('MediaStream', EventTarget);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('rings with who calls and why, and does not answer itself unless it may', () => {
    const headers = {
      From: '"Pat" <sip:15550100@x>;tag=1',
      'X-Queue': 'intake',
      'Call-Info': '<sip:x>;answer-after=0',
    };
    expect(stage(true).receive({ headers })?.call.now).toMatchObject({
      remote: { number: '15550100', name: 'Pat' },
      queue: 'intake',
      phase: { name: 'ringing', autoAnswerAt: null },
    });
  });

  it('gets the microphone ready once, soon after the alert or when it is answered', () => {
    vi.useFakeTimers();
    const { receive, needs } = stage(true);
    const [slow, quick] = [receive({})?.call, receive({})?.call];
    expect(needs).toEqual([]);
    quick?.prepare();
    expect(needs).toEqual([quick?.id]);
    vi.advanceTimersByTime(1000);
    expect(needs).toEqual([quick?.id, slow?.id]);
    vi.useRealTimers();
  });

  it.each([
    ['one too many', false, {}, 486],
    ['another language', true, { body: 'x', headers: { 'Content-Type': 'text/plain' } }, 415],
    ['no secure audio', true, { body: 'v=0\r\n', headers: { 'Content-Type': 'application/sdp' } }, 488],
  ])('is refused when it is %s', (_, room, known, statusCode) => {
    const { receive, refusals } = stage(room);
    expect(receive(known)).toBeNull();
    expect(refusals).toEqual([{ statusCode }]);
  });

  it('that takes the place of a call needs no place of its own', () => {
    const { receive, refusals, before } = stage(false);
    expect(receive({ replacee: {} as Session })?.replaced).toBe(before);
    expect(refusals).toEqual([]);
  });
});
