import type { ReactNode } from 'react';
import { Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Popup.module.css';

/** A list that opens at its button. Not modal: a call that rings meanwhile must be within reach of everybody, by one press. */
export function Popup({ children }: { children: ReactNode }) {
  return (
    <Popover isNonModal placement="bottom start" className={cx(styles['popover'])}>
      {children}
    </Popover>
  );
}

/** Classes of the list in a popup and of its items. */
export const popupClasses = { list: cx(styles['list']), item: cx(styles['item']) } as const;
