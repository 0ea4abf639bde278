import { useCallback, useEffect, useState } from 'react';

/** How long a first press waits for its second. */
const PATIENCE_MS = 4000;

/**
 * A press that must be meant: the first one arms, the second one within four seconds acts.
 * `isArmed` is for the words that ask for the second.
 */
export function useSecondPress(act: () => void): { isArmed: boolean; press: () => void; disarm: () => void } {
  const [isArmed, setArmed] = useState(false);
  const disarm = useCallback(() => setArmed(false), []);
  useEffect(() => {
    if (!isArmed) return undefined;
    const timer = setTimeout(disarm, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isArmed, disarm]);
  const press = useCallback(() => {
    setArmed(!isArmed);
    if (isArmed) act();
  }, [isArmed, act]);
  return { isArmed, press, disarm };
}
