import { useState } from 'react';
import type { VersionMark } from '#shared/contract/script-book.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useHubNow } from '../store/hub-clock.ts';
import { showNews } from '../store/page.ts';
import { Button, dayAndTime, Panel, useSecondPress } from '../ui/index.ts';
import { Differences } from './Differences.tsx';
import styles from './Past.module.css';
import { useVersionText } from './use-version-text.ts';
import { words } from './words.ts';

interface PastProps {
  script: ScriptRef;
  versions: readonly VersionMark[] | null;
  mayPublish: boolean;
  onDone: () => void;
}

/** Every version that was published, newest first, with who and when. Nothing in it is ever changed. */
export function Past({ script, versions, mayPublish, onDone }: PastProps) {
  if (!versions) return null;
  const newest = versions[0]?.version ?? 0;
  return (
    <section aria-label={words.past} className={styles['past']}>
      <h2>{words.past}</h2>
      {versions.length === 0 && <p className={styles['none']}>{words.pastNone}</p>}
      {versions.length > 0 && (
        <Panel className={styles['panel']}>
          <ol className={styles['versions']}>
            {versions.map((mark) => (
              <li key={mark.version}>
                <Version
                  script={script}
                  mark={mark}
                  newest={newest}
                  mayPublish={mayPublish}
                  onDone={onDone}
                />
              </li>
            ))}
          </ol>
        </Panel>
      )}
    </section>
  );
}

interface VersionProps extends Omit<PastProps, 'versions'> {
  mark: VersionMark;
  newest: number;
}

function Version({ script, mark, newest, mayPublish, onDone }: VersionProps) {
  const [isShown, setShown] = useState(false);
  const hubNow = useHubNow();
  const { version, by, atMs, state } = mark;
  const isNow = version === newest && state === 'stands';
  const facts = [words.versionLine(mark), by, dayAndTime(atMs, hubNow()), isNow && words.stands];
  return (
    <>
      <div className={styles['version']}>
        <p>{facts.filter(Boolean).join(' · ')}</p>
        {state === 'stands' && (
          <Button size="small" tone="quiet" label={words.show(version)} onPress={() => setShown(!isShown)}>
            {words.show(version)}
          </Button>
        )}
        {mayPublish && state === 'stands' && version !== newest && (
          <BringBack script={script} version={version} newest={newest} onDone={onDone} />
        )}
      </div>
      {isShown && <Changes script={script} version={version} />}
    </>
  );
}

function Changes({ script, version }: { script: ScriptRef; version: number }) {
  const read = useVersionText(script, version);
  return read && <Differences title={words.changes(version)} before={read.before} after={read.text} />;
}

interface BringBackProps {
  script: ScriptRef;
  version: number;
  newest: number;
  onDone: () => void;
}

/** Publishes an old text anew: what was published since stays in the past. */
function BringBack({ script, version, newest, onDone }: BringBackProps) {
  const isOpen = useDesk(({ scriptBook }) => scriptBook.standing.kind === 'open');
  const bringBack = async () => {
    const read = await bridge().readVersion({ script, version });
    if (!read.ok) return ask(Promise.resolve(read));
    const { text } = read.value;
    return ask(bridge().publishScript({ draftId: null, text, base: newest }));
  };
  const { isArmed, press } = useSecondPress(() => {
    void once('publish', bringBack).then((isDone) => {
      if (!isDone) return;
      showNews(words.published(newest + 1));
      onDone();
    });
  });
  return (
    <Button size="small" isDisabled={!isOpen} onPress={press}>
      {isArmed ? words.bringBackSurely(newest + 1) : words.bringBack}
    </Button>
  );
}
