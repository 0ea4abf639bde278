import type { Call } from '#shared/call/call.ts';
import { isLive } from '#shared/call/phase.ts';
import type { CallbackQueue, CallbackRow } from '#shared/contract/callback-state.ts';
import type { OpenScript } from '#shared/contract/scripts.ts';
import type { IsSameNumber } from '#shared/phone/same-number.ts';
import type { CallFacts, ScriptRule } from '#shared/script/choose.ts';
import type { ScriptPlace } from '#shared/script/place.ts';
import { asksHowItWent, type WrapUp } from '#shared/script/wrap-up.ts';

/** Until a patient's language or the team's is known. */
const LANGUAGE = 'en';
/** Whoever was cut off rings again, or is called again, within that time, or it is about something else. */
const RESUMED_WITHIN_MS = 30 * 60_000;

/** The script beside somebody, and where the agent is in it. */
export interface Beside {
  readonly open: OpenScript;
  readonly rule: ScriptRule;
  readonly place: ScriptPlace;
  /** The agent chose it or moved in it: it is theirs, and no rule takes it away. */
  readonly isTheirs: boolean;
  /** What it was chosen from. */
  readonly facts: CallFacts;
  /** The call that was answered last, until it has been told how it went. */
  readonly call: Pick<WrapUp, 'callId' | 'who'> | null;
  /** That call is over, and how it went is asked. */
  readonly wrapUp: WrapUp | null;
  /** When the line broke, where it did: nobody said goodbye. */
  readonly brokeOffMs: number | null;
}

/** Somebody to speak with: a call, or the callback in hand while there is no call for it; or a call to be wrapped up. */
export interface Subject {
  /** Of the call, else of the callback. */
  readonly id: string;
  /** What the script stays with: the callback where the call is for one, so that a second try finds the place again. */
  readonly anchor: string;
  readonly facts: CallFacts;
  /** Null for a callback in hand that nobody was called for, and for a call that has left the screen. */
  readonly call: Call | null;
}

export type Besides = ReadonlyMap<string, Beside>;

/** What is known beside the calls. */
interface Around {
  /** The subjects until now: a call stays with what it was beside. */
  readonly before: readonly Subject[];
  readonly besides: Besides;
  readonly nowMs: number;
  readonly isSameNumber: IsSameNumber;
  /** Ids of the scripts that practice patients ask for, by the patient's id. */
  readonly ofPatients: ReadonlyMap<string, string>;
  /** The team is in crisis mode. */
  readonly isCrisis: boolean;
}

/**
 * Whom scripts stand beside now.
 * @param calls those on screen
 */
export function subjectsOf(
  calls: readonly Call[],
  { inHand, inHandCallId }: CallbackQueue,
  around: Around,
): Subject[] {
  const { before, besides, ofPatients, isCrisis } = around;
  const isCrisisFor = (anchor: string, call: Call | null): boolean =>
    crisisOf(besides.get(anchor), call, isCrisis);
  const heldSubject = (callback: CallbackRow): Subject => {
    const { id } = callback;
    return { id, anchor: id, facts: factsOf(null, callback, ofPatients, isCrisisFor(id, null)), call: null };
  };
  const anchors = new Map(before.map(({ id, anchor }) => [id, anchor]));
  const spoken = calls
    // A colleague needs no script.
    .filter(({ consultFor }) => consultFor === null)
    .map((call): Subject => {
      const callback = call.id === inHandCallId ? inHand : null;
      const anchor = callback?.id ?? anchors.get(call.id) ?? brokenOffWith(call, around) ?? call.id;
      const facts = factsOf(call, callback, ofPatients, isCrisisFor(anchor, call));
      return { id: call.id, anchor, facts, call };
    });
  const isSpoken = (anchor: string): boolean => spoken.some((one) => one.anchor === anchor);
  /** Also by another anchor: that of the callback is known a moment after its call. */
  const isOnScreen = (callId: string): boolean => spoken.some(({ id }) => id === callId);
  const held = inHand && !isSpoken(inHand.id) ? [heldSubject(inHand)] : [];
  const waiting = [...besides].flatMap(([anchor, { call, facts }]): Subject[] =>
    call && !isSpoken(anchor) && !isOnScreen(call.callId) && anchor !== inHand?.id
      ? [{ id: call.callId, anchor, facts, call: null }]
      : [],
  );
  return [...spoken, ...held, ...waiting];
}

/** Whether this call takes up where another one broke off: its script stays as it was. */
export function isResuming({ brokeOffMs }: Beside, { call, facts }: Subject): boolean {
  return brokeOffMs !== null && call !== null && isLive(call) && facts.callback === null;
}

/**
 * What it becomes with this call, or without any; the same where nothing changed.
 * @param isTold how the call went has been told already
 */
export function withCall(beside: Beside, call: Call | null, isTold: boolean): Beside {
  if (call === null) return asking(beside, beside.call);
  if (call.answeredAt === null || isTold) return beside;
  const { phase } = call;
  if (phase.name !== 'ended') return beside.call?.callId === call.id ? beside : { ...beside, ...begun(call) };
  if (!asksHowItWent(call)) return beside.call === null ? beside : { ...beside, call: null };
  const over = { ...begun(call), brokeOffMs: phase.reason === 'lost' ? phase.at : null };
  return beside.wrapUp?.callId === call.id ? beside : asking({ ...beside, ...over }, over.call);
}

function begun({ id: callId, remote: who }: Call): Pick<Beside, 'call' | 'brokeOffMs'> {
  return { call: { callId, who }, brokeOffMs: null };
}

/** What was said of a call before that broke off is said of this one. */
function asking(beside: Beside, call: Beside['call']): Beside {
  const { wrapUp } = beside;
  if (call === null || wrapUp?.callId === call.callId) return beside;
  return { ...beside, wrapUp: { ...call, outcome: wrapUp?.outcome ?? null, note: wrapUp?.note ?? '' } };
}

/** The call that broke off with the same number, and is still to be told of. */
function brokenOffWith(call: Call, { besides, nowMs, isSameNumber }: Around): string | undefined {
  if (!isLive(call)) return undefined;
  return [...besides].find(
    ([, { wrapUp, brokeOffMs }]) =>
      wrapUp !== null &&
      brokeOffMs !== null &&
      nowMs - brokeOffMs < RESUMED_WITHIN_MS &&
      isSameNumber(wrapUp.who.number, call.remote.number),
  )?.[0];
}

/** Crisis mode neither begins nor ends in the midst of a call: what rings, or is not called yet, goes by what is now. */
function crisisOf(beside: Beside | undefined, call: Call | null, isCrisis: boolean): boolean {
  if (!beside) return isCrisis;
  const isUnderWay = call ? call.phase.name !== 'ringing' : beside.call !== null;
  return isUnderWay ? beside.facts.isCrisis : isCrisis;
}

function factsOf(
  call: Call | null,
  callback: CallbackRow | null,
  ofPatients: Around['ofPatients'],
  isCrisis: boolean,
): CallFacts {
  return {
    direction: call?.direction ?? 'outgoing',
    queue: call?.queue ?? null,
    callback: callback && { reason: callback.reason },
    isCrisis,
    practice: ofPatients.get(call?.practice ?? '') ?? null,
    language: callback?.language || LANGUAGE,
  };
}
