import { type CallSurroundings, LiveCall } from '../calls/live-call.ts';
import { newCall } from '../calls/new-call.ts';
import { CallDescriptions } from './call-descriptions.ts';
import { type Party, readNameAddr } from './identity.ts';
import { SipCall } from './sip-call.ts';
import type { LineUserAgent } from './user-agent.ts';

export interface OutgoingRequest {
  readonly callId: string;
  /** An extension, a number or a SIP address. */
  readonly target: string;
  /** What the call is shown and called again by; without it, the user of `target`. */
  readonly number?: string | undefined;
  /** The call that this one asks about; absent for any other. */
  readonly consultFor?: string | undefined;
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
  const dialled = readNameAddr(request.target)?.number ?? request.target;
  const number = request.number ?? dialled;
  const call = new LiveCall(
    newCall({
      id: request.callId,
      direction: 'outgoing',
      phase: { name: 'dialling', since: now },
      remote: { number, name: '' },
      startedAt: now,
      consultFor: request.consultFor ?? null,
    }),
    around,
  );
  userAgent.describe(inviter, new CallDescriptions(call.media.peer, () => call.negotiated()));
  const { listener } = call;
  const named = (party: Party): void =>
    // The PBX names the number as it was dialled, with its prefix.
    listener.named(party.number === dialled ? { ...party, number } : party);
  call.speakThrough(new SipCall(inviter, { ...listener, named }));
  call.media.useMicrophone(request.microphone);
  call.sip
    .dial(() => around.milestone(call.id, 'invite-sent'))
    // No candidates, or given up before the offer was made: the session says how it ended.
    .catch(() => call.leave('media-failed'));
  return call;
}
