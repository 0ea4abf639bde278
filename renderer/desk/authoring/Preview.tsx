import { useState } from 'react';
import type { CheckedScript } from '#shared/contract/script-book.ts';
import type { CallScript, Chip } from '#shared/script/script.ts';
import type { FieldValues } from '#shared/script/field.ts';
import { firstPlace, moved } from '#shared/script/reading.ts';
import type { Around, ReadingActs } from '../reading/around.ts';
import { CueList } from '../reading/CueList.tsx';
import { DangerKey } from '../reading/DangerKey.tsx';
import { FlagCard } from '../reading/FlagCard.tsx';
import { ScriptBody } from '../reading/ScriptBody.tsx';
import { useDeskValues } from '../reading/use-desk-values.ts';
import { Button } from '../ui/index.ts';
import styles from './Preview.module.css';
import type { Checked } from './use-checked.ts';
import { words } from './words.ts';

/** The script as it will stand beside a call; while the text is broken, as it was before. */
export function Preview({ checked: { now, good } }: { checked: Checked }) {
  const isOld = now !== null && now.script === null;
  return (
    <section aria-label={words.preview} className={styles['preview']}>
      <p role="status" className={isOld ? styles['old'] : styles['hint']}>
        {isOld ? (good ? words.previewOld : words.previewNone) : words.previewNow}
      </p>
      {good && <Shown good={good} />}
    </section>
  );
}

function Shown({ good }: { good: CheckedScript }) {
  const { script, chips, cards } = good;
  const values = useSampleValues();
  const [hint, setHint] = useState('');
  const acts = hintingActs(setHint);
  if (!script) return null;
  const open = (of: CallScript) => ({ script: of, chips, cards, from: null });
  return (
    <div className={styles['panel']}>
      {script.kind === 'script' && <Script open={open(script)} values={values} acts={acts} />}
      {script.kind === 'red-flag' && (
        <FlagCard card={script} around={{ isOnCall: true, open: open(NO_SCRIPT), values, acts }} />
      )}
      {script.kind === 'chips' && (
        <ChipSheet
          chips={script.chips}
          lang={script.language}
          around={{ isOnCall: true, open: open(NO_SCRIPT), values, acts }}
        />
      )}
      <p role="status" className={styles['hint']}>
        {hint}
      </p>
    </div>
  );
}

/** What a card or a set of chips stands beside here: nothing that a link could turn to. */
const NO_SCRIPT: CallScript = {
  kind: 'script',
  id: '',
  language: 'en',
  title: '',
  summary: '',
  version: 1,
  reviewer: '',
  reviewed: '',
  reviewBy: '',
  sources: [],
  when: null,
  redFlags: [],
  outcomes: [],
  noTeachBack: null,
  call: null,
  phases: [{ name: 'open', title: null, cues: [], branches: [] }],
  chips: [],
};

interface ScriptProps {
  open: Around['open'];
  values: FieldValues;
  acts: ReadingActs;
}

function Script({ open, values, acts }: ScriptProps) {
  const { script, chips, cards } = open;
  const [place, setPlace] = useState(() => firstPlace(script));
  const [cardId, setCardId] = useState<string | null>(null);
  const card = cards.find(({ id }) => id === cardId);
  const move: ReadingActs['move'] = (step) =>
    setPlace((now) =>
      moved(
        now,
        step,
        script,
        chips.map(({ title }) => title),
      ),
    );
  const around: Around = { isOnCall: true, open, values, acts: { ...acts, move, showCard: setCardId } };
  if (card) {
    return (
      <>
        <FlagCard card={card} around={around} />
        <Button size="small" tone="quiet" onPress={() => setCardId(null)}>
          {words.backToScript}
        </Button>
      </>
    );
  }
  const [first] = cards;
  return (
    <>
      <h2 lang={script.language}>{script.title}</h2>
      <ScriptBody around={around} place={place} takesDigits={false} takesArrows={false} />
      {script.outcomes.length > 0 && (
        <p className={styles['hint']}>
          {words.outcomes} <span lang={script.language}>{script.outcomes.join(' · ')}</span>
        </p>
      )}
      {first && <DangerKey onPress={() => setCardId(first.id)}>{words.redFlags}</DangerKey>}
    </>
  );
}

interface ChipSheetProps {
  chips: readonly Chip[];
  lang: string;
  around: Around;
}

function ChipSheet({ chips, lang, around }: ChipSheetProps) {
  return chips.map(({ title, cues }) => (
    <div key={title} className={styles['chip']}>
      <h2 lang={lang}>{title}</h2>
      <CueList cues={cues} label={title} lang={lang} around={around} />
    </div>
  ));
}

function useSampleValues(): FieldValues {
  return {
    ...useDeskValues(),
    'patient.name': words.samplePatient,
    'callback.reason': words.sampleReason,
  };
}

/** Nobody is called and nothing is opened from a preview: it says what would be. */
function hintingActs(say: (hint: string) => void): ReadingActs {
  return {
    move: () => undefined,
    showCard: () => undefined,
    choose: () => say(words.previewLink(words.links.script)),
    openPage: () => say(words.previewLink(words.links.page)),
    bringIn: () => say(words.previewLink(words.links.call)),
    askFirst: () => say(words.previewLink(words.links.call)),
  };
}
