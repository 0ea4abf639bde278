import type { Call } from './call.ts';

type Known = Pick<Call, 'id' | 'direction' | 'phase' | 'startedAt'> & Partial<Call>;

/** A call of which only this much is known yet. */
export function callKnownAs(known: Known): Call {
  return {
    remote: { number: '', name: '' },
    queue: null,
    referredBy: null,
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
