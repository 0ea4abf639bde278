/**
 * Time where the patient is, with nothing but the zone data of the runtime (Intl). Instants are ms since the epoch; a
 * zone is an IANA name, and one that there is not throws a RangeError: ask `isTimeZone` of what comes from outside.
 *
 * Where the clocks are changed: a time that they skip is read with the clock as it was before the change (so 02:30 on a
 * day that skips from 02:00 to 03:00 is 03:30), one that they show twice is the first of the two (RFC 5545 §3.3.5).
 */

/** A day and a minute of it, by the clock of some zone. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 to 1440; 1440 is midnight at the end of the day. */
  readonly minutes: number;
}

export const MINUTE_MS = 60_000;
/** The end of the year 9999, as far as calendars go. */
export const LAST_INSTANT_MS = 253_402_300_799_999;
const DAY_MS = 86_400_000;
/** Clocks are changed on a quarter of an hour of UTC: within one, the offset is the same. */
const QUARTER_MS = 15 * MINUTE_MS;
/** More than a queue ever asks for; whoever walks through years of a zone starts afresh now and then. */
const MOST_QUARTERS = 512;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** By quarter of an hour, because a queue asks for the same ones thousands of times. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/** Names alone: a bare offset like +05:30 says nothing of summer time, and is no place. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    zoneNamed(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** How far the clocks of a zone are ahead of UTC at an instant, in ms. */
export function offsetMs(zone: string, atMs: number): number {
  const { format, offsets } = zoneNamed(zone);
  const quarter = Math.floor(atMs / QUARTER_MS);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const startMs = quarter * QUARTER_MS;
  const shown = format.format(startMs).match(/\d+/g) ?? [];
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = shown.map(Number);
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - startMs;
  if (offsets.size >= MOST_QUARTERS) offsets.clear();
  offsets.set(quarter, offset);
  return offset;
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

/** Hours of a day in minutes from midnight, the same every day: `fromMin` before `untilMin`, which may be 1440. */
export interface DayHours {
  readonly fromMin: number;
  readonly untilMin: number;
}

export function isWithin({ fromMin, untilMin }: DayHours, zone: string, atMs: number): boolean {
  const { minutes } = localTime(zone, atMs);
  return minutes >= fromMin && minutes < untilMin;
}

/**
 * The first instant from `atMs` on at which these hours are open where the zone is. Where the clocks are changed, hours
 * that begin in the time they skip begin with the change, and hours that they show twice are open twice. Past the last
 * instant it is that itself.
 */
export function nextWithin(hours: DayHours, zone: string, atMs: number): number {
  if (hours.fromMin >= hours.untilMin) throw new RangeError('Hours that are never open');
  let ms = atMs;
  while (ms < LAST_INSTANT_MS && !isWithin(hours, zone, ms)) {
    const opensMs = nextClock(zone, ms, hours.fromMin);
    const changeMs = firstChange(zone, ms, opensMs);
    if (changeMs === null) return opensMs;
    ms = changeMs;
  }
  return ms;
}

/** A few days: hours in which zones agree come every day, or never. */
const MOST_TURNS = 16;

/** The same for several zones at once; null when they never agree. */
export function nextWithinAll(hours: DayHours, all: readonly string[], atMs: number): number | null {
  let ms = atMs;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const startMs = ms;
    ms = all.reduce((latest, zone) => nextWithin(hours, zone, latest), startMs);
    // Nobody moved it on: it is open in all of them.
    if (ms === startMs) return ms;
  }
  return null;
}

/** When the zone's clocks would show that minute of the day next, if nobody changed them. */
function nextClock(zone: string, atMs: number, minute: number): number {
  const local = atMs + offsetMs(zone, atMs);
  const today = Math.floor(local / DAY_MS) * DAY_MS + minute * MINUTE_MS;
  return atMs + (today > local ? today : today + DAY_MS) - local;
}

/** The first instant after one and up to another at which the zone's clocks are changed; null when they are not. */
function firstChange(zone: string, afterMs: number, untilMs: number): number | null {
  const offset = offsetMs(zone, afterMs);
  let same = afterMs;
  while (same < untilMs) {
    const next = Math.min(same + 4 * QUARTER_MS, untilMs);
    if (offsetMs(zone, next) !== offset) break;
    same = next;
  }
  if (same >= untilMs) return null;
  // The change is within an hour from here, at the beginning of a quarter.
  let quarter = Math.floor(same / QUARTER_MS) + 1;
  while (offsetMs(zone, quarter * QUARTER_MS) === offset) quarter += 1;
  return quarter * QUARTER_MS;
}

/** Minutes from midnight of a time like 08:30, at most 24:00. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
