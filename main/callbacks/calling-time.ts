import type { Callback } from '#shared/callback/callback.ts';
import { permissionAt, timeToCall, type CallingRules } from '#shared/callback/status.ts';
import { zoneOf, type PatientZone } from '#shared/callback/zones.ts';
import type { CallPermission } from '#shared/contract/callback-state.ts';
import type { Workings } from './workings.ts';

/** The team's hours and zones, applied to one callback. */
export class CallingTime {
  readonly #workings: Workings;
  readonly #hours: CallingRules['hours'];
  readonly #teamZone: string;

  constructor(workings: Workings) {
    const { hours, zone } = workings.options.rules;
    this.#workings = workings;
    this.#hours = { fromMin: minutesOf(hours.from), untilMin: minutesOf(hours.until) };
    this.#teamZone = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  get teamZone(): string {
    return this.#teamZone;
  }

  zoneOf({ zone, number }: Pick<Callback, 'zone' | 'number'>, hubNowMs: number): PatientZone {
    return zoneOf(zone, this.#workings.options.zonesOf(number), this.#teamZone, hubNowMs);
  }

  permission(callback: Callback, hubNowMs: number): CallPermission {
    return permissionAt(callback, this.#workings.me, this.#rulesFor(callback, hubNowMs), hubNowMs);
  }

  /**
   * Whether the patient may be called at this time, whoever does it. When all that they asked for is over they still
   * wait: then by day is better than not at all.
   */
  time(callback: Callback, hubNowMs: number): CallPermission {
    const rules = this.#rulesFor(callback, hubNowMs);
    const time = timeToCall(callback, rules, hubNowMs);
    return time.kind === 'window-over' ? timeToCall({ ...callback, window: null }, rules, hubNowMs) : time;
  }

  #rulesFor(callback: Callback, hubNowMs: number): CallingRules {
    const { urgentIgnoresHours } = this.#workings.options.rules;
    return { hours: this.#hours, urgentIgnoresHours, zone: this.zoneOf(callback, hubNowMs) };
  }
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
