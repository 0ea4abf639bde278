import type { ReactNode } from 'react';
import type { ScriptPlace } from '#shared/script/place.ts';
import { standing } from '#shared/script/reading.ts';
import type { Phase } from '#shared/script/script.ts';
import { Button, PHASE_WORDS, VisuallyHidden } from '../ui/index.ts';
import type { Around } from './around.ts';
import { ChipRow } from './ChipRow.tsx';
import { Choices } from './Choices.tsx';
import { CueList } from './CueList.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import styles from './ScriptBody.module.css';
import { ScriptFoot } from './ScriptFoot.tsx';
import { words } from './words.ts';

interface ScriptBodyProps {
  around: Around;
  place: ScriptPlace;
  /** Whether the digits pick a branch now. */
  takesDigits: boolean;
  /** Whether the arrows turn the parts; not in a preview. */
  takesArrows?: boolean;
  /** Stands above the cues as long as nothing has been said. */
  opening?: ReactNode;
}

/** A script at the place where the agent is in it. */
export function ScriptBody({ around, place, takesDigits, takesArrows = true, opening }: ScriptBodyProps) {
  const { move } = around.acts;
  const { script, chips, from } = around.open;
  const { phase, next, cues, trail, offered } = standing(place, script);
  const chip = chips.find(({ title }) => title === place.chip);
  const inside = chip ? [chip.title] : trail;
  const isOpening = phase === script.phases[0] && inside.length === 0;
  return (
    <>
      <PhaseLine
        phases={script.phases}
        current={phase.name}
        visited={place.visited}
        onTurn={(name) => move({ kind: 'phase', phase: name })}
      />
      <VisuallyHidden>
        <p role="status">{words.now(titleOf(phase), inside)}</p>
      </VisuallyHidden>
      {isOpening && opening}
      {inside.length > 0 && (
        <Trail
          titles={inside}
          lang={script.language}
          to={inside.at(-2) ?? titleOf(phase)}
          onBack={() => move({ kind: 'back' })}
        />
      )}
      <CueList cues={chip ? chip.cues : cues} label={words.cues} lang={script.language} around={around} />
      {!chip && offered.length > 0 && (
        <Choices
          label={words.branches}
          titles={offered.map(({ title }) => title)}
          lang={script.language}
          showsDigits={takesDigits}
          onPick={(branch) => move({ kind: 'pick', branch })}
        />
      )}
      {next && <Next phase={next} takesArrows={takesArrows} onPress={() => move({ kind: 'step', by: 1 })} />}
      <ChipRow chips={chips} current={place.chip} onChip={(title) => move({ kind: 'chip', title })} />
      <ScriptFoot script={script} from={from} />
    </>
  );
}

interface NextProps {
  phase: Phase;
  takesArrows: boolean;
  onPress: () => void;
}

function Next({ phase, takesArrows, onPress }: NextProps) {
  return (
    <Button {...(takesArrows && { shortcut: '→' })} onPress={onPress}>
      {words.next(titleOf(phase))}
    </Button>
  );
}

function titleOf({ name, title }: Phase): string {
  return title ?? PHASE_WORDS[name];
}

interface TrailProps {
  titles: readonly string[];
  lang: string;
  /** Where Back leads. */
  to: string;
  onBack: () => void;
}

function Trail({ titles, lang, to, onBack }: TrailProps) {
  return (
    <div className={styles['trail']}>
      <span lang={lang}>{titles.join(' › ')}</span>
      <Button size="small" tone="quiet" label={words.backTo(to)} onPress={onBack}>
        {words.back}
      </Button>
    </div>
  );
}
