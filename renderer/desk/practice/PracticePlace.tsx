import type { PracticePatient } from '#shared/contract/desk-state.ts';
import { isLive } from '#shared/call/phase.ts';
import { useDesk } from '../store/desk-store.ts';
import { practise } from '../store/dial.ts';
import { Avatar, Button, Notice, Panel, PlaceHeading } from '../ui/index.ts';
import { DebriefPanel } from './DebriefPanel.tsx';
import { KeptDebriefs } from './KeptDebriefs.tsx';
import styles from './PracticePlace.module.css';
import { words } from './words.ts';

/** Chooses who calls next on the practice line. */
export function PracticePlace() {
  const patients = useDesk((desk) => desk.practicePatients);
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  return (
    <div className={styles['place']}>
      <PlaceHeading title={words.title}>{words.intro}</PlaceHeading>
      <DebriefPanel />
      {patients.length === 0 ? (
        <Notice icon="practice" title={words.none}>
          {!isPractice && <p>{words.onlyWithoutServer}</p>}
        </Notice>
      ) : (
        <ul className={styles['patients']}>
          {patients.map((patient) => (
            <li key={patient.id}>
              <Patient patient={patient} isDisabled={isOnCall} />
            </li>
          ))}
        </ul>
      )}
      {isPractice && <KeptDebriefs />}
    </div>
  );
}

function Patient({ patient, isDisabled }: { patient: PracticePatient; isDisabled: boolean }) {
  return (
    <Panel className={styles['patient']}>
      <Avatar name={patient.name} />
      <div className={styles['words']}>
        <h2>{patient.name}</h2>
        <p>{patient.brief}</p>
      </div>
      <Button
        tone="primary"
        icon="phone"
        label={`${words.start}: ${patient.name}`}
        isDisabled={isDisabled}
        onPress={() => void practise(patient.id)}
      >
        {words.start}
      </Button>
    </Panel>
  );
}
