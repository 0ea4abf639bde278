import type { AskedWindow } from '#shared/callback/event.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { dayIn, time24In } from '../ui/index.ts';

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
const DAY_MS = 86_400_000;
const INVALID = failed(appError('time-invalid'));

/** An instant as it would be typed in a zone, on the next full five minutes. */
export function typedAt(instantMs: number, zone: string): TypedTime {
  const rounded = Math.ceil(instantMs / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
  return { day: dayIn(zone, rounded), time: time24In(zone, rounded), until: '' };
}

/**
 * The instant of a typed day and time in a zone, ms since the epoch. Of a time that the clocks show twice it is the
 * first; one that they skip fails as `time-invalid`.
 */
export function instantAt(day: string, time: string, zone: string): Result<number> {
  const asUtc = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(asUtc)) return INVALID;
  // The offset of a zone changes at most once within the two days around.
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetOf(zone, near));
  const candidates = offsets.map((offsetMs) => asUtc - offsetMs).toSorted((a, b) => a - b);
  const found = candidates.find((ms) => dayIn(zone, ms) === day && time24In(zone, ms) === time);
  return found === undefined ? INVALID : ok(found);
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetOf(zone: string, instantMs: number): number {
  return Date.parse(`${dayIn(zone, instantMs)}T${time24In(zone, instantMs)}Z`) - instantMs;
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
