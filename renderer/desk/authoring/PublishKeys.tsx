import { useState } from 'react';
import type { ScriptRef } from '#shared/script/choose.ts';
import type { AppError } from '#shared/result.ts';
import { answerOf, ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { showNews } from '../store/page.ts';
import { Button, ErrorNotice, useSecondPress } from '../ui/index.ts';
import styles from './Editor.module.css';
import type { Checked } from './use-checked.ts';
import type { Draft } from './use-draft.ts';
import { words } from './words.ts';

interface PublishKeysProps {
  draft: Draft;
  checked: Checked;
  script: ScriptRef | null;
  /** Whether a version of the team stands now. */
  stands: boolean;
  /** Somebody published in between: which of the two counts is decided first. */
  isOutrun: boolean;
  onDone: (script: ScriptRef | null) => void;
}

/** Publishing, dropping and withdrawing. A script with warnings is published by the second press. */
export function PublishKeys({ draft, checked, script, stands, isOutrun, onDone }: PublishKeysProps) {
  const isOpen = useDesk(({ scriptBook }) => scriptBook.standing.kind === 'open');
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const { now, isOfNow } = checked;
  const mistakes = now?.remarks.filter(({ kind }) => kind === 'mistake').length ?? 0;
  const warnings = (now?.remarks.length ?? 0) - mistakes;
  const publish = () =>
    void once('publish', () => published(draft, now?.script ?? null, setRefusal)).then(
      (standing) => standing && onDone(standing),
    );
  const second = useSecondPress(publish);
  const isTouched = draft.kept !== 'untouched';
  return (
    <>
      {now?.replaces && script === null && words.replaces[now.replaces] && (
        <p className={styles['quiet']}>{words.replaces[now.replaces]}</p>
      )}
      <div className={styles['keys']}>
        {isTouched && mistakes > 0 && <p className={styles['quiet']}>{words.mendFirst}</p>}
        {isTouched && (
          <Button
            tone="primary"
            isDisabled={!isOpen || isOutrun || !isOfNow || mistakes > 0}
            onPress={() => (warnings > 0 ? second.press() : publish())}
          >
            {second.isArmed ? words.publishAnyway(warnings) : words.publish(draft.base + 1)}
          </Button>
        )}
        {isTouched && <DropKey draft={draft} onDropped={() => onDone(script)} />}
        {!isTouched && stands && script && <WithdrawKey draft={draft} script={script} onDone={onDone} />}
      </div>
      <div role="status" className={styles['refusal']}>
        {refusal && <ErrorNotice error={refusal} onDismiss={() => setRefusal(null)} />}
      </div>
    </>
  );
}

/** Null when it was not published, and why was told. */
async function published(
  draft: Draft,
  script: ScriptRef | null,
  refuse: (error: AppError | null) => void,
): Promise<ScriptRef | null> {
  const { draftId, text, base } = draft;
  // Kept a moment later, it would outlive its own publication.
  draft.end();
  const answer = await answerOf(bridge().publishScript({ draftId, text, base }));
  if (!answer.ok) {
    refuse(answer.error);
    draft.goOn();
    return null;
  }
  showNews(words.published(answer.value.version));
  return script && { id: script.id, language: script.language };
}

function DropKey({ draft, onDropped }: { draft: Draft; onDropped: () => void }) {
  const drop = async () => {
    draft.end();
    if (await ask(bridge().dropDraft({ draftId: draft.draftId }))) onDropped();
    else draft.goOn();
  };
  const { isArmed, press } = useSecondPress(() => void drop());
  return (
    <Button tone="quiet" onPress={press}>
      {isArmed ? words.dropSurely : words.drop}
    </Button>
  );
}

interface WithdrawKeyProps {
  draft: Draft;
  script: ScriptRef;
  onDone: (script: ScriptRef | null) => void;
}

function WithdrawKey({ draft, script, onDone }: WithdrawKeyProps) {
  const isOpen = useDesk(({ scriptBook }) => scriptBook.standing.kind === 'open');
  const withdraw = async () => {
    const isDone = await once('publish', () => ask(bridge().withdrawScript({ script, base: draft.base })));
    if (!isDone) return;
    showNews(words.withdrawnNews(script.id));
    onDone(null);
  };
  const { isArmed, press } = useSecondPress(() => void withdraw());
  return (
    <Button tone="quiet" isDisabled={!isOpen} onPress={press}>
      {isArmed ? words.withdrawSurely : words.withdraw}
    </Button>
  );
}
