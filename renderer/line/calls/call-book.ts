import type { Call } from '#shared/call/call.ts';
import type { CallEvent } from '#shared/call/events.ts';
import { reduceCall } from '#shared/call/reducer.ts';
import { log } from '../log.ts';

/** How long an ended call stays in the snapshots, so that nobody misses how it ended. */
const KEEP_ENDED_MS = 30_000;

/** Every call as the world sees it. Changes only through the reducer. */
export class CallBook {
  readonly #calls = new Map<string, Call>();
  readonly #onChange: (before: Call | null, now: Call | null) => void;

  constructor(onChange: (before: Call | null, now: Call | null) => void) {
    this.#onChange = onChange;
  }

  all(): Call[] {
    return [...this.#calls.values()];
  }

  get(id: string): Call | null {
    return this.#calls.get(id) ?? null;
  }

  add(call: Call): void {
    this.#calls.set(call.id, call);
    this.#onChange(null, call);
  }

  apply(id: string, event: CallEvent): void {
    const before = this.#calls.get(id);
    if (!before) return;
    const { call, ignored } = reduceCall(before, event);
    if (ignored) {
      log('call', `${event.type} ignored: ${ignored}`);
      return;
    }
    this.#calls.set(id, call);
    if (call.phase.name === 'ended') setTimeout(() => this.#forget(id), KEEP_ENDED_MS);
    this.#onChange(before, call);
  }

  #forget(id: string): void {
    const before = this.#calls.get(id);
    if (before && this.#calls.delete(id)) this.#onChange(before, null);
  }
}
