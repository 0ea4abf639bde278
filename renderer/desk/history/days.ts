import { useEffect, useState } from 'react';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { dayIn, HERE } from '../ui/index.ts';
import { words } from './words.ts';

/** The calls of one day at this desk. */
export interface CallDay {
  /** As 2026-03-10. */
  day: string;
  entries: readonly CallListEntry[];
}

/** The list under the days it goes through, in its own order. */
export function daysOf(entries: readonly CallListEntry[]): CallDay[] {
  const days: { day: string; entries: CallListEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayIn(HERE, entry.startedAt);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

const thisYear = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});
const anyYear = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const DAY_MS = 86_400_000;

/** A day as people say it on `today`, both as 2026-03-10: "Today", "Yesterday", "Monday 9 March". */
export function dayTitle(day: string, today: string): string {
  // A day has no zone: read as UTC on both sides it is always itself, and a day is always as long.
  const at = Date.parse(day);
  const days = Math.round((Date.parse(today) - at) / DAY_MS);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  const format = day.slice(0, 4) === today.slice(0, 4) ? thisYear : anyYear;
  return format.format(at).replace(',', '');
}

const LOOK_EVERY_MS = 30_000;

/** Today, also after midnight. */
export function useToday(): string {
  const [today, setToday] = useState(() => dayIn(HERE, Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setToday(dayIn(HERE, Date.now())), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return today;
}
