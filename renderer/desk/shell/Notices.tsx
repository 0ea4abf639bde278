import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { dismissFailure, usePage } from '../store/page.ts';
import { ErrorNotice } from '../ui/index.ts';
import styles from './Notices.module.css';
import { words } from './words.ts';

/** What the agent should know: from main until it is no longer so, and commands of this window that failed. */
export function Notices() {
  const notices = useDesk((desk) => desk.notices);
  const alarms = useDesk((desk) => desk.callbacks.alarms);
  const failures = usePage((page) => page.failures);
  return (
    <section role="status" aria-label={words.notices} className={styles['notices']}>
      {failures.map(({ id, error }) => (
        <ErrorNotice key={`here-${id}`} error={error} onDismiss={() => dismissFailure(id)} />
      ))}
      {/* They go when they are no longer so, and not before. */}
      {alarms.map((error) => (
        <ErrorNotice key={error.code} error={error} tone="alarm" />
      ))}
      {notices.map(({ id, error }) => (
        <ErrorNotice
          key={id}
          error={error}
          onDismiss={() => void ask(bridge().dismissNotice({ noticeId: id }))}
        />
      ))}
    </section>
  );
}
