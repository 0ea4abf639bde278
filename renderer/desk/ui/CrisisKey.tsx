import { Button, type ButtonProps } from './Button.tsx';
import styles from './CrisisKey.module.css';
import { useSecondPress } from './second-press.ts';

const WORDS = {
  begin: { first: 'Begin crisis mode', again: 'Press again: it begins' },
  end: { first: 'End crisis mode', again: 'Press again: it ends' },
} as const;

interface CrisisKeyProps extends Pick<ButtonProps, 'size' | 'tone'> {
  isOn: boolean;
  onSwitch: (on: boolean) => void;
}

/** Begins crisis mode, or ends it, with two presses: what it does reaches every desk of the team. */
export function CrisisKey({ isOn, onSwitch, size = 'normal', tone = 'plain' }: CrisisKeyProps) {
  const { isArmed, press } = useSecondPress(() => onSwitch(!isOn));
  const { first, again } = isOn ? WORDS.end : WORDS.begin;
  return (
    <Button size={size} tone={isArmed ? 'alarm' : tone} onPress={press}>
      {/* As wide as the longer of its words: it must not move from under the finger before the second press. */}
      <span className={styles['words']} data-longest={again}>
        {isArmed ? again : first}
      </span>
    </Button>
  );
}
