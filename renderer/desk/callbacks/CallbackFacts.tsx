import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { dayAndTime, HERE, languageName, sameTime, timeIn, zonePlace } from '../ui/index.ts';
import styles from './CallbackFacts.module.css';
import { triesOf } from './row-words.ts';
import { SOURCE_WORDS, words, ZONE_WORDS } from './words.ts';

/** What is known of the wish, one line each; what nobody said is left out. */
export function CallbackFacts({ row }: { row: CallbackRow }) {
  const their = useHubClock((nowMs) => theirTime(row, nowMs));
  const window = useHubClock((nowMs) => windowWords(row, nowMs));
  const tries = triesOf(row);
  const facts: [string, string][] = [
    [words.facts.reason, row.reason],
    [words.facts.time, their],
    [words.facts.window, window],
    [words.facts.language, row.language && languageName(row.language)],
    [words.facts.tries, tries],
    [words.facts.source, sourceWords(row)],
  ];
  return (
    <dl className={styles['facts']}>
      {facts
        .filter(([, fact]) => fact)
        .map(([name, fact]) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}

function theirTime({ zone, status }: CallbackRow, nowMs: number): string {
  if (status === 'done' || status === 'cancelled') return '';
  const time = timeIn(zone.name, nowMs);
  if (!time) return words.unknownZone(zone.name);
  return words.timeIn(time, zonePlace(zone.name), ZONE_WORDS[zone.from]);
}

function windowWords({ window, zone }: CallbackRow, nowMs: number): string {
  if (!window) return '';
  const here = between(window, nowMs, HERE);
  if (sameTime(zone.name, HERE, window.fromMs)) return here;
  const there = between(window, nowMs, zone.name);
  return there ? words.bothTimes(there, zonePlace(zone.name), here) : here;
}

function between(
  { fromMs, untilMs }: NonNullable<CallbackRow['window']>,
  nowMs: number,
  zone: string,
): string {
  const from = dayAndTime(fromMs, nowMs, zone);
  return from && `${from} – ${timeIn(zone, untilMs)}`;
}

function sourceWords({ source, requests }: CallbackRow): string {
  return requests > 1 ? words.askedTimes(requests, SOURCE_WORDS[source]) : SOURCE_WORDS[source];
}
