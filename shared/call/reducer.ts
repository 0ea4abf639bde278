import type { Call, CallPhase, TransferState } from './call.ts';
import type { CallEvent, CallEventType } from './events.ts';

/**
 * The call reducer: pure and total. Every (phase, event) pair is either applied or ignored with a reason, and the
 * table below says which; the diagram of the phases stands in `call.ts`.
 */
export type IgnoredBecause = 'already-ended' | 'already-so' | 'not-in-this-phase';
export type Reduced =
  { readonly call: Call; readonly ignored: null } | { readonly call: Call; readonly ignored: IgnoredBecause };

type PhaseName = CallPhase['name'];

const BEFORE_ANSWER = ['ringing', 'answering', 'dialling', 'alerting'] as const satisfies PhaseName[];
const UP = ['talking', 'reaching'] as const satisfies PhaseName[];
const ALIVE = [...BEFORE_ANSWER, ...UP, 'ending'] as const satisfies PhaseName[];

/** In which phases an event means something. `ended` is final: it is in no list. */
const APPLIES: { readonly [T in CallEventType]: readonly PhaseName[] } = {
  'answer-asked': ['ringing'],
  alerted: ['dialling', 'alerting'],
  established: ['answering', 'dialling', 'alerting'],
  'path-lost': ['talking', 'reaching'],
  'path-restored': ['talking', 'reaching'],
  'end-asked': ALIVE,
  ended: ALIVE,
  'hold-wanted': UP,
  'hold-confirmed': UP,
  'hold-refused': UP,
  'mute-wanted': [...BEFORE_ANSWER, ...UP],
  'mute-confirmed': [...BEFORE_ANSWER, ...UP],
  'held-by-far-end': UP,
  'party-named': [...BEFORE_ANSWER, ...UP],
  'transfer-moved': UP,
  'conference-joined': UP,
  'conference-left': [...UP, 'ending'],
  'quality-measured': UP,
};

/** What becomes of a call when something happens to it. */
export function reduceCall(call: Call, event: CallEvent): Reduced {
  if (call.phase.name === 'ended') return { call, ignored: 'already-ended' };
  if (!APPLIES[event.type].includes(call.phase.name)) return { call, ignored: 'not-in-this-phase' };
  const next = apply(call, event);
  return next === call ? { call, ignored: 'already-so' } : { call: next, ignored: null };
}

/** The same object comes back when the event changes nothing. */
function apply(call: Call, event: CallEvent): Call {
  switch (event.type) {
    case 'answer-asked':
    case 'alerted':
    case 'established':
    case 'path-lost':
    case 'path-restored':
    case 'end-asked':
    case 'ended':
      return advance(call, event);
    case 'hold-wanted':
      return withWish(call, 'hold', { ...call.hold, wanted: event.held });
    case 'hold-confirmed':
      return withWish(call, 'hold', { ...call.hold, confirmed: event.held });
    case 'hold-refused':
      return withWish(call, 'hold', { wanted: call.hold.confirmed, confirmed: call.hold.confirmed });
    case 'mute-wanted':
      return withWish(call, 'mute', { ...call.mute, wanted: event.muted });
    case 'mute-confirmed':
      return withWish(call, 'mute', { ...call.mute, confirmed: event.muted });
    case 'held-by-far-end':
      return call.heldByFarEnd === event.held ? call : { ...call, heldByFarEnd: event.held };
    case 'party-named':
      return call.remote.number === event.number && call.remote.name === event.name
        ? call
        : { ...call, remote: { number: event.number, name: event.name } };
    case 'transfer-moved':
      return isNews(event.transfer, call.transfer) ? { ...call, transfer: event.transfer } : call;
    case 'conference-joined':
      return call.conferenceId === event.conferenceId ? call : { ...call, conferenceId: event.conferenceId };
    case 'conference-left':
      return call.conferenceId === null ? call : { ...call, conferenceId: null };
    case 'quality-measured':
      return { ...call, quality: event.quality };
  }
}

type PhaseEvent = Extract<
  CallEvent,
  {
    type: 'answer-asked' | 'alerted' | 'established' | 'path-lost' | 'path-restored' | 'end-asked' | 'ended';
  }
>;

function advance(call: Call, event: PhaseEvent): Call {
  const { phase } = call;
  switch (event.type) {
    case 'answer-asked':
      return { ...call, autoAnswered: event.byItself, phase: { name: 'answering', since: event.at } };
    case 'alerted':
      return alert(call, event);
    case 'established':
      return { ...call, answeredAt: event.at, phase: { name: 'talking', since: event.at } };
    case 'path-lost':
      return phase.name === 'reaching' ? call : { ...call, phase: { name: 'reaching', since: event.at } };
    case 'path-restored':
      return phase.name === 'talking' ? call : { ...call, phase: { name: 'talking', since: event.at } };
    case 'end-asked':
      return phase.name === 'ending' ? call : { ...call, phase: { name: 'ending', since: event.at } };
    case 'ended':
      return {
        ...call,
        conferenceId: null,
        phase: { name: 'ended', at: event.at, reason: event.reason, sipStatus: event.sipStatus },
      };
  }
}

/** Early media, once heard, stays: a later 180 does not take it back (RFC 3960 §3.2). */
function alert(call: Call, event: Extract<CallEvent, { type: 'alerted' }>): Call {
  const { phase } = call;
  if (phase.name !== 'alerting') {
    return { ...call, phase: { name: 'alerting', since: event.at, earlyMedia: event.earlyMedia } };
  }
  if (phase.earlyMedia || !event.earlyMedia) return call;
  return { ...call, phase: { ...phase, earlyMedia: true } };
}

/** What a blind transfer goes through. It begins again at the first. */
const BLIND_STEPS: readonly TransferState['step'][] = ['checking', 'sent', 'ringing', 'failed', 'done'];

/** A NOTIFY may overtake the answer to the REFER that it is about (RFC 3515 §2.4.4); the answer is old news then. */
function isNews(told: TransferState | null, known: TransferState | null): boolean {
  if (told === null || known === null) return told !== known;
  if (told.kind !== known.kind || told.target !== known.target) return true;
  if (told.kind === 'attended') {
    const isSameConsult = known.kind === 'attended' && told.consultCallId === known.consultCallId;
    return !isSameConsult || told.step !== known.step || told.sipStatus !== known.sipStatus;
  }
  const way = BLIND_STEPS.indexOf(told.step) - BLIND_STEPS.indexOf(known.step);
  if (way === 0) return told.sipStatus !== known.sipStatus;
  return way > 0 || told.step === 'checking';
}

function withWish(call: Call, which: 'hold' | 'mute', wish: Call['hold']): Call {
  const now = call[which];
  return now.wanted === wish.wanted && now.confirmed === wish.confirmed ? call : { ...call, [which]: wish };
}
