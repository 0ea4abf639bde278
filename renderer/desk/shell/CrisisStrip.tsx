import type { CrisisMode } from '#shared/team/crisis.ts';
import { switchCrisis } from '../store/crisis.ts';
import { useDesk } from '../store/desk-store.ts';
import { CrisisKey, cx, dayAndTime, Icon, useSecondsSince } from '../ui/index.ts';
import styles from './CrisisStrip.module.css';
import { words } from './words.ts';

/**
 * Says on every desk, wherever in it the agent is, that the team is in crisis mode. It takes no focus; what it says is
 * spoken once, as it begins.
 */
export function CrisisStrip() {
  const mode = useDesk((desk) => desk.crisis.mode);
  const mayEnd = useDesk((desk) => desk.callbacks.me.lead);
  return (
    <div className={cx(styles['holder'], mode && styles['on'])}>
      {mode && <Icon name="attention" size={1.5} />}
      {/* There before it has words: a live region that comes with its words is not spoken everywhere. */}
      <div role="status" aria-label={words.crisis} className={styles['words']}>
        {mode && <Words mode={mode} />}
      </div>
      {mode && mayEnd && <CrisisKey isOn onSwitch={switchCrisis} />}
    </div>
  );
}

function Words({ mode: { sinceMs, by } }: { mode: CrisisMode }) {
  const nowMs = sinceMs + useSecondsSince(sinceMs) * 1000;
  return (
    <>
      <p className={styles['title']}>{words.crisisSince(dayAndTime(sinceMs, nowMs), by)}</p>
      <p>{words.crisisMeans}</p>
    </>
  );
}
