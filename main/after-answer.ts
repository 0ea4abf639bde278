import type { Call } from '#shared/call/call.ts';
import { isLive } from '#shared/call/phase.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';

/** The pause of a comma in a dialled number, before the digits behind it (RFC 3601 leaves its length to us). */
const PAUSE_MS = 2000;

/** What is to happen once a call has been answered. */
export interface Awaited {
  /** Digits of an extension behind its number, to be sent; empty for none. */
  readonly digits: string;
  /** The call that somebody was called into; null for none. */
  readonly joins: string | null;
}

export interface AfterAnswer {
  remember(callId: string, awaited: Awaited): void;
  /** The call did not come about. */
  forget(callId: string): void;
  callsAre(calls: readonly Call[]): void;
  stop(): void;
}

export function createAfterAnswer({ line, clock }: { line: Line; clock: Clock }): AfterAnswer {
  const waiting = new Map<string, Awaited>();
  const pauses = new Set<() => void>();
  return {
    remember: (callId, awaited) => void waiting.set(callId, awaited),
    forget: (callId) => void waiting.delete(callId),
    callsAre: (calls) => {
      for (const call of calls) {
        const awaited = waiting.get(call.id);
        if (!awaited) continue;
        if (!isLive(call)) waiting.delete(call.id);
        if (call.phase.name !== 'talking') continue;
        waiting.delete(call.id);
        const { digits, joins } = awaited;
        // Refused where the patient has hung up meanwhile: the agent is then alone with who was called.
        if (joins !== null) void line.order({ kind: 'merge', callIds: [joins, call.id] });
        if (digits === '') continue;
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
