import { useEffect, useId, useRef, type RefObject } from 'react';
import {
  Button,
  Field,
  keyringWords,
  newPinWords,
  Notice,
  PinPause,
  PinRule,
  pinWords,
} from '../ui/index.ts';
import { keptWords, recordsWords } from './pin-words.ts';
import styles from './PinFields.module.css';
import type { AccountFields } from './use-account-form.ts';

interface PinFieldsProps {
  fields: AccountFields;
  isBusy: boolean;
  pinRef: RefObject<HTMLInputElement | null>;
}

/** The PIN of the records at this desk: one box where they are known, two where a PIN is chosen. */
export function PinFields({ fields, isBusy, pinRef }: PinFieldsProps) {
  const { typed, again, set, isChoosing, isShut } = fields;
  const noteId = useId();
  useFocusWhenChanged(fields.records === 'start-over', pinRef);
  return (
    <div role="group" aria-label={recordsWords.group} aria-describedby={noteId} className={styles['group']}>
      <div id={noteId} className={styles['notes']}>
        <RecordsNote fields={fields} />
      </div>
      {!isShut && (
        <div className={styles['boxes']}>
          <Field
            label={recordsWords.pin}
            type="password"
            value={typed.pin}
            onChange={(pin) => set({ pin })}
            maxLength={256}
            isReadOnly={isBusy}
            inputRef={pinRef}
          />
          {isChoosing ? (
            <Field
              label={pinWords.again}
              type="password"
              value={again}
              onChange={(text) => set({ again: text })}
              maxLength={256}
              isReadOnly={isBusy}
            />
          ) : (
            <ForgotKey fields={fields} isBusy={isBusy} />
          )}
        </div>
      )}
      <PinRule>
        {isChoosing ? newPinWords(fields.flaw, typed.pin, again, fields.outlook?.rules.minLength ?? 0) : ''}
      </PinRule>
      <PinPause seconds={fields.pauseSec} />
      {(isChoosing || isShut) && <ForgotKey fields={fields} isBusy={isBusy} />}
    </div>
  );
}

/** The key that changed it has moved; whoever pressed it goes on in the box. */
function useFocusWhenChanged(isStartingOver: boolean, box: PinFieldsProps['pinRef']): void {
  const before = useRef(isStartingOver);
  useEffect(() => {
    if (before.current !== isStartingOver) box.current?.focus();
    before.current = isStartingOver;
  }, [isStartingOver, box]);
}

function RecordsNote({ fields: { outlook, records, isChoosing } }: { fields: AccountFields }) {
  if (!outlook) return null;
  const isStartingOver = records === 'start-over';
  const note = isStartingOver
    ? { title: recordsWords.startOver, body: recordsWords.startOverBody }
    : keptWords(outlook.kept);
  if (!note) return null;
  const isCalm = outlook.kept.state === 'none' && outlook.kept.why === 'first-time';
  const keyring = isChoosing ? keyringWords(outlook.rules) : '';
  return (
    <Notice
      title={note.title}
      tone={isStartingOver ? 'alarm' : isCalm ? 'calm' : 'care'}
      icon={isStartingOver ? 'erase' : isCalm ? 'person' : 'attention'}
    >
      <p>{note.body}</p>
      {keyring && <p>{keyring}</p>}
    </Notice>
  );
}

/** The way out for whoever forgot the PIN, unless the team wants records locked rather than erased. */
function ForgotKey({
  fields: { outlook, records, startOver },
  isBusy,
}: Pick<PinFieldsProps, 'fields' | 'isBusy'>) {
  if (!outlook || outlook.rules.onWrongPin === 'lock') return null;
  if (outlook.kept.state === 'none' || outlook.kept.state === 'newer') return null;
  const isStartingOver = records === 'start-over';
  const isSealed = outlook.kept.state === 'sealed';
  return (
    <div className={styles['forgot']}>
      <Button tone="quiet" size="small" isDisabled={isBusy} onPress={() => startOver(!isStartingOver)}>
        {isStartingOver ? recordsWords.keep : isSealed ? recordsWords.startOver : recordsWords.forgot}
      </Button>
    </div>
  );
}
