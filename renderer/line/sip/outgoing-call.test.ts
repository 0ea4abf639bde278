import type { Inviter } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallBook } from '../calls/call-book.ts';
import type { CallSurroundings, LiveCall } from '../calls/live-call.ts';
import { type OutgoingRequest, placeCall } from './outgoing-call.ts';
import type { SipCallListener } from './sip-call.ts';
import type { LineUserAgent } from './user-agent.ts';

const dialogs = vi.hoisted(() => ({ listeners: [] as SipCallListener[] }));
vi.mock(import('./sip-call.ts'), () => ({
  SipCall: class {
    constructor(_session: unknown, listener: SipCallListener) {
      dialogs.listeners.push(listener);
    }
    dial = async () => undefined;
  } as never,
}));

const PREFIXED = 'sip:92025550123@pbx.example.org';
const ASKED = '+12025550123';

function place(asked: Pick<OutgoingRequest, 'target' | 'number'>, canDial = true) {
  const book = new CallBook(() => undefined);
  const userAgent = { makeInviter: () => (canDial ? ({} as Inviter) : null), describe: () => undefined };
  const placed = placeCall(
    { callId: 'a', microphone: null, ...asked },
    userAgent as unknown as LineUserAgent,
    {
      book,
      speaker: { setSilent: () => undefined },
      audio: { iceServers: [], gatheringBudgetMs: 300 },
      milestone: () => undefined,
    } as unknown as CallSurroundings,
  );
  const listener = dialogs.listeners.at(-1);
  return { placed, named: (number: string, name: string) => listener?.named({ number, name }) };
}
const remote = (call: LiveCall | null) => call?.now.remote;

describe('a call that is placed', () => {
  beforeEach(() => {
    vi.stubGlobal('RTCPeerConnection', EventTarget);
    vi.stubGlobal('MediaStream', EventTarget);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    dialogs.listeners.length = 0;
  });

  it('is known by the number that was asked for, not by the one with the PBX’s prefix', () => {
    expect(remote(place({ target: PREFIXED, number: ASKED }).placed)).toEqual({ number: ASKED, name: '' });
  });

  it('is known by the user of its address when nothing else is said', () => {
    expect(remote(place({ target: 'sip:%2A97@pbx.example.org' }).placed)?.number).toBe('*97');
    expect(remote(place({ target: '600' }).placed)?.number).toBe('600');
  });

  it('takes a name for it from the network, and no prefix with it', () => {
    const { placed, named } = place({ target: PREFIXED, number: ASKED });
    named('92025550123', 'Ada Sample');
    expect(remote(placed)).toEqual({ number: ASKED, name: 'Ada Sample' });
  });

  it('is known by whomever the network names instead', () => {
    const { placed, named } = place({ target: PREFIXED, number: ASKED });
    named('1002', 'Desk Two');
    expect(remote(placed)).toEqual({ number: '1002', name: 'Desk Two' });
  });

  it('is none when the target cannot be dialled', () => {
    expect(place({ target: 'nobody at all' }, false).placed).toBeNull();
  });
});
