import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ScriptLine } from '#shared/contract/scripts.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { useDesk } from '../store/desk-store.ts';
import { showFailure } from '../store/page.ts';
import { Button, Icon, languageName } from '../ui/index.ts';
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
  useEffect(() => {
    void scriptLines(revision).then((answer) =>
      answer.ok ? setLines(answer.value) : showFailure(answer.error),
    );
  }, [revision]);
  const all = found(lines, typed);
  const first = all[0];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && first) onChoose({ id: first.id, language: first.language });
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['finder']}>
      <SearchBox typed={typed} onType={setTyped} onKeyDown={onKeyDown} />
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
      <Button size="small" tone="quiet" onPress={onClose}>
        {words.close}
      </Button>
    </div>
  );
}

interface SearchBoxProps {
  typed: string;
  onType: (typed: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function SearchBox({ typed, onType, onKeyDown }: SearchBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  // The agent has just asked for the search; nothing else here takes the focus.
  useEffect(() => box.current?.focus(), []);
  return (
    // A form of its own: for a field without one, Chromium's autofill walks the whole page after each key.
    <form role="search" className={styles['box']} onSubmit={(event) => event.preventDefault()}>
      <Icon name="search" size={1.125} />
      <input
        ref={box}
        aria-label={words.search}
        placeholder={words.searchHere}
        className={styles['input']}
        value={typed}
        maxLength={200}
        autoComplete="off"
        spellCheck="false"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </form>
  );
}

interface LineProps {
  line: ScriptLine;
  isCurrent: boolean;
  onChoose: (script: ScriptRef) => void;
}

function Line({ line: { id, language, title, summary }, isCurrent, onChoose }: LineProps) {
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
      </span>
      <span className={styles['summary']}>{summary}</span>
    </button>
  );
}
