import { isLive } from '#shared/call/phase.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { switchCrisis } from '../store/crisis.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, CrisisKey, useSecondPress } from '../ui/index.ts';
import { AvailabilityKeys } from './AvailabilityKeys.tsx';
import styles from './Header.module.css';
import { words } from './words.ts';

/** The head of the window: where the agent stands, the keys that change it, and who is signed in. */
export function Header() {
  return (
    <header className={styles['header']}>
      <p className={styles['product']}>{words.product}</p>
      <AvailabilityKeys />
      <Sitting />
    </header>
  );
}

function Sitting() {
  const sitting = useDesk((desk) => desk.sitting);
  return (
    <div className={styles['sitting']}>
      <p className={styles['who']}>
        {sitting.kind === 'practice' ? (
          <strong>{words.practiceLine}</strong>
        ) : (
          <>
            <strong>{sitting.displayName || sitting.extension}</strong>
            {sitting.displayName && <span>{sitting.extension}</span>}
            <span>{sitting.profileName}</span>
          </>
        )}
      </p>
      <BeginCrisis />
      <SignOutKey isPractice={sitting.kind === 'practice'} />
    </div>
  );
}

/** For a team's leads, a glance away wherever they are; the strip that says it is on has the key that ends it. */
function BeginCrisis() {
  const { mode, link } = useDesk((desk) => desk.crisis);
  const leads = useDesk((desk) => desk.callbacks.me.lead);
  if (!leads || mode || link === 'nobody') return null;
  return <CrisisKey size="small" tone="quiet" isOn={false} onSwitch={switchCrisis} />;
}

/** Signing out during a call would lose the patient, so then it asks for a second press. */
function SignOutKey({ isPractice }: { isPractice: boolean }) {
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  const { isArmed, press } = useSecondPress(signOut);
  const word = isPractice ? words.leavePractice : words.signOut;
  return (
    <Button size="small" tone={isArmed ? 'alarm' : 'quiet'} icon="leave" onPress={isOnCall ? press : signOut}>
      {isArmed ? words.hangsUp : word}
    </Button>
  );
}

function signOut(): void {
  void ask(bridge().signOut());
}
