import { useHubClock } from '../store/hub-clock.ts';
import { dayAndTime, Field, HERE, sameTime, zonePlace } from '../ui/index.ts';
import { instantAt, type TypedTime } from './patient-time.ts';
import styles from './TimeFields.module.css';
import { words } from './words.ts';

interface TimeFieldsProps {
  typed: TypedTime;
  onChange: (typed: TypedTime) => void;
  /** IANA name of the zone in which the times are typed; HERE for the desk's own. */
  zone: string;
  hasUntil?: boolean;
}

/** Day and time in the patient's zone, and under them what that is here. */
export function TimeFields({ typed, onChange, zone, hasUntil = false }: TimeFieldsProps) {
  return (
    <div className={styles['times']}>
      <div className={styles['fields']}>
        <Field
          type="date"
          label={words.day}
          value={typed.day}
          onChange={(day) => onChange({ ...typed, day })}
        />
        <Field
          type="time"
          label={words.from}
          value={typed.time}
          onChange={(time) => onChange({ ...typed, time })}
        />
        {hasUntil && (
          <Field
            type="time"
            label={words.until}
            value={typed.until}
            onChange={(until) => onChange({ ...typed, until })}
          />
        )}
      </div>
      <p role="status" className={styles['echo']}>
        <Echo typed={typed} zone={zone} />
      </p>
    </div>
  );
}

function Echo({ typed, zone }: { typed: TypedTime; zone: string }) {
  const at = instantAt(typed.day, typed.time, zone);
  return useHubClock((nowMs) => {
    if (!at.ok) return at.error.code === 'time-invalid' && typed.day && typed.time ? words.noSuchTime : '';
    if (at.value <= nowMs) return words.past;
    const here = dayAndTime(at.value, nowMs, HERE);
    if (zone === HERE || sameTime(zone, HERE, at.value)) return words.thatIs(here);
    return words.thatIsThere(dayAndTime(at.value, nowMs, zone), zonePlace(zone), here);
  });
}
