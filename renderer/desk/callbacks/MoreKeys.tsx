import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, ChoiceMenu } from '../ui/index.ts';
import { release } from './actions.ts';
import styles from './CallbackKeys.module.css';
import { isInHand, mayChange } from './may.ts';
import { words } from './words.ts';

export type OpenForm = 'reschedule' | 'cancel' | null;

interface MoreKeysProps {
  row: CallbackRow;
  open: OpenForm;
  onOpen: (form: OpenForm) => void;
}

/** The ways to let a callback go, or to change it. */
export function MoreKeys({ row, open, onOpen }: MoreKeysProps) {
  const isLead = useDesk((desk) => desk.callbacks.me.lead);
  const canChange = mayChange(row, isLead);
  const isOurs = row.hold?.mine === true || row.hold?.elsewhere === true;
  const canRelease = isOurs || (isLead && (row.hold !== null || row.status === 'attention'));
  if (!canChange && !canRelease) return null;
  const toggle = (form: OpenForm) => onOpen(open === form ? null : form);
  return (
    <div className={styles['more']}>
      {canRelease && (
        <Button size="small" onPress={() => void release(row.id, null)}>
          {row.status === 'attention' ? words.reopen : words.release}
        </Button>
      )}
      {isInHand(row) && <HandOver callbackId={row.id} />}
      {canChange && (
        <>
          <Button size="small" onPress={() => toggle('reschedule')}>
            {words.reschedule}
          </Button>
          <Button size="small" onPress={() => toggle('cancel')}>
            {words.cancel}
          </Button>
        </>
      )}
    </div>
  );
}

/** Not an agent's name on the hub: those have no capitals. */
const LEAD = 'LEAD';

function HandOver({ callbackId }: { callbackId: string }) {
  const colleagues = useDesk((desk) => desk.callbacks.colleagues);
  if (colleagues.length === 0) return null;
  const people = colleagues.map(({ agent, name }) => ({ id: agent, label: name }));
  return (
    <ChoiceMenu
      label={words.handOverTo}
      choices={[...people, { id: LEAD, label: words.toLead }]}
      onChoose={(id) =>
        void release(callbackId, id === LEAD ? { kind: 'lead' } : { kind: 'agent', agent: id })
      }
      className={styles['menu'] ?? ''}
    >
      {words.handOver}
    </ChoiceMenu>
  );
}
