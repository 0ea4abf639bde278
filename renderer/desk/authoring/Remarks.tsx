import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { ScriptRemark } from '#shared/contract/script-book.ts';
import { cx, Icon } from '../ui/index.ts';
import styles from './Remarks.module.css';
import { words } from './words.ts';

interface RemarksProps {
  remarks: readonly ScriptRemark[];
  /** It moves the lines. */
  text: string;
  /** The rows of the text, one a line. */
  rows: RefObject<HTMLElement | null>;
  onGo: (remark: ScriptRemark) => void;
}

/** What is to mend, beside its lines where there is room, else below the text. Pressed, each leads to its place. */
export function Remarks({ remarks, text, rows, onGo }: RemarksProps) {
  const list = useRef<HTMLUListElement>(null);
  usePlaces(list, rows, remarks, text);
  if (remarks.length === 0) return null;
  return (
    <ul ref={list} aria-label={words.remarks} className={styles['remarks']}>
      {remarks.map((remark) => (
        <li key={`${remark.line}:${remark.column} ${remark.what}`}>
          <button
            type="button"
            className={cx(styles['remark'], styles[remark.kind])}
            onClick={() => onGo(remark)}
          >
            <span className={styles['where']}>
              <Icon name="attention" size={1} />
              {remark.kind === 'mistake' ? words.mistake : words.advice}
              {' · '}
              {words.goTo(remark.line, remark.column)}
            </span>
            <span>{remark.what}</span> <span className={styles['fix']}>{remark.fix}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const GAP_PX = 6;

/** Each as high as its line, or right below the one before where that reaches further. */
function usePlaces(
  list: RefObject<HTMLElement | null>,
  rows: RefObject<HTMLElement | null>,
  remarks: readonly ScriptRemark[],
  text: string,
): void {
  const place = useCallback(() => {
    let free = 0;
    for (const [index, item] of [...(list.current?.children ?? [])].entries()) {
      if (!(item instanceof HTMLElement)) continue;
      const row = rows.current?.children[(remarks[index]?.line ?? 1) - 1];
      const top = Math.max(free, row instanceof HTMLElement ? row.offsetTop : 0);
      item.style.setProperty('--top', `${top}px`);
      free = top + item.offsetHeight + GAP_PX;
    }
    list.current?.style.setProperty('--reach', `${free}px`);
  }, [list, rows, remarks]);
  // `text` moves the rows without telling anybody.
  useLayoutEffect(place, [place, text]);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(place);
    if (rows.current) watch.observe(rows.current);
    return () => watch.disconnect();
  }, [place, rows]);
}
