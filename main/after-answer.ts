import type { Call } from '#shared/call/call.ts';
import { isLive } from '#shared/call/phase.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';

/** The pause of a comma in a dialled number, before the digits behind it (RFC 3601 leaves its length to us). */
const PAUSE_MS = 2000;

/** Digits of an extension behind a number, sent once the call has been answered. */
export interface AfterAnswer {
  remember(callId: string, digits: string): void;
  /** The call did not come about. */
  forget(callId: string): void;
  callsAre(calls: readonly Call[]): void;
  stop(): void;
}

export function createAfterAnswer({ line, clock }: { line: Line; clock: Clock }): AfterAnswer {
  const waiting = new Map<string, string>();
  const pauses = new Set<() => void>();
  return {
    remember: (callId, digits) => void (digits !== '' && waiting.set(callId, digits)),
    forget: (callId) => void waiting.delete(callId),
    callsAre: (calls) => {
      for (const call of calls) {
        const digits = waiting.get(call.id);
        if (digits === undefined) continue;
        if (!isLive(call)) waiting.delete(call.id);
        if (call.phase.name !== 'talking') continue;
        waiting.delete(call.id);
        const cancel = clock.after(PAUSE_MS, () => {
          pauses.delete(cancel);
          void line.order({ kind: 'send-digits', callId: call.id, digits });
        });
        pauses.add(cancel);
      }
    },
    stop: () => {
      waiting.clear();
      for (const cancel of pauses) cancel();
    },
  };
}
