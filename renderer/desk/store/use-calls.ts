import { useEffect } from 'react';
import { arrange, type CallsOnDesk } from './calls.ts';
import { useDesk } from './desk-store.ts';
import { usePage } from './page.ts';

/** The calls in their places on the desk. */
export function useCalls(): CallsOnDesk {
  const lastId = usePage((page) => page.lastInEarId);
  return arrange(
    useDesk((desk) => desk.calls),
    lastId,
  );
}

/** Remembers which call was last in the ear. Once, in the frame of the desk. */
export function useLastInEar({ current }: CallsOnDesk): void {
  const inEarId = current && !current.hold.wanted ? current.id : null;
  useEffect(() => {
    if (inEarId !== null) usePage.setState({ lastInEarId: inEarId });
  }, [inEarId]);
}
