import { useRef } from 'react';
import type { ScriptRemark } from '#shared/contract/script-book.ts';
import { cx } from '../ui/index.ts';
import { Remarks } from './Remarks.tsx';
import styles from './ScriptText.module.css';
import { words } from './words.ts';

interface ScriptTextProps {
  text: string;
  /** Null for a text that may only be read. */
  onType: ((text: string) => void) | null;
  remarks: readonly ScriptRemark[];
  /** Id of what says how many there are. */
  describedBy: string;
}

/**
 * A box for a text with numbered lines. Under it lies the same text, unseen, a row a line: it makes the box as high as
 * the text is, gives each line its number where long ones wrap, and the messages their place.
 */
export function ScriptText({ text, onType, remarks, describedBy }: ScriptTextProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const lines = text.split('\n');
  const worst = new Map<number, ScriptRemark['kind']>();
  for (const { line, kind } of remarks) if (worst.get(line) !== 'mistake') worst.set(line, kind);
  const goTo = ({ line, column }: ScriptRemark) => {
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const at = before + Math.min(column - 1, lines[line - 1]?.length ?? 0);
    box.current?.focus({ preventScroll: true });
    box.current?.setSelectionRange(at, at);
    rows.current?.children[line - 1]?.scrollIntoView({ block: 'center' });
  };
  return (
    <div className={styles['sheet']}>
      <div className={styles['paper']}>
        <div ref={rows} aria-hidden="true" className={styles['rows']}>
          {lines.map((line, index) => (
            // Lines have no name but their number.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className={cx(styles['row'], styles[worst.get(index + 1) ?? ''])}>
              <span className={styles['number']}>{index + 1}</span>
              <span className={styles['words']}>{`${line}\u200B`}</span>
            </div>
          ))}
        </div>
        <textarea
          ref={box}
          className={styles['box']}
          aria-label={words.text}
          aria-describedby={describedBy}
          value={text}
          readOnly={onType === null}
          maxLength={200_000}
          spellCheck="false"
          autoComplete="off"
          onChange={(event) => onType?.(event.target.value)}
        />
      </div>
      <Remarks remarks={remarks} text={text} rows={rows} onGo={goTo} />
    </div>
  );
}
