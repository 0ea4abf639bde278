import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../ui/index.ts';
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

/** A few boxes that open where they are needed. The first takes the focus: the agent asked for it. Escape closes it. */
export function QueueForm({
  title,
  submit,
  refusal = '',
  tone = 'primary',
  onSubmit,
  onClose,
  children,
}: QueueFormProps) {
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const form = formRef.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // Taken here: further out, Escape would hang up.
      event.preventDefault();
      event.stopPropagation();
      onClose();
    };
    form?.addEventListener('keydown', onKey);
    return () => form?.removeEventListener('keydown', onKey);
  }, [onClose]);
  useEffect(() => formRef.current?.querySelector<HTMLElement>('input')?.focus(), []);
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
