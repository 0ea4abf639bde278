import type { Call } from '#shared/call/call.ts';
import { callKnownAs } from '#shared/call/new-call.ts';

type Known = Pick<Call, 'id' | 'direction' | 'phase'> & Partial<Call>;

/** A call at its first moment, which is now unless it is known better. */
export function newCall(known: Known): Call {
  return callKnownAs({ startedAt: Date.now(), ...known });
}
