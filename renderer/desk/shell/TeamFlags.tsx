import type { TeamFlag } from '#shared/contract/red-flags.ts';
import { ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { atTime, Button, clock, cx, Icon, useSecondsSince } from '../ui/index.ts';
import styles from './TeamFlags.module.css';
import { FLAG_OVER, words } from './words.ts';

/**
 * The red flags that colleagues have raised, on a lead's desk, wherever in it the lead is. It takes no focus and names no
 * patient: who calls is the agent's to know.
 */
export function TeamFlags() {
  const flags = useDesk((desk) => desk.redFlags.team);
  return (
    <div className={styles['flags']}>
      {flags.map((flag) => (
        <Flag key={flag.id} flag={flag} />
      ))}
    </div>
  );
}

function Flag({ flag }: { flag: TeamFlag }) {
  const { id, name, card, sinceMs, over } = flag;
  return (
    <section
      role="alert"
      aria-label={words.flagOf(name)}
      className={cx(styles['flag'], over && styles['over'])}
    >
      <Icon name={over ? 'check' : 'attention'} />
      <div className={styles['words']}>
        <p className={styles['who']}>
          {name} <Since sinceMs={sinceMs} isOver={over !== null} />
        </p>
        <p className={styles['card']} lang={card?.language}>
          {card?.title ?? words.someFlag}
        </p>
        <State flag={flag} />
      </div>
      <div className={styles['keys']}>
        {!over && !flag.isMine && (
          <Button tone="alarm" onPress={() => answer(id)} label={words.onItFor(name)}>
            {words.onIt}
          </Button>
        )}
        <Button onPress={() => void ask(bridge().putRedFlagAway({ id }))} label={words.putAwayOf(name)}>
          {words.putAway}
        </Button>
      </div>
    </section>
  );
}

function State({ flag: { over, isMine, seenBy } }: { flag: TeamFlag }) {
  if (over) return <p>{FLAG_OVER[over]}</p>;
  if (isMine) return <p>{words.youAreOnIt}</p>;
  return seenBy.length > 0 ? <p>{words.isOnIt(seenBy)}</p> : null;
}

/** Hidden from assistive technology: an alert whose words change is spoken again each time. */
function Since({ sinceMs, isOver }: { sinceMs: number; isOver: boolean }) {
  return (
    <span aria-hidden="true" className={styles['since']}>
      {words.since(atTime(sinceMs))}
      {!isOver && <Running sinceMs={sinceMs} />}
    </span>
  );
}

function Running({ sinceMs }: { sinceMs: number }) {
  return <> · {clock(useSecondsSince(sinceMs))}</>;
}

function answer(id: string): void {
  void once(`flag-${id}`, () => ask(bridge().answerRedFlag({ id })));
}
