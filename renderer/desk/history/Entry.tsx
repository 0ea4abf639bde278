import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { callAndLook } from '../store/dial.ts';
import { openCallbackSheet } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { atTime, Button, cx, duration, Icon, VisuallyHidden } from '../ui/index.ts';
import styles from './HistoryPlace.module.css';
import { OUTCOME_WORDS, words } from './words.ts';

/** One call that is over: who, when, how it ended, and what can be done about it now. */
export function Entry({ entry }: { entry: CallListEntry }) {
  const { title, number } = useWho()(entry);
  const isMissed = entry.reason === 'missed';
  const direction = isMissed ? words.missed : words[entry.direction];
  const facts = [number, entry.queue, entry.practice && words.practice].filter(Boolean);
  const talkedSec = entry.answeredAt !== null && duration((entry.endedAt - entry.answeredAt) / 1000);
  return (
    <div className={cx(styles['entry'], isMissed && styles['missed'])}>
      <span className={styles['mark']} title={direction}>
        <Icon name={isMissed ? 'missed' : entry.direction} />
        <VisuallyHidden>{direction}</VisuallyHidden>
      </span>
      <div>
        <p className={styles['name']}>{title}</p>
        {facts.length > 0 && <p className={styles['facts']}>{facts.join(' · ')}</p>}
        <RedFlags entry={entry} />
        <HowItWent entry={entry} />
      </div>
      <div className={styles['when']}>
        <p>{atTime(entry.startedAt)}</p>
        <p className={styles['facts']}>
          {[OUTCOME_WORDS[entry.reason], talkedSec].filter(Boolean).join(' · ')}
        </p>
      </div>
      <span className={styles['again']}>
        {entry.number && !entry.practice && <CallKeys entry={entry} title={title} />}
      </span>
    </div>
  );
}

function RedFlags({ entry: { redFlags } }: { entry: CallListEntry }) {
  if (redFlags.length === 0) return null;
  const said = redFlags.map(({ card, atMs }) => `${card}, ${atTime(atMs)}`);
  return (
    <p className={styles['flags']}>
      <Icon name="attention" size={1} />
      {said.join(' · ')}
    </p>
  );
}

/** In the words of the script and the agent's own. */
function HowItWent({ entry: { wrapUp } }: { entry: CallListEntry }) {
  if (!wrapUp) return null;
  const { outcome, note } = wrapUp;
  return (
    <p className={styles['said']}>
      {outcome && <strong>{outcome}</strong>}
      {outcome && note && ' · '}
      {note}
    </p>
  );
}

/** A practice patient cannot be called, and whoever withheld their number neither. */
function CallKeys({ entry: { id, number, name, reason }, title }: { entry: CallListEntry; title: string }) {
  return (
    <>
      {reason === 'missed' && (
        <Button
          size="small"
          icon="callbacks"
          label={`${words.callLater}: ${title}`}
          onPress={() => openCallbackSheet({ number, name, callId: id })}
        >
          {words.callLater}
        </Button>
      )}
      <Button
        size="small"
        icon="phone"
        label={`${words.callAgain}: ${title}`}
        onPress={() => void callAndLook(number)}
      >
        {words.callAgain}
      </Button>
    </>
  );
}
