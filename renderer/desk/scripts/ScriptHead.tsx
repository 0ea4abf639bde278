import { useState } from 'react';
import type { ScriptRule } from '#shared/script/choose.ts';
import type { CallScript } from '#shared/script/script.ts';
import { Button, languageName } from '../ui/index.ts';
import styles from './ScriptHead.module.css';
import { ruleWords, words } from './words.ts';

interface ScriptHeadProps {
  script: CallScript;
  rule: ScriptRule;
  queue: string | null;
  onChange: () => void;
}

/** What script it is, why it stands there, whether its review is due, and the way to another one. */
export function ScriptHead({ script, rule, queue, onChange }: ScriptHeadProps) {
  const { title, reviewBy, language } = script;
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  return (
    <header className={styles['head']}>
      <div className={styles['names']}>
        <h2 lang={language}>{title}</h2>
        <p className={styles['rule']}>
          {ruleWords(rule, queue)}
          {language !== 'en' && ` · ${languageName(language)}`}
        </p>
        {reviewBy < today && <p className={styles['old']}>{words.outOfDate(reviewBy)}</p>}
      </div>
      <Button size="small" tone="quiet" label={words.changeName} onPress={onChange}>
        {words.change}
      </Button>
    </header>
  );
}
