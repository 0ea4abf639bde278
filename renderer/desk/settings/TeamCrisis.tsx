import { switchCrisis } from '../store/crisis.ts';
import { useDesk } from '../store/desk-store.ts';
import { CrisisKey, ErrorNotice, Panel } from '../ui/index.ts';
import styles from './SettingsPlace.module.css';
import { words } from './words.ts';

/** Where whoever leads begins and ends crisis mode; one desk alone leads itself. */
export function TeamCrisis() {
  const { mode, link } = useDesk((desk) => desk.crisis);
  const leads = useDesk((desk) => desk.callbacks.me.lead);
  if (!leads) return null;
  return (
    <Panel className={styles['section']}>
      <h2>{words.crisis}</h2>
      <p>{link === 'nobody' ? words.crisisAlone : words.crisisBody}</p>
      {link === 'off' ? (
        <ErrorNotice error={{ code: 'crisis-off' }} />
      ) : (
        <div>
          <CrisisKey isOn={mode !== null} onSwitch={switchCrisis} />
        </div>
      )}
    </Panel>
  );
}
