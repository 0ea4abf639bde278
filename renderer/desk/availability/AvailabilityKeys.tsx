import { ToggleButton } from 'react-aria-components';
import type { Availability } from '#shared/contract/desk-state.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { ChoiceMenu, clock, cx, Icon, Tag, useSecondsSince, useSecondsUntil } from '../ui/index.ts';
import styles from './AvailabilityKeys.module.css';
import { nextWords, standingWords, words } from './words.ts';

/** Ready and Break, with the one that holds lit; beside them what the agent is doing, and what comes after it. */
export function AvailabilityKeys() {
  const availability = useDesk((desk) => desk.availability);
  const wish = useDesk((desk) => desk.availabilityWish?.name);
  return (
    <div className={styles['availability']}>
      <div role="group" aria-label={words.group} className={styles['keys']}>
        <ReadyKey isOn={availability.name === 'ready'} />
        <BreakKey isOn={availability.name === 'break'} isNext={wish === 'break'} />
      </div>
      <p className={cx(styles['standing'], styles[availability.name])}>
        <StandingTime availability={availability} />
      </p>
      {/* Ready comes by itself, so only a break is worth a word. */}
      <p role="status">{wish === 'break' && <Tag>{nextWords(availability)}</Tag>}</p>
    </div>
  );
}

function ReadyKey({ isOn }: { isOn: boolean }) {
  return (
    <ToggleButton
      className={cx(styles['key'])}
      isSelected={isOn}
      onChange={() => void ask(bridge().becomeReady())}
    >
      <Icon name="check" size={1.125} />
      {words.ready}
    </ToggleButton>
  );
}

function takeBreak(reason: string): void {
  void ask(bridge().takeBreak({ reason }));
}

/** Takes a break, during a call after it; with several reasons in the profile it asks which. */
function BreakKey({ isOn, isNext }: { isOn: boolean; isNext: boolean }) {
  const reasons = useDesk((desk) => desk.breakReasons);
  const className = cx(styles['key'], isNext && styles['isNext']);
  if (reasons.length < 2) {
    return (
      <ToggleButton className={className} isSelected={isOn} onChange={() => takeBreak(reasons[0] ?? '')}>
        <Icon name="cup" size={1.125} />
        {words.breakKey}
      </ToggleButton>
    );
  }
  return (
    <ChoiceMenu
      label={words.breakReasons}
      choices={reasons.map((reason) => ({ id: reason, label: reason }))}
      onChoose={takeBreak}
      className={cx(className, isOn && styles['on'])}
    >
      <Icon name="cup" size={1.125} />
      {words.breakKey}
    </ChoiceMenu>
  );
}

function StandingTime({ availability }: { availability: Availability }) {
  return (
    <>
      {standingWords(availability)}{' '}
      <span className={styles['time']}>
        {availability.name === 'wrap-up' ? (
          <Until atMs={availability.until} />
        ) : (
          <Since atMs={availability.since} />
        )}
      </span>
    </>
  );
}

function Since({ atMs }: { atMs: number }) {
  return clock(useSecondsSince(atMs));
}
function Until({ atMs }: { atMs: number }) {
  return clock(useSecondsUntil(atMs));
}
