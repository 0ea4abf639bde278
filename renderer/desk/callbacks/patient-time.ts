import type { AskedWindow } from '#shared/callback/event.ts';
import { instantOf, isTimeZone, minutesOf } from '#shared/callback/local-time.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { dayIn, HERE, time24In, zoneHere } from '../ui/index.ts';

/** A day and a time of day as they are typed, where the patient is. */
export interface TypedTime {
  /** 2026-03-10, or empty. */
  day: string;
  /** 14:30, or empty. */
  time: string;
  /** End of the window on the same day; empty for none. */
  until: string;
}

const FIVE_MINUTES_MS = 300_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{2}:\d{2}$/;
const INVALID = failed(appError('time-invalid'));

/** An instant as it would be typed in a zone, on the next full five minutes. */
export function typedAt(instantMs: number, zone: string): TypedTime {
  const rounded = Math.ceil(instantMs / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
  return { day: dayIn(zone, rounded), time: time24In(zone, rounded), until: '' };
}

/**
 * The instant of a typed day and time in a zone, ms since the epoch. Of a time that the clocks show twice it is the
 * first; one that they skip fails as `time-invalid`: nobody can be called at it.
 */
export function instantAt(day: string, time: string, zone: string): Result<number> {
  const name = zone === HERE ? zoneHere() : zone;
  if (!DAY.test(day) || !TIME.test(time) || !isTimeZone(name)) return INVALID;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const atMs = instantOf(name, { year, month, day: date, minutes: minutesOf(time) });
  return dayIn(zone, atMs) === day && time24In(zone, atMs) === time ? ok(atMs) : INVALID;
}

/** From when on, and the window when an end was typed. What is over already fails as `time-invalid`. */
export function windowAt(
  { day, time, until }: TypedTime,
  zone: string,
  nowMs: number,
): Result<{ fromMs: number; window: AskedWindow | null }> {
  const from = instantAt(day, time, zone);
  if (!from.ok) return from;
  if (!until) return from.value > nowMs ? ok({ fromMs: from.value, window: null }) : INVALID;
  const end = instantAt(day, until, zone);
  if (!end.ok) return end;
  if (end.value <= from.value || end.value <= nowMs) return INVALID;
  return ok({ fromMs: from.value, window: { fromMs: from.value, untilMs: end.value } });
}
