import { useCalls } from '../store/use-calls.ts';
import { goTo } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { Avatar, Button, Panel } from '../ui/index.ts';
import styles from './CallBar.module.css';
import { CallTime } from './CallHead.tsx';
import { phaseWords, words } from './words.ts';

/** The running call, while the agent looks at another place: who, how long, and the way back. */
export function CallBar() {
  const { current } = useCalls();
  const who = useWho();
  if (!current) return null;
  const facts = [phaseWords(current), current.mute.confirmed && words.muted].filter(Boolean);
  return (
    <section aria-label={words.activeCall}>
      <Panel className={styles['bar']}>
        <Avatar name={who(current.remote).name} size="small" />
        <div className={styles['who']}>
          <p className={styles['name']}>{who(current.remote).title}</p>
          <p className={styles['facts']}>{facts.join(' · ')}</p>
        </div>
        <span className={styles['time']}>
          <CallTime call={current} />
        </span>
        <Button tone="primary" icon="phone" onPress={() => goTo('calls')}>
          {words.backToCall}
        </Button>
      </Panel>
    </section>
  );
}
