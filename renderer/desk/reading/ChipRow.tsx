import { ToggleButton } from 'react-aria-components';
import type { Chip } from '#shared/script/script.ts';
import { cx } from '../ui/index.ts';
import styles from './ChipRow.module.css';
import { words } from './words.ts';

interface ChipRowProps {
  chips: readonly Chip[];
  /** The one that is open, by its title. */
  current: string | null;
  onChip: (title: string) => void;
}

/** Feelings and moments that may interrupt any part. What is heard is the agent's to say; nothing here listens. */
export function ChipRow({ chips, current, onChip }: ChipRowProps) {
  if (chips.length === 0) return null;
  return (
    <div role="group" aria-label={words.chips} className={styles['chips']}>
      {chips.map(({ title }) => (
        <ToggleButton
          key={title}
          className={cx(styles['chip'])}
          isSelected={title === current}
          onChange={() => onChip(title)}
        >
          {title}
        </ToggleButton>
      ))}
    </div>
  );
}
