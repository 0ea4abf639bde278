import type { TransferState } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import type { LineCommand } from '#shared/contract/line.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { isBlindUnderWay } from './blind-transfer.ts';
import type { LiveCall } from './live-call.ts';
import type { DialOrder } from './switchboard.ts';

type Attended = Extract<TransferState, { kind: 'attended' }>;

/** The PBX accepted the REFER and never said how it went: the agent gets both calls back to decide. */
const OUTCOME_LIMIT_MS = 30_000;

/** What an attended transfer needs of the switchboard. */
export interface ConsultPort {
  readonly find: (callId: string) => Result<LiveCall>;
  readonly dial: (order: DialOrder) => Promise<Result<void>>;
}

export type ConsultOrder = Omit<Extract<LineCommand, { kind: 'start-consult' }>, 'kind'>;

/**
 * Talks to somebody first and then hands the call over (RFC 5589 §7, REFER with Replaces).
 *
 *   startConsult: patient on hold, target dialled ──▶ consulting ──complete──▶ completing ──2xx──▶ done, both legs end
 *                                                      │     ▲                     └──refused──▶ failed, all as before
 *                                                      │     └── start again
 *                                                      ├── cancel: consult ends, patient is back
 *                                                      └── consult ends by itself ──▶ failed, patient still on hold
 */
export async function startConsult(port: ConsultPort, order: ConsultOrder): Promise<Result<void>> {
  const found = port.find(order.callId);
  if (!found.ok) return found;
  const call = found.value;
  if (!isUp(call.now) || consultUnderWay(call, port) || isBlindUnderWay(call.now))
    return failed(appError('call-state'));
  move(call, {
    kind: 'attended',
    target: order.number ?? order.target,
    consultCallId: order.consultCallId,
    step: 'consulting',
    sipStatus: null,
  });
  const wasHeld = call.now.hold.wanted;
  const setAside = call.setAside();
  const { callId: consultFor, consultCallId: callId, target, number } = order;
  const dialled = await port.dial({ callId, target, number, consultFor });
  if (dialled.ok) return ok();
  // Nobody was called: as if nothing had happened.
  move(call, null);
  await setAside;
  if (!wasHeld) await call.setHold(false);
  return dialled;
}

export async function completeTransfer(port: ConsultPort, callId: string): Promise<Result<void>> {
  const pair = findPair(port, callId);
  if (!pair) return failed(appError('call-state'));
  const { call, consult, transfer } = pair;
  // Replaces needs a dialog that was answered (RFC 3891 §3): a phone that still rings is not taken over.
  if (transfer.step === 'completing' || !consult || !isUp(consult.now)) return failed(appError('call-state'));
  move(call, { ...transfer, step: 'completing', sipStatus: null });
  const { promise, resolve } = Promise.withResolvers<Result<void>>();
  const fail = (sipStatus: number): void => {
    move(call, { ...transfer, step: 'failed', sipStatus });
    resolve(failed(appError('transfer-refused', { sipStatus })));
  };
  const limit = setTimeout(() => fail(408), OUTCOME_LIMIT_MS);
  void promise.finally(() => clearTimeout(limit));
  call.sip.refer(consult.sip, {
    accepted: () => undefined,
    refused: fail,
    progress: (sipStatus) => {
      if (sipStatus >= 300) fail(sipStatus);
      else if (sipStatus >= 200) {
        move(call, { ...transfer, step: 'done', sipStatus });
        resolve(ok());
        call.leave('transferred');
        if (isUp(consult.now)) consult.leave('transferred');
      }
    },
    // Handed over, or the patient hung up meanwhile: either way nothing is left to do.
    over: () => resolve(ok()),
  });
  return promise;
}

export async function cancelTransfer(port: ConsultPort, callId: string): Promise<Result<void>> {
  const pair = findPair(port, callId);
  if (!pair || pair.transfer.step === 'completing') return failed(appError('call-state'));
  const { call, consult } = pair;
  move(call, null);
  consult?.leave(isUp(consult.now) ? 'hung-up-here' : 'cancelled');
  return call.setHold(false);
}

/** The consult call is over without a transfer: say so beside the patient, who is still on hold. */
export function consultEnded(port: ConsultPort, consult: LiveCall): void {
  const { consultFor, phase } = consult.now;
  const found = consultFor === null ? null : port.find(consultFor);
  const transfer = found?.ok ? found.value.now.transfer : null;
  if (!found?.ok || transfer?.kind !== 'attended' || transfer.consultCallId !== consult.id) return;
  if (transfer.step !== 'consulting') return;
  move(found.value, {
    ...transfer,
    step: 'failed',
    sipStatus: phase.name === 'ended' ? phase.sipStatus : null,
  });
}

interface Pair {
  readonly call: LiveCall;
  readonly consult: LiveCall | null;
  readonly transfer: Attended;
}

/** By the patient's call or by the consult call: the agent means the same. */
function findPair(port: ConsultPort, callId: string): Pair | null {
  const named = port.find(callId);
  if (!named.ok) return null;
  const { consultFor } = named.value.now;
  const main = consultFor === null ? named : port.find(consultFor);
  const transfer = main.ok ? main.value.now.transfer : null;
  if (!main.ok || transfer?.kind !== 'attended') return null;
  const consult = port.find(transfer.consultCallId);
  return { call: main.value, consult: consult.ok ? consult.value : null, transfer };
}

function consultUnderWay(call: LiveCall, port: ConsultPort): boolean {
  const { transfer } = call.now;
  return transfer?.kind === 'attended' && transfer.step !== 'failed' && port.find(transfer.consultCallId).ok;
}

function move(call: LiveCall, transfer: Attended | null): void {
  call.apply({ type: 'transfer-moved', transfer });
}
