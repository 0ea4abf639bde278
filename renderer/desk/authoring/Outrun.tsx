import { useState } from 'react';
import type { VersionMark } from '#shared/contract/script-book.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { Button, Notice } from '../ui/index.ts';
import { Differences } from './Differences.tsx';
import styles from './Editor.module.css';
import type { Draft } from './use-draft.ts';
import { useVersionText } from './use-version-text.ts';
import { words } from './words.ts';

interface OutrunProps {
  draft: Draft;
  script: ScriptRef;
  /** What was published in between, the newest of it. */
  by: VersionMark;
}

/** Somebody published since this draft was begun: nothing is lost, and whose counts is for its author to decide. */
export function Outrun({ draft, script, by }: OutrunProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div role="status">
      <Notice tone="care" title={words.outrun(by)}>
        <p>{words.outrunBody}</p>
        <div className={styles['choice']}>
          <Button size="small" onPress={() => setShown(!isShown)}>
            {words.seeDifference}
          </Button>
          <Button size="small" onPress={() => draft.putOnTopOf(by.version)}>
            {words.onTop}
          </Button>
        </div>
        {isShown && <ToMine script={script} version={by.version} mine={draft.text} />}
      </Notice>
    </div>
  );
}

function ToMine({ script, version, mine }: { script: ScriptRef; version: number; mine: string }) {
  const theirs = useVersionText(script, version);
  return theirs && <Differences title={words.yours} before={theirs.text} after={mine} />;
}
