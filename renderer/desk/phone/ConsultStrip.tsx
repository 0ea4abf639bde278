import { isUp } from '#shared/call/phase.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { consultOn, type Consult } from '../store/calls.ts';
import { useDesk } from '../store/desk-store.ts';
import { partyAt, useWho } from '../store/who.ts';
import { Button, Icon } from '../ui/index.ts';
import styles from './ConsultStrip.module.css';
import { transferWords, words } from './words.ts';

/** A transfer with a talk first: what is happening, and the two ways out of it. */
export function ConsultStrip() {
  const consult = consultOn(useDesk((desk) => desk.calls));
  return consult && <Strip consult={consult} />;
}

function Strip({ consult: { patient, colleague } }: { consult: Consult }) {
  const who = useWho();
  const { transfer } = patient;
  if (transfer?.kind !== 'attended') return null;
  const to = who(colleague?.remote ?? partyAt(transfer.target)).title;
  const callId = patient.id;
  const isJoining = transfer.step === 'completing';
  const canComplete = !isJoining && colleague !== null && isUp(colleague);
  return (
    <section aria-label={words.transfer} className={styles['strip']}>
      <Icon name="transfer" size={1.5} />
      <div className={styles['words']}>
        <h2 className={styles['title']}>{words.handingOver(who(patient.remote).title, to)}</h2>
        <p>{transferWords(transfer, to)}</p>
      </div>
      <div className={styles['keys']}>
        <Button
          tone="primary"
          isDisabled={!canComplete}
          onPress={() => void ask(bridge().completeTransfer({ callId }))}
        >
          {words.completeTransfer}
        </Button>
        <Button isDisabled={isJoining} onPress={() => void ask(bridge().cancelTransfer({ callId }))}>
          {words.cancelTransfer}
        </Button>
      </div>
    </section>
  );
}
