import type { CallbackRow } from '#shared/contract/callback-state.ts';

/** Worked on at this desk: the hold is ours, here, and no reserve. */
export function isInHand({ hold }: CallbackRow): boolean {
  return hold !== null && hold.mine && !hold.elsewhere && !hold.reserve;
}

/** Whether the key that takes it is worth pressing; main has the last word. */
export function canTake({ mayCall, hold }: CallbackRow, isLead: boolean): boolean {
  if (mayCall.kind === 'yes') return !isHeldByOthers(hold);
  // A lead decides about what waits for one, and may take over what waits for somebody else.
  return isLead && (mayCall.kind === 'attention' || mayCall.kind === 'for-other');
}

function isHeldByOthers(hold: CallbackRow['hold']): boolean {
  return hold !== null && (!hold.mine || hold.elsewhere);
}

/** Whether it may be given another time or be cancelled: by whoever has it, by anybody while nobody has, by leads always. */
export function mayChange({ status, hold }: CallbackRow, isLead: boolean): boolean {
  if (status === 'attention') return isLead;
  return status === 'open' && (isLead || hold === null || (hold.mine && !hold.elsewhere));
}
