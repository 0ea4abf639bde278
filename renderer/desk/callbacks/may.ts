import type { CallbackQueue, CallbackRow, HubLink } from '#shared/contract/callback-state.ts';

/** Worked on at this desk: the hold is ours, here, and no reserve. */
export function isInHand({ hold }: CallbackRow): boolean {
  return hold !== null && hold.mine && !hold.elsewhere && !hold.reserve;
}

/** Without the hub only what this desk holds already is sure to be nobody else's. */
export function needsHub({ hold }: CallbackRow, link: HubLink): boolean {
  return (link.name === 'offline' || link.name === 'refused') && !(hold?.mine && !hold.elsewhere);
}

/** Whether the key that takes it is worth pressing; main has the last word. */
export function canTake(
  row: CallbackRow,
  { me, link, inHand }: Pick<CallbackQueue, 'me' | 'link' | 'inHand'>,
): boolean {
  return inHand === null && !needsHub(row, link) && isFreeFor(row, me.lead);
}

function isFreeFor({ mayCall, hold }: CallbackRow, isLead: boolean): boolean {
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
