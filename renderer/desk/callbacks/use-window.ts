import { useDeferredValue, useEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond what is seen, so that a quick scroll shows no gap. */
const BEYOND = 6;

export interface RowWindow {
  first: number;
  /** One behind the last. */
  end: number;
}

/**
 * Which rows of a scrolling list have to be drawn. All rows are of one height, so ten and a hundred thousand cost the
 * same.
 * @param rowRem height of a row with the gap under it, in rem
 * @param question what the rows answer: of another answer what is seen is drawn first
 */
export function useRowWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowRem: number,
  question: string,
): RowWindow {
  const beyond = useDeferredValue(question) === question ? BEYOND : 0;
  const [seen, setSeen] = useState({ first: 0, rows: 0 });
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const look = () => {
      const rowPx = rowRem * remPx();
      const first = Math.floor(element.scrollTop / rowPx);
      const rows = Math.ceil(element.clientHeight / rowPx);
      setSeen((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list, rowRem]);
  const first = Math.max(0, Math.min(seen.first, count - 1) - beyond);
  return { first, end: Math.min(count, seen.first + seen.rows + 1 + beyond) };
}

export function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** Scrolls just as far as a row needs to be seen whole. */
export function showRow(list: HTMLElement, index: number, rowRem: number): void {
  const rowPx = rowRem * remPx();
  const top = index * rowPx;
  const bottom = top + rowPx;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}
