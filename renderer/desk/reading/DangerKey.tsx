import { Button as AriaButton } from 'react-aria-components';
import { cx, Icon, Kbd, keyShortcut } from '../ui/index.ts';
import styles from './DangerKey.module.css';

interface DangerKeyProps {
  children: string;
  shortcut?: string | undefined;
  onPress: () => void;
}

/** Leads to help, and to nothing that cannot be undone: softer than the key that hangs up beside it. */
export function DangerKey({ children, shortcut, onPress }: DangerKeyProps) {
  return (
    <AriaButton
      className={cx(styles['key'])}
      onPress={onPress}
      render={(dom) => <button {...dom} {...keyShortcut(shortcut)} />}
    >
      <Icon name="attention" />
      <span>{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </AriaButton>
  );
}
