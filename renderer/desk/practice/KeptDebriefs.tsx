import { useState } from 'react';
import type { Debrief } from '#shared/contract/practice.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { Button, dayAndTime, ErrorNotice, Panel, useSecondPress } from '../ui/index.ts';
import { DebriefBody } from './DebriefBody.tsx';
import styles from './KeptDebriefs.module.css';
import { useKeptDebriefs } from './use-kept-debriefs.ts';
import { debriefWords as words } from './words.ts';

/** The debriefs that somebody kept on this computer; nothing while there is none. */
export function KeptDebriefs() {
  const { debriefs, error } = useKeptDebriefs();
  if (error) return <ErrorNotice error={error} />;
  if (!debriefs || debriefs.length === 0) return null;
  return (
    <section className={styles['kept']}>
      <header>
        <h2>{words.keptList}</h2>
        <p>{words.keptIntro}</p>
      </header>
      <ul>
        {debriefs.map((debrief) => (
          <li key={debrief.id}>
            <Kept debrief={debrief} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Kept({ debrief }: { debrief: Debrief }) {
  const [isOpen, setOpen] = useState(false);
  const { id, patient, at, notes } = debrief;
  const { isArmed, press } = useSecondPress(() => void ask(bridge().deleteDebrief({ id })));
  const [now] = useState(() => Date.now());
  const when = dayAndTime(at, now);
  const toggle = isOpen ? words.hide : words.show;
  const forget = isArmed ? words.forgetSure : words.forget;
  const which = `${patient.name}, ${when}`;
  return (
    <Panel className={styles['one']}>
      <div className={styles['head']}>
        <div className={styles['words']}>
          <h3>{patient.name}</h3>
          <p>
            {when}. {words.fromTo(notes.moods.from, notes.moods.to)}.
          </p>
        </div>
        <Button label={`${toggle}: ${which}`} onPress={() => setOpen(!isOpen)}>
          {toggle}
        </Button>
        <Button tone={isArmed ? 'alarm' : 'quiet'} label={`${forget}: ${which}`} onPress={press}>
          {forget}
        </Button>
      </div>
      {isOpen && <DebriefBody debrief={debrief} heading="h4" />}
    </Panel>
  );
}
