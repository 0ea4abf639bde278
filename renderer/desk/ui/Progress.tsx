import styles from './Progress.module.css';

/** How far something has come. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const fraction = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
      className={styles['progress']}
    >
      <span className={styles['bar']} style={{ transform: `scaleX(${fraction})` }} />
    </div>
  );
}
