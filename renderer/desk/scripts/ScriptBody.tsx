import { Button as AriaButton } from 'react-aria-components';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import { standing } from '#shared/script/reading.ts';
import type { Phase } from '#shared/script/script.ts';
import { Button, cx, Kbd, keyShortcut, VisuallyHidden } from '../ui/index.ts';
import { move } from './actions.ts';
import { CalledByUs } from './CalledByUs.tsx';
import { ChipRow } from './ChipRow.tsx';
import { CueList } from './CueList.tsx';
import { PhaseLine } from './PhaseLine.tsx';
import styles from './ScriptBody.module.css';
import { ScriptFoot } from './ScriptFoot.tsx';
import type { Around } from './Spans.tsx';
import { PHASE_WORDS, words } from './words.ts';

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
  const { cues, trail, offered } = standing(place, script);
  const chip = chips.find(({ title }) => title === place.chip);
  const at = script.phases.findIndex(({ name }) => name === place.phase);
  const next = script.phases[at + 1];
  const inside = chip ? [chip.title] : trail;
  const part = titleOf(script.phases[at]) ?? PHASE_WORDS[place.phase];
  return (
    <>
      <PhaseLine
        phases={script.phases}
        current={place.phase}
        visited={place.visited}
        onTurn={(phase) => move(subjectId, { kind: 'phase', phase })}
      />
      <VisuallyHidden>
        <p role="status">{words.now(part, inside)}</p>
      </VisuallyHidden>
      {isCalledByUs && at === 0 && inside.length === 0 && <CalledByUs subjectId={subjectId} rule={rule} />}
      {inside.length > 0 && (
        <Trail titles={inside} to={inside.at(-2) ?? part} onBack={() => move(subjectId, { kind: 'back' })} />
      )}
      <CueList cues={chip ? chip.cues : cues} label={words.cues} around={around} />
      {!chip && offered.length > 0 && (
        <Branches
          titles={offered.map(({ title }) => title)}
          showsDigits={takesDigits}
          onPick={(branch) => move(subjectId, { kind: 'pick', branch })}
        />
      )}
      {next && (
        <Button shortcut="→" onPress={() => move(subjectId, { kind: 'step', by: 1 })}>
          {words.next(titleOf(next) ?? PHASE_WORDS[next.name])}
        </Button>
      )}
      <ChipRow
        chips={chips}
        current={place.chip}
        onChip={(title) => move(subjectId, { kind: 'chip', title })}
      />
      <ScriptFoot script={script} />
    </>
  );
}

function titleOf(phase: Phase | undefined): string | null {
  return phase?.title ?? null;
}

interface TrailProps {
  titles: readonly string[];
  /** Where Back leads. */
  to: string;
  onBack: () => void;
}

function Trail({ titles, to, onBack }: TrailProps) {
  return (
    <div className={styles['trail']}>
      <span>{titles.join(' › ')}</span>
      <Button size="small" tone="quiet" label={words.backTo(to)} onPress={onBack}>
        {words.back}
      </Button>
    </div>
  );
}

interface BranchesProps {
  titles: readonly string[];
  showsDigits: boolean;
  onPick: (branch: number) => void;
}

function Branches({ titles, showsDigits, onPick }: BranchesProps) {
  return (
    <ol aria-label={words.branches} className={styles['branches']}>
      {titles.map((title, index) => {
        const digit = String(index + 1);
        return (
          <li key={title}>
            <AriaButton
              className={cx(styles['branch'])}
              onPress={() => onPick(index)}
              render={(dom) => <button {...dom} {...keyShortcut(showsDigits ? digit : undefined)} />}
            >
              {showsDigits && <Kbd>{digit}</Kbd>}
              <span>{title}</span>
            </AriaButton>
          </li>
        );
      })}
    </ol>
  );
}
