import type { Clock } from '../clock.ts';
import type { HubSession } from '../hub/hub.ts';

/** Resolves after the delay, or when the session is over before. */
export async function pauseIn({ closed }: HubSession, clock: Clock, delayMs: number): Promise<void> {
  const slept = Promise.withResolvers<void>();
  const callOff = clock.after(delayMs, slept.resolve);
  await Promise.race([slept.promise, closed]);
  callOff();
}
