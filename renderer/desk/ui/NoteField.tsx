import { useId, type KeyboardEvent, type ReactNode } from 'react';
import styles from './NoteField.module.css';

interface NoteFieldProps {
  label: string;
  hint: string;
  value: string;
  rows?: number;
  onChange: (text: string) => void;
  /** The agent turned elsewhere. */
  onLeave: () => void;
  /** Ctrl and Enter, or Command and Enter. */
  onKeep: () => void;
  /** What stands under the box. */
  children?: ReactNode;
}

/** A box for a note about a patient, which grows with what is typed. */
export function NoteField({
  label,
  hint,
  value,
  rows = 3,
  onChange,
  onLeave,
  onKeep,
  children,
}: NoteFieldProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onKeep();
  };
  return (
    <div className={styles['box']}>
      <div className={styles['head']}>
        <label htmlFor={id} className={styles['label']}>
          {label}
        </label>
        <span id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </span>
      </div>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        className={styles['text']}
        rows={rows}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onKeyDown={onKeyDown}
      />
      {children}
    </div>
  );
}
