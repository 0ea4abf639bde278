import { isLive } from '#shared/call/call.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, clock, cx, useSecondPress, useSecondsSince, useSecondsUntil } from '../ui/index.ts';
import { BreakKey } from './BreakKey.tsx';
import styles from './Header.module.css';
import { standingWords, words } from './words.ts';

/** The head of the window: where the agent stands, the keys that change it, and who is signed in. */
export function Header() {
  return (
    <header className={styles['header']}>
      <p className={styles['product']}>{words.product}</p>
      <Standing />
      <div className={styles['keys']}>
        <ReadyKey />
        <BreakKey />
      </div>
      <Sitting />
    </header>
  );
}

function Standing() {
  const availability = useDesk((desk) => desk.availability);
  return (
    <p className={cx(styles['standing'], styles[availability.name])}>
      <span className={styles['dot']} />
      {standingWords(availability)}
      <span className={styles['time']}>
        {availability.name === 'wrap-up' ? (
          <Until atMs={availability.until} />
        ) : (
          <Since atMs={availability.since} />
        )}
      </span>
    </p>
  );
}

function Since({ atMs }: { atMs: number }) {
  return clock(useSecondsSince(atMs));
}
function Until({ atMs }: { atMs: number }) {
  return clock(useSecondsUntil(atMs));
}

function ReadyKey() {
  const name = useDesk((desk) => desk.availability.name);
  return (
    <Button
      size="small"
      tone={name === 'ready' || name === 'on-call' ? 'plain' : 'primary'}
      isDisabled={name === 'ready' || name === 'on-call'}
      icon="check"
      onPress={() => void ask(bridge().becomeReady())}
    >
      {words.ready}
    </Button>
  );
}

function Sitting() {
  const sitting = useDesk((desk) => desk.sitting);
  return (
    <div className={styles['sitting']}>
      <p className={styles['who']}>
        {sitting.kind === 'practice' ? (
          words.practiceLine
        ) : (
          <>
            <strong>{sitting.displayName || sitting.extension}</strong>
            {sitting.displayName && <span>{sitting.extension}</span>}
            <span>{sitting.profileName}</span>
          </>
        )}
      </p>
      <SignOutKey isPractice={sitting.kind === 'practice'} />
    </div>
  );
}

/** Signing out during a call would lose the patient, so then it asks for a second press. */
function SignOutKey({ isPractice }: { isPractice: boolean }) {
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  const { isArmed, press } = useSecondPress(signOut);
  return (
    <Button size="small" tone={isArmed ? 'alarm' : 'quiet'} icon="leave" onPress={isOnCall ? press : signOut}>
      {isArmed ? words.hangsUp : isPractice ? words.leavePractice : words.signOut}
    </Button>
  );
}

function signOut(): void {
  void ask(bridge().signOut());
}
