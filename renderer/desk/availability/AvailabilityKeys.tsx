import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import type { Availability } from '#shared/contract/desk-state.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { clock, cx, Icon, useSecondsSince, useSecondsUntil } from '../ui/index.ts';
import styles from './AvailabilityKeys.module.css';
import { standingWords, words } from './words.ts';

type Wish = 'ready' | 'break';

/** Ready and Break, with the one that holds lit; beside them what the agent is doing and for how long. */
export function AvailabilityKeys() {
  const availability = useDesk((desk) => desk.availability);
  // What was asked for during a call and is waiting for its end; void as soon as that is over.
  const [asked, setAsked] = useState<{ wish: Wish; during: number } | null>(null);
  const isWaiting = availability.name === 'on-call' && asked?.during === availability.since;
  const note = (wish: Wish) => setAsked({ wish, during: availability.since });
  return (
    <div className={styles['availability']}>
      <div role="group" aria-label={words.group} className={styles['keys']}>
        <ReadyKey isOn={availability.name === 'ready'} onAsked={() => note('ready')} />
        <BreakKey isOn={availability.name === 'break'} onAsked={() => note('break')} />
      </div>
      <p className={cx(styles['standing'], styles[availability.name])}>
        <StandingTime availability={availability} />
      </p>
      <p role="status" className={styles['later']}>
        {isWaiting && words.afterThisCall[asked.wish]}
      </p>
    </div>
  );
}

interface WishKeyProps {
  isOn: boolean;
  onAsked: () => void;
}

function ReadyKey({ isOn, onAsked }: WishKeyProps) {
  const becomeReady = async () => {
    if (await ask(bridge().becomeReady())) onAsked();
  };
  return (
    <ToggleButton className={cx(styles['key'])} isSelected={isOn} onChange={() => void becomeReady()}>
      <Icon name="check" size={1.125} />
      {words.ready}
    </ToggleButton>
  );
}

/** Takes a break; with several reasons in the profile it asks which. */
function BreakKey({ isOn, onAsked }: WishKeyProps) {
  const reasons = useDesk((desk) => desk.breakReasons);
  const takeBreak = async (reason: string) => {
    if (await ask(bridge().takeBreak({ reason }))) onAsked();
  };
  if (reasons.length < 2) {
    return (
      <ToggleButton
        className={cx(styles['key'])}
        isSelected={isOn}
        onChange={() => void takeBreak(reasons[0] ?? '')}
      >
        <Icon name="cup" size={1.125} />
        {words.breakKey}
      </ToggleButton>
    );
  }
  return (
    <MenuTrigger>
      <Button className={cx(styles['key'], isOn && styles['on'])}>
        <Icon name="cup" size={1.125} />
        {words.breakKey}
        <Icon name="down" size={0.875} />
      </Button>
      {/* Not modal: a call that rings meanwhile must be within reach of everybody, by one press. */}
      <Popover isNonModal className={cx(styles['popover'])} placement="bottom start">
        <Menu
          aria-label={words.breakReasons}
          className={cx(styles['menu'])}
          onAction={(key) => void takeBreak(String(key))}
        >
          {reasons.map((reason) => (
            <MenuItem key={reason} id={reason} className={cx(styles['item'])}>
              {reason}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
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
