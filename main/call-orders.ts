import type { Call } from '#shared/call/call.ts';
import { isLive, isUp } from '#shared/call/phase.ts';
import type { LineCommand } from '#shared/contract/line.ts';
import { numberOf, readNumber, sipTarget, type DialTarget } from '#shared/phone/number.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { SittingRules } from './sitting.ts';

/**
 * What a command on a call asks of the line, or why it cannot be: `call-unknown`, or `call-state` with the phase.
 * The line window checks again when the order arrives; this is what the agent is told at once.
 */
type Ordered = Result<LineCommand, AppError>;

function theCall(calls: readonly Call[], callId: string): Result<Call, AppError> {
  const call = calls.find(({ id }) => id === callId);
  return call && isLive(call) ? ok(call) : failed(appError('call-unknown'));
}

function onCall(
  calls: readonly Call[],
  callId: string,
  may: (call: Call) => boolean,
  order: (call: Call) => LineCommand,
): Ordered {
  const found = theCall(calls, callId);
  if (!found.ok) return found;
  return may(found.value) ? ok(order(found.value)) : wrongState(found.value);
}

function wrongState(call: Call): Result<never, AppError> {
  return failed(appError('call-state', { phase: call.phase.name }));
}

const isRinging = (call: Call): boolean => call.phase.name === 'ringing';
const mayHangUp = (call: Call): boolean => !isRinging(call) && call.phase.name !== 'ending';
const mayHandOver = ({ phase, transfer }: Call): boolean =>
  phase.name === 'talking' && (transfer === null || transfer.step === 'failed');
const isConsulting = ({ transfer }: Call): boolean =>
  transfer?.kind === 'attended' && (transfer.step === 'consulting' || transfer.step === 'failed');

export const answerOrder = (calls: readonly Call[], callId: string): Ordered =>
  onCall(calls, callId, isRinging, () => ({ kind: 'answer', callId }));

export const declineOrder = (calls: readonly Call[], callId: string): Ordered =>
  onCall(calls, callId, isRinging, () => ({ kind: 'decline', callId }));

export const hangUpOrder = (calls: readonly Call[], callId: string): Ordered =>
  onCall(calls, callId, mayHangUp, () => ({ kind: 'hang-up', callId }));

export const muteOrder = (calls: readonly Call[], callId: string, muted: boolean): Ordered =>
  onCall(calls, callId, mayHangUp, () => ({ kind: 'set-mute', callId, muted }));

export const holdOrder = (calls: readonly Call[], callId: string, held: boolean): Ordered =>
  onCall(calls, callId, isUp, () => ({ kind: 'set-hold', callId, held }));

/** Somebody hears the digits: an answered call, or what the network plays before. */
const mayHear = (call: Call): boolean =>
  isUp(call) || (call.phase.name === 'alerting' && call.phase.earlyMedia);

export function digitsOrder(calls: readonly Call[], callId: string, typed: string): Ordered {
  const digits = typed.replaceAll(' ', '').toUpperCase();
  if (!/^[0-9*#A-D]{1,64}$/.test(digits)) return failed(appError('digits-invalid'));
  return onCall(calls, callId, mayHear, () => ({ kind: 'send-digits', callId, digits }));
}

export function mergeOrder(calls: readonly Call[], [first, second]: readonly [string, string]): Ordered {
  if (first === second) return failed(appError('call-state'));
  for (const callId of [first, second]) {
    const found = theCall(calls, callId);
    if (!found.ok) return found;
    if (!isUp(found.value)) return wrongState(found.value);
  }
  return ok({ kind: 'merge', callIds: [first, second] });
}

export function splitOrder(calls: readonly Call[], conferenceId: string): Ordered {
  const isThere = calls.some((call) => call.conferenceId === conferenceId && isLive(call));
  return isThere ? ok({ kind: 'split', conferenceId }) : failed(appError('call-unknown'));
}

export function blindTransferOrder(
  calls: readonly Call[],
  asked: { callId: string; text: string; evenIfBusy: boolean },
  rules: SittingRules,
): Ordered {
  const { callId, evenIfBusy } = asked;
  const to = targetOf(asked.text, rules);
  if (!to.ok) return to;
  const { afterAnswer, ...callee } = to.value;
  // Nobody would be here to send the digits once the target has answered.
  if (afterAnswer !== '') return failed(appError('target-has-extension'));
  return onCall(calls, callId, mayHandOver, () => ({
    kind: 'blind-transfer',
    callId,
    ...callee,
    evenIfBusy,
  }));
}

export function consultOrder(
  calls: readonly Call[],
  asked: { callId: string; consultCallId: string; target: string; number: string },
  rules: SittingRules,
): Ordered {
  const room = roomForOneMore(calls, rules);
  if (!room.ok) return room;
  return onCall(calls, asked.callId, mayHandOver, () => ({ kind: 'start-consult', ...asked }));
}

export function bringInOrder(
  calls: readonly Call[],
  asked: { callId: string; joins: string; target: string; number: string },
  rules: SittingRules,
): Ordered {
  const room = roomForOneMore(calls, rules);
  if (!room.ok) return room;
  return onCall(calls, asked.joins, isUp, () => ({ kind: 'dial', ...asked }));
}

/** Completing and cancelling may be asked on the patient's call or on the consult call beside it. */
function patientsCall(calls: readonly Call[], callId: string): string {
  return calls.find(({ id }) => id === callId)?.consultFor ?? callId;
}

export function completeTransferOrder(calls: readonly Call[], callId: string): Ordered {
  const id = patientsCall(calls, callId);
  return onCall(calls, id, isConsulting, () => ({ kind: 'complete-transfer', callId: id }));
}

export function cancelTransferOrder(calls: readonly Call[], callId: string): Ordered {
  const id = patientsCall(calls, callId);
  return onCall(calls, id, isConsulting, () => ({ kind: 'cancel-transfer', callId: id }));
}

export function roomForOneMore(calls: readonly Call[], { maxCalls }: SittingRules): Result<void, AppError> {
  return calls.filter(isLive).length < maxCalls
    ? ok()
    : failed(appError('too-many-calls', { max: maxCalls }));
}

/** Whom a typed text means, and what is done about it. */
interface Callee {
  /** The SIP URI to call, with the prefix that the PBX wants. */
  readonly target: string;
  /** What it is shown, listed and called again by. */
  readonly number: string;
  /** Digits to send once somebody has answered; empty for none. */
  readonly afterAnswer: string;
}

/** Reads what was typed; `number-invalid` when that is nobody's number. */
export function targetOf(text: string, rules: SittingRules): Result<Callee, AppError> {
  const read: Result<DialTarget, AppError> = readNumber(text, rules.numbers);
  if (!read.ok) return read;
  const target = sipTarget(read.value, rules.numbers, rules.domain);
  const number = numberOf(read.value, rules.numbers, rules.domain);
  return ok({ target, number, afterAnswer: read.value.kind === 'outside' ? read.value.afterAnswer : '' });
}
