import { createElement, Fragment, type ReactNode } from 'react';
import type { Cue, Span } from '#shared/script/script.ts';
import { Tag } from '../ui/index.ts';
import type { Around } from './around.ts';
import styles from './CueList.module.css';
import { Spans } from './Spans.tsx';
import { words } from './words.ts';

interface CueListProps {
  cues: readonly Cue[];
  label: string;
  /** Of the cues; the label is the desk's own. */
  lang: string;
  around: Around;
}

/**
 * Cues to read at a glance, each with one way to say it below, smaller: the agent says it their own way. They are
 * children by place, without keys: none ever moves within its part, and two may read the same.
 */
export function CueList({ cues, label, lang, around }: CueListProps) {
  const items = cues.map((cue) => cueItem(cue, around));
  return createElement('ul', { 'aria-label': label, lang, className: styles['cues'] }, ...items);
}

function cueItem({ spans, say, isTeachBack }: Cue, around: Around): ReactNode {
  return (
    <li className={styles['cue']}>
      <p className={styles['do']}>
        {isTeachBack && <Tag>{words.teachBack}</Tag>} <Spans spans={spans} around={around} />
      </p>
      {createElement(Fragment, null, ...say.map((one) => sayLine(one, around)))}
    </li>
  );
}

function sayLine(spans: readonly Span[], around: Around): ReactNode {
  return (
    <p className={styles['say']} title={words.sayIt}>
      “<Spans spans={spans} around={around} />”
    </p>
  );
}
