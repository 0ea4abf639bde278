/**
 * Time where the patient is, with nothing but the zone data of the runtime (Intl). Instants are ms since the epoch.
 *
 * Where the clocks are changed: a time that they skip is read with the clock as it was before the change (so 02:30 on a
 * day that skips from 02:00 to 03:00 is 03:30), one that they show twice is the first of the two.
 */

/** A day and a minute of it, by the clock of some zone. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 to 1440; 1440 is midnight at the end of the day. */
  readonly minutes: number;
}

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    fractionalSecondDigits: 3,
  });
  formats.set(zone, made);
  return made;
}

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** How far the clocks of a zone are ahead of UTC at an instant, in ms. Throws RangeError for a zone that is none. */
export function offsetMs(zone: string, atMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, fractionalSecond = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second, fractionalSecond) - atMs;
}

export function localTime(zone: string, atMs: number): LocalTime {
  const shifted = new Date(atMs + offsetMs(zone, atMs));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  };
}

/** The instant of a day and minute in a zone. */
export function instantOf(zone: string, { year, month, day, minutes }: LocalTime): number {
  const asUtc = Date.UTC(year, month - 1, day) + minutes * MINUTE_MS;
  // No zone changes its clocks twice within two days: one of these two offsets holds at that time, or it is skipped.
  const [before, after] = [offsetMs(zone, asUtc - DAY_MS), offsetMs(zone, asUtc + DAY_MS)];
  const candidates = [asUtc - before, asUtc - after].toSorted((a, b) => a - b);
  return candidates.find((atMs) => atMs + offsetMs(zone, atMs) === asUtc) ?? asUtc - before;
}

/** Hours of a day in minutes from midnight, the same every day. `untilMin` may be 1440. */
export interface DayHours {
  readonly fromMin: number;
  readonly untilMin: number;
}

export function isWithin({ fromMin, untilMin }: DayHours, zone: string, atMs: number): boolean {
  const { minutes } = localTime(zone, atMs);
  return minutes >= fromMin && minutes < untilMin;
}

/** The first instant from `atMs` on at which these hours are open where the zone is. */
export function nextWithin(hours: DayHours, zone: string, atMs: number): number {
  if (isWithin(hours, zone, atMs)) return atMs;
  const today = localTime(zone, atMs);
  const opening = instantOf(zone, { ...today, minutes: hours.fromMin });
  if (opening > atMs) return opening;
  const tomorrow = new Date(Date.UTC(today.year, today.month - 1, today.day) + DAY_MS);
  return instantOf(zone, {
    year: tomorrow.getUTCFullYear(),
    month: tomorrow.getUTCMonth() + 1,
    day: tomorrow.getUTCDate(),
    minutes: hours.fromMin,
  });
}

/** Minutes from midnight of a time like 08:30, at most 24:00. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
