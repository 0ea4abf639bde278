import type { CallQuality } from '#shared/call/call.ts';
import { cx } from '../ui/index.ts';
import styles from './QualityLine.module.css';
import { QUALITY_WORDS, words } from './words.ts';

const BARS = { excellent: 4, good: 4, fair: 3, poor: 2, bad: 1 } as const;

interface QualityLineProps {
  quality: CallQuality | null;
  /** Whose line it is, where there are several; else empty. */
  to: string;
}

/** How the line sounds: a word first, numbers for those who want them. */
export function QualityLine({ quality, to }: QualityLineProps) {
  if (!quality) return <p className={styles['line']}>{words.measuring}</p>;
  const { mos, band, roundTripMs, lossPercent, codec } = quality;
  const facts = [
    `MOS ${mos.toFixed(1)}`,
    roundTripMs !== null && `${Math.round(roundTripMs)} ms there and back`,
    lossPercent >= 0.5 && `${lossPercent.toFixed(0)} % lost`,
    codecName(codec),
  ].filter(Boolean);
  return (
    <p className={styles['line']}>
      <span aria-hidden="true" className={cx(styles['bars'], styles[band])}>
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} className={cx(bar <= BARS[band] && styles['on'])} />
        ))}
      </span>
      <span>
        {words.line(to)} <strong className={styles[band]}>{QUALITY_WORDS[band]}</strong>
      </span>
      {facts.map((fact) => (
        <span key={String(fact)} className={styles['fact']}>
          {fact}
        </span>
      ))}
    </p>
  );
}

/** Codecs are acronyms (PCMU, G722), but for the one that is a name. */
function codecName(codec: string): string {
  return codec.toLowerCase() === 'opus' ? 'Opus' : codec.toUpperCase();
}
