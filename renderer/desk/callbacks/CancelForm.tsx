import { useState } from 'react';
import { Field, messageFor, useSecondPress } from '../ui/index.ts';
import { cancel } from './actions.ts';
import { QueueForm } from './QueueForm.tsx';
import { words } from './words.ts';

/** Takes a callback out of the queue, with the reason, on a second press. */
export function CancelForm({ callbackId, onClose }: { callbackId: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const { isArmed, press } = useSecondPress(() => void cancel(callbackId, reason.trim()));
  const submit = async () => {
    if (reason.trim()) return press();
    return setRefusal(messageFor({ code: 'reason-missing' }).todo);
  };
  return (
    <QueueForm
      title={words.cancelReason}
      submit={isArmed ? words.cancelAgain : words.cancelNow}
      tone={isArmed ? 'alarm' : 'primary'}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={words.reason}
        value={reason}
        maxLength={200}
        onChange={(text) => {
          setReason(text);
          setRefusal('');
        }}
      />
    </QueueForm>
  );
}
