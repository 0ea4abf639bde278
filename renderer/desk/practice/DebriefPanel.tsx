import { isLive } from '#shared/call/phase.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { practise } from '../store/dial.ts';
import { Button, Icon, Panel } from '../ui/index.ts';
import { DebriefBody } from './DebriefBody.tsx';
import styles from './DebriefPanel.module.css';
import { debriefWords as words } from './words.ts';

/** A look back at the practice call that was just over. Nothing during a call: that is for the patient alone. */
export function DebriefPanel() {
  const debrief = useDesk((desk) => desk.debrief);
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  if (!debrief || isOnCall) return null;
  return <Shown key={debrief.id} debrief={debrief} />;
}

function Shown({ debrief }: { debrief: NonNullable<DeskState['debrief']> }) {
  const { id, patient, isKept } = debrief;
  return (
    <section aria-label={words.region}>
      <Panel className={styles['panel']}>
        <div className={styles['head']}>
          <h2>{words.title(patient.name)}</h2>
          <div className={styles['keys']}>
            <Button icon="again" onPress={() => void practise(patient.id)}>
              {words.again}
            </Button>
            {!isKept && <Button onPress={() => void ask(bridge().keepDebrief({ id }))}>{words.keep}</Button>}
            <Button tone="primary" onPress={() => void ask(bridge().closeDebrief({ id }))}>
              {words.close}
            </Button>
          </div>
          <p role="status" className={styles['whose']}>
            {isKept && <Icon name="check" />}
            {isKept ? words.kept : `${words.whoSees} ${words.ifKept}`}
          </p>
        </div>
        <DebriefBody debrief={debrief} heading="h3" />
      </Panel>
    </section>
  );
}
