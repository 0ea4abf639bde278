import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd, keyShortcut } from './Kbd.tsx';
import styles from './KeyTile.module.css';

interface TileProps {
  icon: IconName;
  children: string;
  shortcut?: string | undefined;
  tone?: 'plain' | 'alarm';
  isDisabled?: boolean;
  onPress: () => void;
}

function Face({ icon, children, shortcut }: Pick<TileProps, 'icon' | 'children' | 'shortcut'>) {
  return (
    <>
      <Icon name={icon} size={1.5} />
      <span className={styles['words']}>{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
}

/**
 * A large key of the call: drawing, word, and the letter that does the same. `isArmed` says that the first of two
 * presses was made.
 */
export function KeyTile({
  tone = 'plain',
  isDisabled = false,
  isArmed = false,
  onPress,
  ...face
}: TileProps & { isArmed?: boolean }) {
  return (
    <AriaButton
      isDisabled={isDisabled}
      onPress={onPress}
      className={cx(styles['tile'], styles[tone])}
      render={(dom) => (
        <button {...dom} {...(isArmed && { 'data-armed': true })} {...keyShortcut(face.shortcut)} />
      )}
    >
      <Face {...face} />
    </AriaButton>
  );
}

/**
 * A large key that is on or off. `isOn` is what the agent wants; `isSettling` says that it is not confirmed yet,
 * and shows as a dashed edge.
 */
export function ToggleTile({
  isOn,
  isSettling = false,
  isDisabled = false,
  onPress,
  ...face
}: TileProps & { isOn: boolean; isSettling?: boolean }) {
  return (
    <ToggleButton
      isSelected={isOn}
      isDisabled={isDisabled}
      onChange={onPress}
      className={cx(styles['tile'], styles['plain'])}
      render={(dom) => <button {...dom} aria-busy={isSettling} {...keyShortcut(face.shortcut)} />}
    >
      <Face {...face} />
    </ToggleButton>
  );
}
