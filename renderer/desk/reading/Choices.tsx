import { Button as AriaButton } from 'react-aria-components';
import { cx, Kbd, keyShortcut } from '../ui/index.ts';
import styles from './Choices.module.css';

interface ChoicesProps {
  label: string;
  titles: readonly string[];
  lang: string;
  showsDigits: boolean;
  /** The one that stands, where one can stand: null while none does. */
  picked?: string | null;
  onPick: (index: number) => void;
}

/** A few things to pick from, each by its digit. */
export function Choices({ label, titles, lang, showsDigits, picked, onPick }: ChoicesProps) {
  return (
    <ol aria-label={label} className={styles['choices']}>
      {titles.map((title, index) => {
        const digit = String(index + 1);
        return (
          <li key={title}>
            <AriaButton
              className={cx(styles['choice'])}
              onPress={() => onPick(index)}
              render={(dom) => (
                <button
                  {...dom}
                  {...(picked !== undefined && { 'aria-pressed': title === picked })}
                  {...keyShortcut(showsDigits ? digit : undefined)}
                />
              )}
            >
              {showsDigits && <Kbd>{digit}</Kbd>}
              <span lang={lang}>{title}</span>
            </AriaButton>
          </li>
        );
      })}
    </ol>
  );
}
