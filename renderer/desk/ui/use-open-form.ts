import { useEffect, useRef, type RefObject } from 'react';

/** For a form that opens where it is needed. Its first box takes the focus: the agent asked for it. Escape closes it. */
export function useOpenForm(onClose: () => void): RefObject<HTMLFormElement | null> {
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
  return formRef;
}
