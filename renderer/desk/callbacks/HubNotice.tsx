import type { HubLink } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { dayAndTime, messageFor, Notice, Progress } from '../ui/index.ts';
import { words } from './words.ts';

/** What the way to the hub means for the queue, while it is not simply in order. The foot has the key that tries it. */
export function HubNotice() {
  const link = useDesk((desk) => desk.callbacks.link);
  return (
    <div role="status">
      <Standing link={link} />
    </div>
  );
}

function Standing({ link }: { link: HubLink }) {
  switch (link.name) {
    case 'solo':
    case 'online':
    case 'connecting':
      return null;
    case 'syncing':
      return <Syncing done={link.done} total={link.total} />;
    case 'offline':
      return <Offline sinceMs={link.sinceMs} />;
    case 'refused':
      return <Refused link={link} />;
  }
}

function Syncing({ done, total }: { done: number; total: number }) {
  return (
    <Notice icon="again" title={words.syncing}>
      {/* Spoken each time it moves, the numbers would talk over the patient. */}
      <div aria-live="off">
        <p>{words.syncingBody(done, total)}</p>
        <Progress label={words.syncing} done={done} total={total} />
      </div>
    </Notice>
  );
}

function Offline({ sinceMs }: { sinceMs: number }) {
  const since = useHubClock((nowMs) => dayAndTime(sinceMs, nowMs));
  return (
    <Notice tone="care" title={words.offline(since)}>
      <p>{words.offlineBody}</p>
      <Unsent />
    </Notice>
  );
}

function Refused({ link }: { link: Extract<HubLink, { name: 'refused' }> }) {
  const { title, safe, todo } = messageFor(link.error);
  return (
    <Notice tone="alarm" title={title}>
      <p>
        {safe} {todo}
      </p>
      <Unsent />
    </Notice>
  );
}

function Unsent() {
  const { count, sinceMs } = useDesk((desk) => desk.callbacks.unsent);
  const since = useHubClock((nowMs) => (sinceMs === null ? '' : dayAndTime(sinceMs, nowMs)));
  return count > 0 ? <p>{words.unsentSince(count, since)}</p> : null;
}
