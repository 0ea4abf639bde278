import styles from './Avatar.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

/** First letters of the first and the last name, without what stands after a comma; empty when there are none. */
export function initials(name: string): string {
  const [person = ''] = name.split(',');
  const words = person.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}

interface AvatarProps {
  name: string;
  size?: 'normal' | 'large' | 'small';
  isRinging?: boolean;
}

/** A round mark for a person. The only thing on the desk that may move: it pulses while a call rings. */
export function Avatar({ name, size = 'normal', isRinging = false }: AvatarProps) {
  const letters = initials(name);
  return (
    <span aria-hidden="true" className={cx(styles['avatar'], styles[size], isRinging && styles['ringing'])}>
      {letters || <Icon name="person" size={size === 'large' ? 2 : 1.25} />}
    </span>
  );
}
