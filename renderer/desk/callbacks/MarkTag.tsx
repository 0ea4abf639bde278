import { cx } from '../ui/index.ts';
import styles from './MarkTag.module.css';
import type { Mark } from './row-words.ts';

/** A word about how a callback stands, in a colour that repeats it. */
export function MarkTag({ mark }: { mark: Mark }) {
  return <span className={cx(styles['mark'], styles[mark.tone])}>{mark.text}</span>;
}
