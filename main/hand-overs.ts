import type { Call } from '#shared/call/call.ts';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import { readNumber, type NumberRules } from '#shared/phone/number.ts';
import type { IsSameNumber } from '#shared/phone/same-number.ts';
import { callFor, HAND_OVER_WAITS_MS } from '#shared/team/hand-over.ts';
import type { HandOver, Heard, Posted } from '#shared/team/signal.ts';
import type { SignalPost } from './back-office/duties.ts';
import type { Clock } from './clock.ts';

/** A transfer is done, or has failed, within this time. */
const SENT_WITHIN_MS = 60_000;

export interface HandOversDeps {
  /** This desk's extension; null on the practice line, where nobody hands over to anybody. */
  readonly extension: string | null;
  readonly numbers: NumberRules;
  readonly isSameNumber: IsSameNumber;
  readonly post: (post: SignalPost) => Promise<Posted>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
  /** Puts the script beside a call, at its place. Nothing happens when it is not on this desk's shelf. */
  readonly give: (callId: string, handOver: HandOver, by: string) => void;
}

interface Waiting {
  readonly handOver: HandOver;
  readonly by: string;
  readonly atMs: number;
}

/**
 * Scripts that go along with a patient from desk to desk: through the hub, sealed, since SIP carries nothing about a
 * patient but the number that it always carries. In memory alone, and for some minutes.
 */
export class HandOvers {
  readonly #deps: HandOversDeps;
  #waiting: Waiting[] = [];
  /** Who was on each call when it was first seen. */
  #first: ReadonlyMap<string, string> = new Map();

  constructor(deps: HandOversDeps) {
    this.#deps = deps;
  }

  /** A patient is being handed to somebody; only a colleague's desk can take the script up. */
  leaving(call: Call, beside: ScriptBeside | undefined, target: string): void {
    const { extension, numbers, post, newId } = this.#deps;
    const to = readNumber(target, numbers);
    if (!beside || extension === null || !to.ok || to.value.kind !== 'extension') return;
    const { id, language, version } = beside.open.script;
    const signal: HandOver = {
      type: 'hand-over',
      id: newId(),
      to: to.value.digits,
      from: extension,
      script: { id, language },
      version,
      place: beside.place,
      number: call.remote.number === '' ? null : call.remote.number.slice(0, 64),
    };
    void post({ signal, keepMs: SENT_WITHIN_MS });
  }

  heard({ signal, name, atMs }: Heard): void {
    if (signal.type !== 'hand-over' || signal.to !== this.#deps.extension) return;
    if (this.#waiting.some(({ handOver }) => handOver.id === signal.id)) return;
    this.#waiting.push({ handOver: signal, by: name, atMs });
  }

  /** Gives each script to its call, once there is one. */
  callsAre(calls: readonly Call[]): void {
    const { clock, give, isSameNumber } = this.#deps;
    this.#first = new Map(calls.map(({ id, remote }) => [id, this.#first.get(id) ?? remote.number]));
    const fresh = this.#waiting.filter(({ atMs }) => clock.now() - atMs < HAND_OVER_WAITS_MS);
    const found = fresh.flatMap((one) => {
      const call = callFor(one.handOver, calls, this.#first, isSameNumber);
      return call ? [{ ...one, callId: call.id }] : [];
    });
    const taken = new Set(found.map(({ handOver }) => handOver.id));
    this.#waiting = fresh.filter(({ handOver }) => !taken.has(handOver.id));
    for (const { callId, handOver, by } of found) give(callId, handOver, by);
  }
}
