import type { Call } from '#shared/call/call.ts';

type Known = Pick<Call, 'id' | 'direction' | 'phase'> & Partial<Call>;

/** A call at its first moment. */
export function newCall(known: Known): Call {
  return {
    remote: { number: '', name: '' },
    queue: null,
    referredBy: null,
    startedAt: Date.now(),
    answeredAt: null,
    hold: { wanted: false, confirmed: false },
    heldByFarEnd: false,
    mute: { wanted: false, confirmed: false },
    transfer: null,
    consultFor: null,
    conferenceId: null,
    autoAnswered: false,
    quality: null,
    practice: null,
    ...known,
  };
}
