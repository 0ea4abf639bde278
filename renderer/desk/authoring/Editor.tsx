import { useId, useRef, useState } from 'react';
import type { OpenedDraft } from '#shared/contract/script-book.ts';
import { headlineOf } from '#shared/script/draft-text.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { useHubNow } from '../store/hub-clock.ts';
import { Button, dayAndTime, Tag } from '../ui/index.ts';
import { closeBook, useLed } from './book-store.ts';
import styles from './Editor.module.css';
import { Outrun } from './Outrun.tsx';
import { Past } from './Past.tsx';
import { Preview } from './Preview.tsx';
import { PublishKeys } from './PublishKeys.tsx';
import { ScriptText } from './ScriptText.tsx';
import { useChecked, type Checked } from './use-checked.ts';
import { aheadOf, useDraft, type Draft } from './use-draft.ts';
import { useVersions } from './use-versions.ts';
import { useMayPublish, WhoMayPublish } from './WhoMayPublish.tsx';
import { words } from './words.ts';

interface EditorProps {
  opened: OpenedDraft;
  /** Null for something new. */
  script: ScriptRef | null;
  /** It stands otherwise than before: look at this one anew, or at the list. */
  onDone: (script: ScriptRef | null) => void;
}

/** A script that is read and written: the text with what is to mend beside its lines, and how it will stand. */
export function Editor({ opened, script, onDone }: EditorProps) {
  const draft = useDraft(opened);
  const checked = useChecked(draft);
  const versions = useVersions(script);
  const mayPublish = useMayPublish();
  const [isOurs, setOurs] = useState(opened.isDraft || script === null || opened.from === 'team');
  const tallyId = useId();
  const isWritten = mayPublish && isOurs;
  const ahead = isWritten ? aheadOf(draft, versions?.[0]) : null;
  const makeOurs = () => {
    setOurs(true);
    draft.type(draft.text);
  };
  return (
    <div className={styles['editor']}>
      <Head opened={opened} text={draft.text} />
      <WhoMayPublish />
      {script && ahead && <Outrun draft={draft} script={script} by={ahead} />}
      <div className={styles['bar']}>
        <div className={styles['said']}>
          <Tally id={tallyId} checked={checked} />
          <Standing draft={draft} isWritten={isWritten} />
        </div>
        {mayPublish && !isOurs && <MakeOurs onPress={makeOurs} />}
        {isWritten && (
          <PublishKeys
            draft={draft}
            checked={checked}
            script={script}
            stands={opened.published?.state === 'stands'}
            isOutrun={ahead !== null}
            onDone={onDone}
          />
        )}
      </div>
      <div className={styles['halves']}>
        <ScriptText
          text={draft.text}
          onType={isWritten ? draft.type : null}
          remarks={checked.now?.remarks ?? []}
          describedBy={tallyId}
        />
        <Preview checked={checked} />
      </div>
      {script && (
        <Past script={script} versions={versions} mayPublish={mayPublish} onDone={() => onDone(script)} />
      )}
    </div>
  );
}

function MakeOurs({ onPress }: { onPress: () => void }) {
  return (
    <div className={styles['keys']}>
      <p className={styles['quiet']}>{words.makeOursHint}</p>
      <Button tone="primary" onPress={onPress}>
        {words.makeOurs}
      </Button>
    </div>
  );
}

function Head({ opened, text }: { opened: OpenedDraft; text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLed(heading);
  const hubNow = useHubNow();
  const { published, from, isDraft } = opened;
  const { title, language } = headlineOf(text);
  const when = published ? dayAndTime(published.atMs, hubNow()) : '';
  return (
    <header className={styles['head']}>
      <Button size="small" tone="quiet" onPress={closeBook}>
        {words.back}
      </Button>
      <h1 ref={heading} tabIndex={-1} lang={language || undefined}>
        {title || words.untitled}
      </h1>
      <p className={styles['quiet']}>
        {isDraft && <Tag>{words.draft}</Tag>} {words.of(from, published, when)}
      </p>
    </header>
  );
}

function Tally({ id, checked: { now, isOfNow } }: { id: string; checked: Checked }) {
  const count = (kind: 'mistake' | 'advice') => now?.remarks.filter((one) => one.kind === kind).length ?? 0;
  return (
    // While it is checked the last word stands: nobody wants to hear of each key.
    <p id={id} role="status" className={isOfNow ? undefined : styles['quiet']}>
      {now ? words.tally(count('mistake'), count('advice')) : words.checking}
    </p>
  );
}

function Standing({ draft, isWritten }: { draft: Draft; isWritten: boolean }) {
  const said = {
    untouched: '',
    keeping: words.keeping,
    kept: words.keptHere,
    failed: words.notKept,
    ended: '',
  };
  return <p className={styles['quiet']}>{isWritten ? said[draft.kept] : words.readOnly}</p>;
}
