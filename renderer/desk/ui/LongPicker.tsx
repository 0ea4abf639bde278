import { useId } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './LongPicker.module.css';
import type { Choice } from './Picker.tsx';

interface LongPickerProps {
  label: string;
  choices: readonly Choice[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** One of hundreds: the system's own list, which opens at once and is searched by typing. */
export function LongPicker({ label, choices, chosen, onChoose }: LongPickerProps) {
  const id = useId();
  return (
    <div className={styles['picker']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <div className={styles['box']}>
        <select
          id={id}
          className={cx(styles['select'])}
          value={chosen}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.label}
            </option>
          ))}
        </select>
        <span className={styles['down']}>
          <Icon name="down" size={1.125} />
        </span>
      </div>
    </div>
  );
}
