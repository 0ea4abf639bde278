import type { ReactNode, RefObject } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Field.module.css';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Said under the box while there is something to say. */
  hint?: ReactNode;
  type?: 'text' | 'password' | 'tel';
  size?: 'normal' | 'large';
  maxLength?: number;
  autoComplete?: string;
  isDisabled?: boolean;
  /** The label is for assistive technology alone; the place says it to everybody else. */
  isLabelHidden?: boolean;
  inputRef?: RefObject<HTMLInputElement | null>;
  children?: ReactNode;
}

/** A box to type in, with its label. */
export function Field({
  label,
  value,
  onChange,
  hint,
  type = 'text',
  size = 'normal',
  maxLength,
  autoComplete = 'off',
  isDisabled = false,
  isLabelHidden = false,
  inputRef,
  children,
}: FieldProps) {
  return (
    <TextField
      className={cx(styles['field'])}
      value={value}
      onChange={onChange}
      type={type}
      isDisabled={isDisabled}
      autoComplete={autoComplete}
      spellCheck="false"
      {...(maxLength && { maxLength })}
      {...(isLabelHidden && { 'aria-label': label })}
    >
      {!isLabelHidden && <Label className={cx(styles['label'])}>{label}</Label>}
      <div className={cx(styles['box'], styles[size])}>
        <Input className={cx(styles['input'])} {...(inputRef && { ref: inputRef })} />
        {children}
      </div>
      {hint && (
        <Text slot="description" className={cx(styles['hint'])}>
          {hint}
        </Text>
      )}
    </TextField>
  );
}
