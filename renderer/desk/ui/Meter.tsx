import { useEffect, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './Meter.module.css';

/** Quietest level that shows, in dB under full scale. */
const FLOOR_DB = -54;

/** How far along a meter a level stands, 0-1: hearing is logarithmic, so the bar is too. */
export function meterFraction(rms: number): number {
  if (rms <= 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

interface MeterProps {
  label: string;
  tone?: 'you' | 'them';
  /** Calls back with the RMS level, 0-1, at each change; returns the way to stop. */
  follow: (show: (rms: number) => void) => () => void;
}

/**
 * A level bar. It moves ten times a second, so the level goes straight to the element and React draws nothing.
 * Assistive technology is told that it is a picture: spoken numbers ten times a second would help nobody.
 */
export function Meter({ label, tone = 'you', follow }: MeterProps) {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(
    () => follow((rms) => bar.current?.style.setProperty('--level', meterFraction(rms).toFixed(3))),
    [follow],
  );
  return (
    <span role="img" aria-label={label} className={cx(styles['meter'])}>
      <span ref={bar} className={cx(styles['bar'], styles[tone])} />
    </span>
  );
}
