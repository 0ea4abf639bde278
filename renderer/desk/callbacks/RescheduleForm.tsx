import { useState } from 'react';
import { PRIORITIES, type Priority } from '#shared/callback/priority.ts';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useHubNow } from '../store/hub-clock.ts';
import { messageFor, Picker } from '../ui/index.ts';
import { reschedule } from './actions.ts';
import { typedAt, windowAt } from './patient-time.ts';
import { QueueForm } from './QueueForm.tsx';
import { TimeFields } from './TimeFields.tsx';
import { PRIORITY_WORDS, words } from './words.ts';

/** The pickers' choices, most pressing first. */
export const PRIORITY_CHOICES = PRIORITIES.map((id) => ({ id, label: PRIORITY_WORDS[id] }));

export function priorityOf(id: string): Priority {
  return PRIORITIES.find((one) => one === id) ?? 'normal';
}

/** Another time, a window if they said one, and how urgent it is. */
export function RescheduleForm({ row, onClose }: { row: CallbackRow; onClose: () => void }) {
  const now = useHubNow();
  const zone = row.zone.name;
  const [typed, setTyped] = useState(() => typedAt(Math.max(now(), row.dueMs), zone));
  const [priority, setPriority] = useState(row.priority);
  const [refusal, setRefusal] = useState('');
  const keep = async () => {
    const at = windowAt(typed, zone, now());
    if (!at.ok) return setRefusal(messageFor(at.error).todo);
    const isKept = await reschedule(row.id, {
      dueMs: at.value.fromMs,
      window: at.value.window,
      zone: null,
      priority: priority === row.priority ? null : priority,
    });
    return isKept ? onClose() : undefined;
  };
  return (
    <QueueForm
      title={words.rescheduleTitle}
      submit={words.keepTime}
      refusal={refusal}
      onSubmit={keep}
      onClose={onClose}
    >
      <TimeFields typed={typed} onChange={setTyped} zone={zone} hasUntil />
      <Picker
        label={words.priority}
        choices={PRIORITY_CHOICES}
        chosen={priority}
        onChoose={(id) => setPriority(priorityOf(id))}
      />
    </QueueForm>
  );
}
