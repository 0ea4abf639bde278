import { type CallSurroundings, LiveCall } from '../calls/live-call.ts';
import { newCall } from '../calls/new-call.ts';
import { CallDescriptions } from './call-descriptions.ts';
import { readNameAddr } from './identity.ts';
import { SipCall } from './sip-call.ts';
import type { LineUserAgent } from './user-agent.ts';

export interface OutgoingRequest {
  readonly callId: string;
  /** An extension, a number or a SIP address. */
  readonly target: string;
  readonly consultFor: string | null;
  readonly microphone: MediaStreamTrack | null;
}

/**
 * Places a call: the INVITE leaves as soon as there are candidates.
 * @returns Null when the target is nothing that can be dialled.
 */
export function placeCall(
  request: OutgoingRequest,
  userAgent: LineUserAgent,
  around: CallSurroundings,
): LiveCall | null {
  const inviter = userAgent.makeInviter(request.target);
  if (!inviter) return null;
  const now = Date.now();
  const call = new LiveCall(
    newCall({
      id: request.callId,
      direction: 'outgoing',
      phase: { name: 'dialling', since: now },
      remote: { number: readNameAddr(request.target)?.number ?? request.target, name: '' },
      startedAt: now,
      consultFor: request.consultFor,
    }),
    around,
  );
  userAgent.describe(inviter, new CallDescriptions(call.media.peer, () => call.negotiated()));
  call.speakThrough(new SipCall(inviter, call.listener));
  call.media.useMicrophone(request.microphone);
  call.sip
    .dial(() => around.milestone(call.id, 'invite-sent'))
    // No candidates, or given up before the offer was made: the session says how it ended.
    .catch(() => call.leave('media-failed'));
  return call;
}
