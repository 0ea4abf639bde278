import { useDesk } from '../store/desk-store.ts';
import { useCalls } from '../store/use-calls.ts';

/**
 * Whether the letters of the outcomes act: once a call was begun, and while no other patient is in the ear. A letter
 * pressed by habit must not close the wait of somebody who was never called.
 */
export function useMayTell(): boolean {
  const hasBegun = useDesk(({ callbacks }) => typeof callbacks.inHand?.hold?.dialStartedMs === 'number');
  const callId = useDesk((desk) => desk.callbacks.inHandCallId);
  const { current } = useCalls();
  return hasBegun && (current === null || current.id === callId);
}
