import type { Invitation, Session } from 'sip.js';
import { autoAnswerDelayMs } from '../calls/auto-answer.ts';
import { type CallSurroundings, LiveCall } from '../calls/live-call.ts';
import { newCall } from '../calls/new-call.ts';
import { CallDescriptions } from './call-descriptions.ts';
import { type HeaderSource, readCaller, readQueue, readReferredBy } from './identity.ts';
import { readOffer } from './sdp.ts';
import { SipCall } from './sip-call.ts';
import { PRACTICE_PATIENT_HEADER } from './transport-port.ts';
import type { LineUserAgent } from './user-agent.ts';

export type { Invitation };

export interface IncomingPort {
  readonly userAgent: LineUserAgent;
  readonly around: CallSurroundings;
  readonly practice: boolean;
  /** Room for one more call. */
  readonly hasRoom: () => boolean;
  /** The server may ask for an answer by itself, and the agent is on no other call. */
  readonly mayAutoAnswer: () => boolean;
  /** Has the microphone opened for this call. Its track, if it is there already. */
  readonly needMicrophone: (callId: string) => MediaStreamTrack | null;
  /** The call that a dialog belongs to. */
  readonly callOf: (session: Session) => LiveCall | null;
}

/** An INVITE became a call, and what the PBX wants done with it. */
export interface Received {
  readonly call: LiveCall;
  readonly autoAnswerAt: number | null;
  /** The call whose place it takes (RFC 3891): to be answered at once, nobody is asked. */
  readonly replaced: LiveCall | null;
}

/**
 * Takes an INVITE in. The agent sees it ring at once; microphone and answer are got ready meanwhile.
 * @returns Null when the call was refused: no room (486), nothing we could answer (415, 488).
 */
export function receiveCall(invitation: Invitation, port: IncomingPort): Received | null {
  const refusal = refuse(invitation, port);
  if (refusal) {
    void invitation.reject({ statusCode: refusal });
    return null;
  }
  const source: HeaderSource = { header: (name) => invitation.request.getHeader(name) };
  const autoAnswerAt = autoAnswerTime(source, port);
  const now = Date.now();
  const call = new LiveCall(
    newCall({
      id: crypto.randomUUID(),
      direction: 'incoming',
      phase: { name: 'ringing', since: now, autoAnswerAt },
      remote: readCaller(source),
      queue: readQueue(source),
      referredBy: readReferredBy(source),
      startedAt: now,
      practice: port.practice ? (source.header(PRACTICE_PATIENT_HEADER) ?? null) : null,
    }),
    port.around,
  );
  const descriptions = new CallDescriptions(call.media.peer, () => call.negotiated());
  port.userAgent.describe(invitation, descriptions);
  call.speakThrough(new SipCall(invitation, call.listener));
  port.around.milestone(call.id, 'invite-received');
  call.prepareWith(() => {
    call.media.useMicrophone(port.needMicrophone(call.id));
    if (invitation.body) {
      descriptions.prepare(invitation.body).catch(() => call.leave('media-failed', 488));
    }
  });
  const replaced = invitation.replacee ? port.callOf(invitation.replacee) : null;
  return { call, autoAnswerAt, replaced };
}

function refuse(invitation: Invitation, port: IncomingPort): number | null {
  // Without an offer, the answer carries ours (RFC 3261 §13.2.1).
  if (invitation.body) {
    if (!/^application\/sdp\b/i.test(invitation.request.getHeader('Content-Type') ?? '')) return 415;
    if (!readOffer(invitation.body).ok) return 488;
  }
  // One that takes the place of another needs no place of its own.
  return invitation.replacee || port.hasRoom() ? null : 486;
}

function autoAnswerTime(source: HeaderSource, port: IncomingPort): number | null {
  const delayMs = autoAnswerDelayMs(source);
  return delayMs === null || !port.mayAutoAnswer() ? null : Date.now() + delayMs;
}
