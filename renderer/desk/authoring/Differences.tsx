import { createElement, type ReactNode } from 'react';
import { inBrief, lineDifferences, type DiffLine } from '#shared/script/line-differences.ts';
import { cx, VisuallyHidden } from '../ui/index.ts';
import styles from './Differences.module.css';
import { words } from './words.ts';

interface DifferencesProps {
  title: string;
  before: string;
  after: string;
}

/** Lines round each change. */
const AROUND = 2;

/** What is different between two texts, line by line, in words as well as in colours. */
export function Differences({ title, before, after }: DifferencesProps) {
  const brief = inBrief(lineDifferences(before, after), AROUND);
  if (brief.length === 0) return <p>{words.sameText}</p>;
  // Children by place, without keys: two lines may read the same, and none moves.
  return createElement('ol', { 'aria-label': title, className: styles['lines'] }, ...brief.map(lineItem));
}

function lineItem(line: DiffLine | 'gap'): ReactNode {
  if (line === 'gap') {
    return (
      <li className={styles['gap']}>
        <span aria-hidden="true">⋯</span>
        <VisuallyHidden>{words.gap}</VisuallyHidden>
      </li>
    );
  }
  const { kind, text, line: number } = line;
  return (
    <li className={cx(styles['line'], styles[kind])}>
      <span className={styles['number']} aria-hidden="true">
        {{ same: number, gone: '−', new: '+' }[kind]}
      </span>
      <span className={styles['words']}>
        {kind !== 'same' && <VisuallyHidden>{words.line[kind]}: </VisuallyHidden>}
        {text === '' ? '\u00A0' : text}
      </span>
    </li>
  );
}
