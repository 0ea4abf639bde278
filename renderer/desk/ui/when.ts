/** Dates and times in words, here and where somebody else is. Instants are ms since the epoch, zones IANA names. */

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** How long somebody has waited: "just now", "41 min", "3 h 5 min", "2 days 4 h". */
export function waitWords(waitedMs: number): string {
  const minutes = Math.max(0, Math.floor(waitedMs / MINUTE_MS));
  if (minutes === 0) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < DAY_MINUTES) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const days = Math.floor(minutes / DAY_MINUTES);
  return joined(days, days === 1 ? 'day' : 'days', Math.floor((minutes % DAY_MINUTES) / 60), 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

interface ZoneClock {
  time: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  /** Year, month, day as 2026-03-10; and 14:30. */
  key: Intl.DateTimeFormat;
  time24: Intl.DateTimeFormat;
}

/** Making a formatter costs far more than using it. */
const clocks = new Map<string, ZoneClock | null>();

/** Null when this system does not know the zone. */
function clockOf(zone: string): ZoneClock | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = makeClock(zone);
  clocks.set(zone, made);
  return made;
}

function makeClock(zone: string): ZoneClock | null {
  const timeZone = zone === HERE ? undefined : zone;
  try {
    return {
      time: new Intl.DateTimeFormat(undefined, { timeZone, hour: '2-digit', minute: '2-digit' }),
      day: new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' }),
      key: new Intl.DateTimeFormat('sv-SE', { timeZone }),
      time24: new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }),
    };
  } catch (error) {
    // A name that no system knows can come from an imported list; then nobody can say what time it is there.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The zone of this desk. */
export const HERE = '';

export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Time of day in a zone; empty when the zone is not known. */
export function timeIn(zone: string, instantMs: number): string {
  return clockOf(zone)?.time.format(instantMs) ?? '';
}

/** Calendar day in a zone as 2026-03-10; empty when the zone is not known. */
export function dayIn(zone: string, instantMs: number): string {
  return clockOf(zone)?.key.format(instantMs) ?? '';
}

/** Time of day in a zone as 14:30, as a box for a time takes it; empty when the zone is not known. */
export function time24In(zone: string, instantMs: number): string {
  return clockOf(zone)?.time24.format(instantMs) ?? '';
}

/** Time with its day, as far as it is not today: "14:30", "tomorrow 08:30", "Thu 12 Mar 08:30". */
export function dayAndTime(instantMs: number, nowMs: number, zone: string = HERE): string {
  const clock = clockOf(zone);
  if (!clock) return '';
  const time = clock.time.format(instantMs);
  const day = dayWord(clock, instantMs, nowMs);
  return day ? `${day} ${time}` : time;
}

function dayWord(clock: ZoneClock, instantMs: number, nowMs: number): string {
  const days = daysBetween(clock.key.format(nowMs), clock.key.format(instantMs));
  if (days === 0) return '';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return clock.day.format(instantMs).replace(',', '');
}

/** Whole calendar days from one ISO day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (DAY_MINUTES * MINUTE_MS));
}

/** The place in a zone's name, for people: "New York". */
export function zonePlace(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Whether the clocks of two zones show the same at an instant. */
export function sameTime(zone: string, other: string, instantMs: number): boolean {
  const here = clockOf(zone);
  const there = clockOf(other);
  if (!here || !there) return false;
  return (
    here.time.format(instantMs) === there.time.format(instantMs) &&
    here.key.format(instantMs) === there.key.format(instantMs)
  );
}

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** The name of a language in words; what is no language tag stays as it was written. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}
