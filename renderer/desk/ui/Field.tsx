import type { ReactNode, RefObject } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Field.module.css';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'date' | 'time';
  size?: 'normal' | 'large';
  maxLength?: number;
  /** Shown and in focus as before, and not to be changed now. */
  isReadOnly?: boolean;
  inputRef?: RefObject<HTMLInputElement | null>;
  children?: ReactNode;
}

/** A box to type in, with its label. */
export function Field({
  label,
  value,
  onChange,
  type = 'text',
  size = 'normal',
  maxLength,
  isReadOnly = false,
  inputRef,
  children,
}: FieldProps) {
  return (
    <TextField
      className={cx(styles['field'])}
      value={value}
      onChange={onChange}
      type={type}
      isReadOnly={isReadOnly}
      autoComplete="off"
      spellCheck="false"
      {...(maxLength && { maxLength })}
    >
      <Label className={cx(styles['label'])}>{label}</Label>
      <div className={cx(styles['box'], styles[size])}>
        <Input className={cx(styles['input'])} {...(inputRef && { ref: inputRef })} />
        {children}
      </div>
    </TextField>
  );
}
