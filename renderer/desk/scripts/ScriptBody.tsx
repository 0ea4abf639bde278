import type { ScriptBeside } from '#shared/contract/scripts.ts';
import { standing } from '#shared/script/reading.ts';
import type { Phase } from '#shared/script/script.ts';
import { Button, PHASE_WORDS, VisuallyHidden } from '../ui/index.ts';
import { move } from './actions.ts';
import { CalledByUs } from './CalledByUs.tsx';
import { ChipRow } from './ChipRow.tsx';
import { Choices } from './Choices.tsx';
import { CueList } from './CueList.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import styles from './ScriptBody.module.css';
import { ScriptFoot } from './ScriptFoot.tsx';
import type { Around } from './Spans.tsx';
import { words } from './words.ts';

interface ScriptBodyProps {
  around: Around;
  beside: ScriptBeside;
  /** Whether the digits pick a branch now. */
  takesDigits: boolean;
  isCalledByUs: boolean;
}

/** A script at the place where the agent is in it. */
export function ScriptBody({ around, beside, takesDigits, isCalledByUs }: ScriptBodyProps) {
  const { place, subjectId, rule } = beside;
  const { script, chips } = around.open;
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
        onTurn={(name) => move(subjectId, { kind: 'phase', phase: name })}
      />
      <VisuallyHidden>
        <p role="status">{words.now(titleOf(phase), inside)}</p>
      </VisuallyHidden>
      {isCalledByUs && isOpening && (
        <CalledByUs subjectId={subjectId} rule={rule} language={script.language} />
      )}
      {inside.length > 0 && (
        <Trail
          titles={inside}
          lang={script.language}
          to={inside.at(-2) ?? titleOf(phase)}
          onBack={() => move(subjectId, { kind: 'back' })}
        />
      )}
      <CueList cues={chip ? chip.cues : cues} label={words.cues} lang={script.language} around={around} />
      {!chip && offered.length > 0 && (
        <Choices
          label={words.branches}
          titles={offered.map(({ title }) => title)}
          lang={script.language}
          showsDigits={takesDigits}
          onPick={(branch) => move(subjectId, { kind: 'pick', branch })}
        />
      )}
      {next && <Next phase={next} onPress={() => move(subjectId, { kind: 'step', by: 1 })} />}
      <ChipRow
        chips={chips}
        current={place.chip}
        onChip={(title) => move(subjectId, { kind: 'chip', title })}
      />
      <ScriptFoot script={script} />
    </>
  );
}

function Next({ phase, onPress }: { phase: Phase; onPress: () => void }) {
  return (
    <Button shortcut="→" onPress={onPress}>
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
