import type { Cue } from '#shared/script/script.ts';
import { Tag } from '../ui/index.ts';
import styles from './CueList.module.css';
import { Spans, type Around } from './Spans.tsx';
import { words } from './words.ts';

/** Cues to read at a glance, each with one way to say it below, smaller: the agent says it their own way. */
export function CueList({ cues, label, around }: { cues: readonly Cue[]; label: string; around: Around }) {
  return (
    <ul aria-label={label} className={styles['cues']}>
      {cues.map((cue, index) => (
        // The cues of a part never change places, and two of them may read the same.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={styles['cue']}>
          <p className={styles['do']}>
            {cue.isTeachBack && <Tag>{words.teachBack}</Tag>} <Spans spans={cue.spans} around={around} />
          </p>
          {cue.say.map((say, nth) => (
            // oxlint-disable-next-line react/no-array-index-key
            <p key={nth} className={styles['say']} title={words.sayIt}>
              “<Spans spans={say} around={around} />”
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
