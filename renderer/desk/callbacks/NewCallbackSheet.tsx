import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useHubNow } from '../store/hub-clock.ts';
import { closeTask, type CallbackStart } from '../store/page.ts';
import {
  Button,
  Field,
  HERE,
  languageName,
  LongPicker,
  Picker,
  readingOf,
  Sheet,
  shownNumber,
  zoneHere,
  zonePlace,
} from '../ui/index.ts';
import { newCallback, requestCallback, type NewCallback } from './new-callback.ts';
import styles from './NewCallbackSheet.module.css';
import { typedAt } from './patient-time.ts';
import { PRIORITY_CHOICES, priorityOf } from './RescheduleForm.tsx';
import { TimeFields } from './TimeFields.tsx';
import { words } from './words.ts';

type Change = (part: Partial<NewCallback>) => void;
interface PartProps {
  typed: NewCallback;
  change: Change;
}

/** Makes a callback: from nothing, from a call, or from a missed one. */
export function NewCallbackSheet({ start }: { start: CallbackStart }) {
  const country = useDesk((desk) => desk.defaultCountry);
  const [typed, setTyped] = useState(() => newCallback(shownNumber(start.number, country), start));
  const [refusal, setRefusal] = useState('');
  const now = useHubNow();
  const formRef = useFirstEmptyBox();
  const change: Change = (part) => {
    setTyped({ ...typed, ...part });
    setRefusal('');
  };
  const make = async () => {
    const why = await requestCallback(typed, now());
    if (why) setRefusal(why);
  };
  return (
    <Sheet title={words.newCallback} onClose={closeTask}>
      <form
        ref={formRef}
        aria-label={words.newCallback}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Who typed={typed} change={change} />
        <How typed={typed} change={change} />
        {typed.hasTime && <When typed={typed} change={change} />}
        <div className={styles['last']}>
          <Field
            label={words.noteOnce}
            value={typed.note}
            maxLength={4000}
            onChange={(note) => change({ note })}
          />
          <Button type="submit" tone="primary" icon="check">
            {words.make}
          </Button>
        </div>
        <p role="status" className={styles['refusal']}>
          {refusal}
        </p>
      </form>
    </Sheet>
  );
}

/** What is known already needs no typing: the focus goes to the first box that is empty. */
function useFirstEmptyBox() {
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const boxes = [...(formRef.current?.querySelectorAll('input') ?? [])];
    boxes.find(({ value }) => value === '')?.focus();
  }, []);
  return formRef;
}

function Who({ typed, change }: PartProps) {
  const reasons = useDesk((desk) => desk.callbacks.reasons);
  const country = useDesk((desk) => desk.defaultCountry);
  const reading = readingOf(typed.number, country);
  return (
    <>
      <div className={styles['row']}>
        <div>
          <Field
            label={words.number}
            value={typed.number}
            maxLength={256}
            onChange={(number) => change({ number })}
          />
          {reading !== typed.number && reading && <p className={styles['reading']}>{reading}</p>}
        </div>
        <Field label={words.name} value={typed.name} maxLength={200} onChange={(name) => change({ name })} />
      </div>
      <div className={styles['why']}>
        <Field
          label={words.facts.reason}
          value={typed.reason}
          maxLength={200}
          onChange={(reason) => change({ reason })}
        />
        {reasons.length > 0 && (
          <div role="group" aria-label={words.reasons} className={styles['chips']}>
            {reasons.map((reason) => (
              <Button key={reason} size="small" onPress={() => change({ reason })}>
                {reason}
              </Button>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

/** Languages that a hospital meets often; any other goes into the note. */
const LANGUAGES = 'en es zh yo ar pt fr de hi bn ru ur id sw tr vi pl uk so am fa pa tl ko it el ro'.split(
  ' ',
);
const LANGUAGE_CHOICES = [
  { id: '', label: words.anyLanguage },
  ...LANGUAGES.map((id) => ({ id, label: languageName(id) })).toSorted((a, b) =>
    a.label.localeCompare(b.label),
  ),
];
const WHEN_CHOICES = [
  { id: 'soon', label: words.soon },
  { id: 'time', label: words.atTime },
];

function How({ typed, change }: PartProps) {
  const now = useHubNow();
  return (
    <div className={styles['row']}>
      <Picker
        label={words.priority}
        choices={PRIORITY_CHOICES}
        chosen={typed.priority}
        onChoose={(id) => change({ priority: priorityOf(id) })}
      />
      <LongPicker
        label={words.facts.language}
        choices={LANGUAGE_CHOICES}
        chosen={typed.language}
        onChoose={(language) => change({ language })}
      />
      <Picker
        label={words.when}
        choices={WHEN_CHOICES}
        chosen={typed.hasTime ? 'time' : 'soon'}
        onChoose={(id) => change({ hasTime: id === 'time', time: typedAt(now() + 3_600_000, typed.zone) })}
      />
    </div>
  );
}

function When({ typed, change }: PartProps) {
  const [choices] = useState(zoneChoices);
  return (
    <div className={styles['when']}>
      <TimeFields typed={typed.time} onChange={(time) => change({ time })} zone={typed.zone} hasUntil />
      <LongPicker
        label={words.whoseClock}
        choices={choices}
        chosen={typed.zone}
        onChoose={(zone) => change({ zone })}
      />
    </div>
  );
}

function zoneChoices() {
  const here = { id: HERE, label: words.clockHere(zonePlace(zoneHere())) };
  const zones = Intl.supportedValuesOf('timeZone').map((id) => ({ id, label: id.replaceAll('_', ' ') }));
  return [here, ...zones];
}
