import type { Call, TransferState } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import type { BusyLight } from '#shared/call/line-state.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import type { SipAddress } from '../sip/user-agent.ts';
import type { LiveCall } from './live-call.ts';

export interface BlindTransfer {
  readonly call: LiveCall;
  readonly target: string;
  /** What the target is shown by; without it, `target`. */
  readonly number?: string | undefined;
  readonly address: SipAddress;
  readonly evenIfBusy: boolean;
  readonly glance: (target: string) => Promise<BusyLight>;
}

/**
 * Hands a call to somebody else without talking to them first (RFC 5589 §6).
 *
 *   checking ──busy──▶ refused to the agent, nothing happened
 *      └──▶ REFER ──202──▶ sent ──NOTIFY 18x──▶ ringing ──NOTIFY 2xx──▶ done: our own leg is ended (the PBX does not)
 *             └──refused──┴──NOTIFY 3xx-6xx──▶ failed: the patient is taken back, or turns out lost
 * @returns When the REFER was accepted or refused; the rest is told by the call's `transfer`.
 */
export async function blindTransfer(transfer: BlindTransfer): Promise<Result<void>> {
  const { call, target } = transfer;
  const shown = transfer.number ?? target;
  if (!isUp(call.now) || isBeingHandedOver(call.now)) return failed(appError('call-state'));
  const move = (step: Extract<TransferState, { kind: 'blind' }>['step'], sipStatus: number | null): void =>
    call.apply({ type: 'transfer-moved', transfer: { kind: 'blind', target: shown, step, sipStatus } });

  move('checking', null);
  if (!transfer.evenIfBusy && (await transfer.glance(target)) === 'busy') {
    call.apply({ type: 'transfer-moved', transfer: null });
    return failed(appError('target-busy'));
  }
  await call.media.handOver();
  if (!isUp(call.now)) return failed(appError('call-state'));

  const { promise, resolve } = Promise.withResolvers<Result<void>>();
  const takeBack = (sipStatus: number): void => {
    move('failed', sipStatus);
    call.media.takeBack();
    call.askWhetherAlive();
    if (call.now.hold.wanted) void call.setHold(false);
  };
  call.sip.refer(transfer.address, {
    accepted: () => {
      move('sent', null);
      resolve(ok());
    },
    refused: (sipStatus) => {
      takeBack(sipStatus);
      resolve(failed(appError('transfer-refused', { sipStatus })));
    },
    progress: (sipStatus) => {
      if (sipStatus >= 300) takeBack(sipStatus);
      else if (sipStatus >= 200) {
        move('done', sipStatus);
        call.leave('transferred');
      } else if (sipStatus > 100) move('ringing', sipStatus);
    },
    // Means nothing once it was accepted.
    over: () => resolve(failed(appError('call-state'))),
  });
  return promise;
}

/** A second REFER would cross the first. */
export function isBlindUnderWay({ transfer }: Call): boolean {
  return transfer?.kind === 'blind' && ['checking', 'sent', 'ringing'].includes(transfer.step);
}

function isBeingHandedOver(call: Call): boolean {
  return isBlindUnderWay(call) || call.transfer?.step === 'completing';
}
