import type { Availability } from '#shared/contract/desk-state.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { callAndLook } from '../store/dial.ts';
import { goTo } from '../store/page.ts';
import { Button, clock, cx, Icon, Panel, useSecondsUntil, type IconName } from '../ui/index.ts';
import { ColleagueList } from './ColleagueList.tsx';
import styles from './Welcome.module.css';
import { idleWords, words } from './words.ts';

const DRAWINGS: Record<Availability['name'], IconName> = {
  ready: 'headset',
  'on-call': 'phone',
  'wrap-up': 'check',
  break: 'cup',
};

/** What stands in the middle while nobody calls: one sentence about where the agent stands. */
export function Welcome() {
  const availability = useDesk((desk) => desk.availability);
  const wish = useDesk((desk) => desk.availabilityWish);
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  const isRegistered = useDesk((desk) => desk.registration.name === 'registered');
  const reach = isPractice ? 'practice' : isRegistered ? 'reachable' : 'unreachable';
  const isUnreachable = availability.name === 'ready' && reach === 'unreachable';
  const { title, body } = idleWords(availability, wish, reach);
  return (
    <Panel className={styles['welcome']}>
      <span className={cx(styles['drawing'], isUnreachable && styles['trouble'])}>
        <Icon name={isUnreachable ? 'attention' : DRAWINGS[availability.name]} size={2} />
      </span>
      <div className={styles['words']}>
        <h1>
          {title} {availability.name === 'wrap-up' && <TimeLeft untilMs={availability.until} />}
        </h1>
        <p className={styles['body']}>{body}</p>
        <div className={styles['keys']}>
          {availability.name === 'wrap-up' && (
            <Button icon="add" onPress={() => void ask(bridge().extendWrapUp())}>
              {words.extendWrapUp}
            </Button>
          )}
          {isPractice && (
            <Button tone="primary" icon="practice" onPress={() => goTo('practice')}>
              {words.choosePatient}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

function TimeLeft({ untilMs }: { untilMs: number }) {
  return <span className={styles['countdown']}>{clock(useSecondsUntil(untilMs))}</span>;
}

/** Colleagues and their lights; pressing one calls them. */
export function Colleagues() {
  const colleagues = useDesk((desk) => desk.colleagues);
  if (colleagues.length === 0) return null;
  return (
    <Panel>
      <h2 className={styles['heading']}>{words.colleagues}</h2>
      <ColleagueList colleagues={colleagues} onChoose={({ extension }) => void callAndLook(extension)} />
    </Panel>
  );
}
