import type { HubLink } from '#shared/contract/callback-state.ts';
import { ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { Button, cx, dayAndTime, messageFor, Progress, VisuallyHidden } from '../ui/index.ts';
import styles from './StatusFoot.module.css';
import { hubWords, words } from './words.ts';

/** The truth about the team hub; nothing on a desk that has none. */
export function HubLine() {
  const link = useDesk((desk) => desk.callbacks.link);
  if (link.name === 'solo') return null;
  const isDown = link.name === 'offline' || link.name === 'refused';
  return (
    <div className={styles['item']}>
      <i className={cx(styles['light'], styles[lightOf(link)])} />
      <p>
        <Standing link={link} />
        <Unsent />
      </p>
      {link.name === 'syncing' && <Progress label={words.catchingUp} done={link.done} total={link.total} />}
      {isDown && (
        <Button size="small" onPress={() => void once('hub', () => ask(bridge().retryHub()))}>
          {words.tryNow}
        </Button>
      )}
      <VisuallyHidden>
        <span role="status" aria-label={words.hub}>
          {link.name === 'online' ? words.hubLinked : isDown ? words.hubGone : ''}
        </span>
      </VisuallyHidden>
    </div>
  );
}

function lightOf({ name }: HubLink): string {
  if (name === 'online') return 'good';
  return name === 'offline' || name === 'refused' ? 'bad' : 'trying';
}

function Standing({ link }: { link: HubLink }) {
  const since = useHubClock((nowMs) => ('sinceMs' in link ? dayAndTime(link.sinceMs, nowMs) : ''));
  return link.name === 'refused' ? messageFor(link.error).title : hubWords(link, since);
}

/** What was done here and is not at the hub yet. */
function Unsent() {
  const { count, sinceMs } = useDesk((desk) => desk.callbacks.unsent);
  const since = useHubClock((nowMs) => (sinceMs === null ? '' : dayAndTime(sinceMs, nowMs)));
  return count > 0 ? <>{` · ${words.unsent(count, since)}`}</> : null;
}
