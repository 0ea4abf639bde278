import { Button } from 'react-aria-components';
import type { Phase, PhaseName } from '#shared/script/script.ts';
import { cx, PHASE_WORDS } from '../ui/index.ts';
import styles from './PhaseLine.module.css';
import { words } from './words.ts';

interface PhaseLineProps {
  phases: readonly Phase[];
  current: PhaseName;
  visited: readonly PhaseName[];
  onTurn: (phase: PhaseName) => void;
}

/** The line has room for a word; a longer title of the script's own is told where the part begins. */
const ROOM_CHARS = 10;

/** The parts of the script on one quiet line: where the call is, and where it has been. */
export function PhaseLine({ phases, current, visited, onTurn }: PhaseLineProps) {
  return (
    <ol aria-label={words.phases} className={styles['line']}>
      {phases.map(({ name, title }) => (
        <li key={name}>
          <Button
            className={cx(styles['phase'], visited.includes(name) && styles['seen'])}
            onPress={() => onTurn(name)}
            render={(dom) => <button {...dom} {...(name === current && { 'aria-current': 'step' })} />}
          >
            {title !== null && title.length <= ROOM_CHARS ? title : PHASE_WORDS[name]}
          </Button>
        </li>
      ))}
    </ol>
  );
}
