import { useState } from 'react';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useHubNow } from '../store/hub-clock.ts';
import { Button, messageFor } from '../ui/index.ts';
import { typedAt, windowAt } from './patient-time.ts';
import { QueueForm } from './QueueForm.tsx';
import styles from './QueueForm.module.css';
import { TimeFields } from './TimeFields.tsx';
import { words } from './words.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface LaterFormProps {
  row: CallbackRow;
  onClose: () => void;
  /** In hub time. */
  onKeep: (atMs: number) => Promise<boolean>;
}

/** When the patient wants to be called, typed in their own time. */
export function LaterForm({ row, onClose, onKeep }: LaterFormProps) {
  const now = useHubNow();
  const zone = row.zone.name;
  const [typed, setTyped] = useState(() => typedAt(now() + HOUR_MS, zone));
  const [refusal, setRefusal] = useState('');
  const keep = async () => {
    const at = windowAt({ ...typed, until: '' }, zone, now());
    if (!at.ok) setRefusal(messageFor(at.error).todo);
    else if (await onKeep(at.value.fromMs)) onClose();
  };
  return (
    <QueueForm
      title={words.later}
      submit={words.keepLater}
      refusal={refusal}
      onSubmit={keep}
      onClose={onClose}
    >
      <div className={styles['quick']}>
        <Button size="small" onPress={() => setTyped(typedAt(now() + HOUR_MS, zone))}>
          {words.inOneHour}
        </Button>
        <Button size="small" onPress={() => setTyped(typedAt(now() + 3 * HOUR_MS, zone))}>
          {words.inThreeHours}
        </Button>
        <Button size="small" onPress={() => setTyped({ ...typedAt(now() + DAY_MS, zone), time: '09:00' })}>
          {words.tomorrow}
        </Button>
      </div>
      <TimeFields typed={typed} onChange={setTyped} zone={zone} />
    </QueueForm>
  );
}
