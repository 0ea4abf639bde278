import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { isLive } from '#shared/call/phase.ts';
import { useDesk } from '../store/desk-store.ts';
import { dial } from '../store/dial.ts';
import { usePage } from '../store/page.ts';
import { Button, Field, IconButton, messageFor, readingOf } from '../ui/index.ts';
import styles from './NumberForm.module.css';
import { words } from './words.ts';

/** The box for a number, however it is typed or pasted, and the key that calls it. */
export interface NumberBox {
  text: string;
  refusal: string;
  inputRef: RefObject<HTMLInputElement | null>;
  change: (text: string) => void;
  append: (digit: string) => void;
  call: () => Promise<void>;
}

/**
 * State of a number box. What another program has handed over stands in it until the agent changes or calls it. A number
 * that cannot be called is said under the box, not elsewhere.
 */
export function useNumberBox(onCalled: () => void): NumberBox {
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState({ text: '', why: '' });
  const offered = usePage((page) => page.offeredNumber);
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  const inputRef = useRef<HTMLInputElement>(null);
  const text = offered || typed;
  const change = (next: string) => {
    usePage.setState({ offeredNumber: '' });
    setTyped(next);
    setRefused({ text: '', why: '' });
  };
  useEffect(() => {
    // Nothing takes the keys away from somebody on a call, or about to answer one.
    if (offered && !isOnCall) inputRef.current?.focus();
  }, [offered, isOnCall]);
  return {
    text,
    refusal: refused.text === text ? refused.why : '',
    inputRef,
    change,
    append: (digit) => change(text + digit),
    call: async () => {
      if (!text.trim()) return inputRef.current?.focus();
      const answer = await dial(text);
      if (!answer) return undefined;
      if (answer.ok) {
        change('');
        return onCalled();
      }
      const { title, todo } = messageFor(answer.error);
      return setRefused({ text, why: `${title} ${todo}` });
    },
  };
}

/** The number box with its Call key; what stands in `children` comes between the two. */
export function NumberForm({ box, children }: { box: NumberBox; children?: ReactNode }) {
  const country = useDesk((desk) => desk.defaultCountry);
  const reading = readingOf(box.text, country);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void box.call();
      }}
    >
      <div className={styles['number']}>
        <Field
          label={words.numberToCall}
          value={box.text}
          onChange={box.change}
          size="large"
          maxLength={256}
          inputRef={box.inputRef}
        >
          {box.text && (
            <IconButton
              icon="erase"
              label={words.erase}
              onPress={() => box.change([...box.text].slice(0, -1).join(''))}
            />
          )}
        </Field>
        <p className={styles['reading']}>{!box.refusal && reading !== box.text && reading}</p>
        <p role="status" className={styles['refusal']}>
          {box.refusal}
        </p>
      </div>
      {children}
      <Button type="submit" tone="primary" size="large" icon="phone">
        {words.call}
      </Button>
    </form>
  );
}
