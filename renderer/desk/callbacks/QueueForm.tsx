import type { ReactNode } from 'react';
import { Button, useOpenForm } from '../ui/index.ts';
import styles from './QueueForm.module.css';
import { words } from './words.ts';

interface QueueFormProps {
  title: string;
  submit: string;
  /** Why it was not taken; empty when nothing is wrong. */
  refusal?: string;
  tone?: 'primary' | 'alarm';
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** A few boxes that open where they are needed. */
export function QueueForm({
  title,
  submit,
  refusal = '',
  tone = 'primary',
  onSubmit,
  onClose,
  children,
}: QueueFormProps) {
  const formRef = useOpenForm(onClose);
  return (
    <form
      ref={formRef}
      aria-label={title}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      <h4 className={styles['title']}>{title}</h4>
      {children}
      <p role="status" className={styles['refusal']}>
        {refusal}
      </p>
      <div className={styles['keys']}>
        <Button type="submit" tone={tone}>
          {submit}
        </Button>
        <Button tone="quiet" onPress={onClose}>
          {words.close}
        </Button>
      </div>
    </form>
  );
}
