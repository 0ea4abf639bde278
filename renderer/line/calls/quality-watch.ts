import type { CallQuality } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import { describeQuality, meanOpinionScore } from '#shared/call/quality.ts';
import { heardSample, isRaised, QUIET } from '#shared/call/quality-alert.ts';
import { type Counters, heardBetween, readCounters } from '../media/heard-stats.ts';
import type { LiveCall } from './live-call.ts';

const SAMPLE_EVERY_MS = 1000;
/** Samples of the window that the shown numbers are taken over. */
const WINDOW_SAMPLES = 2;

/** Measures what each call that is up hears, once a second. A held call measures nothing. */
export class QualityWatch {
  readonly #calls: () => readonly LiveCall[];
  readonly #known = new Map<string, { samples: readonly Counters[]; alert: typeof QUIET }>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(calls: () => readonly LiveCall[]) {
    this.#calls = calls;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#look(), SAMPLE_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#known.clear();
  }

  #look(): void {
    const calls = this.#calls();
    for (const id of this.#known.keys()) if (!calls.some((call) => call.id === id)) this.#known.delete(id);
    for (const call of calls) {
      const { now } = call;
      if (isUp(now) && !now.hold.wanted && !now.heldByFarEnd) void this.#measure(call);
      else this.#known.delete(call.id);
    }
  }

  async #measure(call: LiveCall): Promise<void> {
    const counters = await readCounters(call.media.peer);
    if (!counters) return;
    const known = this.#known.get(call.id) ?? { samples: [], alert: QUIET };
    const samples = [...known.samples, counters].slice(-(WINDOW_SAMPLES + 1));
    const oldest = samples[0];
    const previous = known.samples.at(-1);
    const second = previous ? heardBetween(previous, counters) : null;
    const alert = second
      ? heardSample(known.alert, meanOpinionScore(second), performance.now())
      : known.alert;
    this.#known.set(call.id, { samples, alert });
    const heard = oldest && samples.length > WINDOW_SAMPLES ? heardBetween(oldest, counters) : null;
    if (heard) this.#tell(call, describeQuality(heard, isRaised(alert)));
  }

  #tell(call: LiveCall, quality: CallQuality): void {
    if (call.now.phase.name !== 'ended') call.apply({ type: 'quality-measured', quality });
  }
}
