import type { Shares } from '#shared/call/balance.ts';
import styles from './SharesBar.module.css';

/** Who spoke for which part of the time. `label` says the same in words; empty without shares. */
export function SharesBar({ shares, label }: { shares: Shares | null; label: string }) {
  return (
    <span role="img" aria-label={label} className={styles['bar']}>
      <i className={styles['own']} style={{ inlineSize: `${shares?.own ?? 0}%` }} />
      <i className={styles['their']} style={{ inlineSize: `${shares?.their ?? 0}%` }} />
    </span>
  );
}
