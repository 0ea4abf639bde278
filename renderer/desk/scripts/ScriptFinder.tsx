import { useEffect, useRef, useState } from 'react';
import type { ScriptLine } from '#shared/contract/scripts.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { useDesk } from '../store/desk-store.ts';
import { showFailure } from '../store/page.ts';
import { originWords } from '../reading/words.ts';
import { Button, languageName, SearchBox } from '../ui/index.ts';
import styles from './ScriptFinder.module.css';
import { found, scriptLines, type ScriptLines } from './script-lines.ts';
import { words } from './words.ts';

/** As many as the panel has room for, and a few; each is drawn anew with a key, and typing on narrows them. */
const SHOWN = 15;

interface ScriptFinderProps {
  current: ScriptRef;
  onChoose: (script: ScriptRef) => void;
  onClose: () => void;
}

/** Another script: every word of all of them is searched, with each key. */
export function ScriptFinder({ current, onChoose, onClose }: ScriptFinderProps) {
  const revision = useDesk((desk) => desk.scriptListRevision);
  const [lines, setLines] = useState<ScriptLines>([]);
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLInputElement>(null);
  // The agent has just asked for the search; nothing else here takes the focus.
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    void scriptLines(revision).then((answer) =>
      answer.ok ? setLines(answer.value) : showFailure(answer.error),
    );
  }, [revision]);
  const all = found(lines, typed);
  const first = all[0];
  const onKey = (key: string) => {
    if (key === 'Escape') onClose();
    else if (key === 'Enter' && first) onChoose({ id: first.id, language: first.language });
    else return false;
    return true;
  };
  return (
    <div className={styles['finder']}>
      <SearchBox
        label={words.search}
        placeholder={words.searchHere}
        value={typed}
        onChange={setTyped}
        inputRef={box}
        onKey={onKey}
      />
      <p role="status" className={styles['count']}>
        {lines.length > 0 && (all.length === 0 ? words.nothingFound : words.found(all.length))}
      </p>
      <ul className={styles['list']}>
        {all.slice(0, SHOWN).map((line) => (
          <li key={`${line.language}/${line.id}`}>
            <Line
              line={line}
              isCurrent={line.id === current.id && line.language === current.language}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
      {all.length > SHOWN && <p className={styles['count']}>{words.more(all.length - SHOWN)}</p>}
      <Button size="small" tone="quiet" onPress={onClose}>
        {words.close}
      </Button>
    </div>
  );
}

interface LineProps {
  line: ScriptLine;
  isCurrent: boolean;
  onChoose: (script: ScriptRef) => void;
}

function Line({ line: { id, language, title, summary, from }, isCurrent, onChoose }: LineProps) {
  return (
    // A plain button: many are drawn with each key.
    <button
      type="button"
      className={styles['line']}
      lang={language}
      onClick={() => onChoose({ id, language })}
      {...(isCurrent && { 'aria-current': 'true' as const })}
    >
      <span className={styles['title']}>
        {title}
        {language !== 'en' && <small> {languageName(language)}</small>}
        {from !== 'app' && <small> {originWords(from)}</small>}
      </span>
      <span className={styles['summary']}>{summary}</span>
    </button>
  );
}
