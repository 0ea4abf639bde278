import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd, keyShortcut } from './Kbd.tsx';

export type ButtonTone = 'plain' | 'primary' | 'alarm' | 'quiet';

export interface ButtonProps {
  children: ReactNode;
  onPress?: () => void;
  tone?: ButtonTone;
  size?: 'normal' | 'small' | 'large';
  icon?: IconName;
  /** The name, where the words alone say too little; it begins with them. */
  label?: string;
  /** The key that does the same, as people read it; shown beside the words and told to assistive technology. */
  shortcut?: string;
  isDisabled?: boolean;
  type?: 'button' | 'submit';
}

/** A button with words. */
export function Button({
  children,
  onPress,
  tone = 'plain',
  size = 'normal',
  icon,
  label,
  shortcut,
  isDisabled = false,
  type = 'button',
}: ButtonProps) {
  return (
    <AriaButton
      {...(label && { 'aria-label': label })}
      {...(onPress && { onPress })}
      type={type}
      isDisabled={isDisabled}
      className={cx(styles['button'], styles[tone], styles[size])}
      render={(dom) => <button {...dom} {...keyShortcut(shortcut)} />}
    >
      {icon && <Icon name={icon} size={size === 'large' ? 1.5 : 1.25} />}
      <span className={styles['words']}>{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </AriaButton>
  );
}

/** A round button that shows only a drawing; `label` is its name and its tooltip. */
export function IconButton({ icon, label, onPress }: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <AriaButton
      aria-label={label}
      onPress={onPress}
      className={cx(styles['button'], styles['quiet'], styles['round'])}
      render={(dom) => <button {...dom} title={label} />}
    >
      <Icon name={icon} />
    </AriaButton>
  );
}
