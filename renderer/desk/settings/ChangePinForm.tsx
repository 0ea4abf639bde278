import type { RecordsOutlook } from '#shared/contract/sign-in.ts';
import {
  Button,
  Field,
  keyringWords,
  newPinWords,
  PinPause,
  PinRule,
  pinWords,
  RecordsTrouble,
  useOpenForm,
} from '../ui/index.ts';
import styles from './ChangePinForm.module.css';
import { usePinForm } from './use-pin-form.ts';
import { words } from './words.ts';

interface ChangePinFormProps {
  outlook: RecordsOutlook;
  /** Asks main again what is kept here: a wrong PIN has changed it. */
  look: () => Promise<void>;
  onChanged: () => void;
  onClose: () => void;
}

/** The PIN of now once, and the new one twice. */
export function ChangePinForm({ outlook, look, onChanged, onClose }: ChangePinFormProps) {
  const form = usePinForm(outlook, look, onChanged);
  const formRef = useOpenForm(onClose);
  const { boxes, set, isBusy } = form;
  const change = async () => {
    const refusal = await form.change();
    // Into the box that was emptied: the new PIN's, or the one of now.
    if (refusal) formRef.current?.querySelectorAll('input')[refusal.code === 'pin-weak' ? 1 : 0]?.focus();
  };
  const box = { type: 'password', maxLength: 256, isReadOnly: isBusy } as const;
  const keyring = keyringWords(outlook.rules);
  return (
    <form
      ref={formRef}
      aria-label={words.pinChange}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      {keyring && <p>{keyring}</p>}
      <div className={styles['boxes']}>
        <Field
          {...box}
          label={words.pinPresent}
          value={boxes.present}
          onChange={(present) => set({ present })}
        />
        <Field {...box} label={words.pinNew} value={boxes.next} onChange={(next) => set({ next })} />
        <Field {...box} label={pinWords.again} value={boxes.again} onChange={(again) => set({ again })} />
      </div>
      <PinRule>
        {form.isSame
          ? words.pinSame
          : newPinWords(form.flaw, boxes.next, boxes.again, outlook.rules.minLength)}
      </PinRule>
      <div role="alert">{form.error && <RecordsTrouble error={form.error} />}</div>
      <PinPause seconds={form.pauseSec} />
      <div className={styles['keys']}>
        <Button type="submit" tone="primary" isDisabled={!form.canChange}>
          {isBusy ? words.pinChanging : words.pinChange}
        </Button>
        <Button tone="quiet" onPress={onClose}>
          {words.pinKeep}
        </Button>
      </div>
    </form>
  );
}
