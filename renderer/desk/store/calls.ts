import type { Call } from '#shared/call/call.ts';
import { isLive, isUp } from '#shared/call/phase.ts';

/** The live calls, sorted into the places where the desk draws them. */
export interface CallsOnDesk {
  /** Waiting for the agent to answer, oldest first. */
  ringing: readonly Call[];
  /** The one the agent is in, or would talk to next. The keys act on it. */
  current: Call | null;
  /** All that hear each other with the current one, itself among them; alone when there is no conference. */
  together: readonly Call[];
  /** Up, and out of the agent's ear. */
  others: readonly Call[];
  /** Over, with the outcome still on screen; newest first. */
  ended: readonly Call[];
}

/** @param lastId the call that was last in the ear: with all on hold it stays in hand, so that Hold takes it back */
export function arrange(calls: readonly Call[], lastId: string | null = null): CallsOnDesk {
  const live = calls.filter(isLive);
  const ringing = live.filter(rings);
  const inHand = live.filter((call) => !rings(call));
  const current =
    inHand.findLast((call) => !call.hold.wanted) ??
    inHand.find(({ id }) => id === lastId) ??
    inHand.at(-1) ??
    null;
  const together = inHand.filter((call) => call === current || isWith(call, current));
  return {
    ringing,
    current,
    together,
    others: inHand.filter((call) => !together.includes(call)),
    ended: calls.filter((call) => !isLive(call)).toReversed(),
  };
}

function rings(call: Call): boolean {
  return call.phase.name === 'ringing';
}

function isWith(call: Call, other: Call | null): boolean {
  return other !== null && call.conferenceId !== null && call.conferenceId === other.conferenceId;
}

/** A transfer with a talk first, while it can still be completed or taken back. */
export interface Consult {
  /** The call that is to be handed over. */
  patient: Call;
  /** The call to the colleague; null while it has not been made or is over. */
  colleague: Call | null;
}

export function consultOn(calls: readonly Call[]): Consult | null {
  const patient = calls.find(
    ({ transfer, phase }) =>
      phase.name !== 'ended' && transfer?.kind === 'attended' && transfer.step !== 'done',
  );
  if (patient?.transfer?.kind !== 'attended') return null;
  const { consultCallId } = patient.transfer;
  const colleague = calls.find((call) => call.id === consultCallId && isLive(call)) ?? null;
  return { patient, colleague };
}

/** The two calls that Merge would join: the current one and the newest other that is up. */
export function mergeable({ current, others, together }: CallsOnDesk): [string, string] | null {
  const other = others.findLast(isUp);
  if (!current || !other || !isUp(current) || together.length > 1) return null;
  return [current.id, other.id];
}
