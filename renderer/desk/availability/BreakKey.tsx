import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, cx } from '../ui/index.ts';
import styles from './BreakKey.module.css';
import { words } from './words.ts';

function takeBreak(reason: string): void {
  void ask(bridge().takeBreak({ reason }));
}

/** Takes a break; with several reasons in the profile it asks which. */
export function BreakKey() {
  const reasons = useDesk((desk) => desk.breakReasons);
  const isOnCall = useDesk((desk) => desk.availability.name === 'on-call');
  if (reasons.length < 2) {
    return (
      <Button size="small" icon="cup" onPress={() => takeBreak(reasons[0] ?? '')}>
        {words.breakKey}
      </Button>
    );
  }
  return (
    <MenuTrigger>
      <Button size="small" icon="cup">
        {words.breakKey}
      </Button>
      <Popover className={cx(styles['popover'])} placement="bottom start">
        <Menu
          aria-label={words.breakReasons}
          className={cx(styles['menu'])}
          onAction={(key) => takeBreak(String(key))}
        >
          {reasons.map((reason) => (
            <MenuItem key={reason} id={reason} className={cx(styles['item'])}>
              {isOnCall ? `${reason}, after this call` : reason}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
