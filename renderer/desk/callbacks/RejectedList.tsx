import { useEffect, useState } from 'react';
import type { RejectedItem } from '#shared/contract/callbacks.ts';
import type { Result } from '#shared/result.ts';
import { answerOf, ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { NewestAnswer } from '../store/newest.ts';
import { showFailure } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { dayAndTime, messageFor, Notice } from '../ui/index.ts';
import styles from './RejectedList.module.css';
import { REJECTED_WORDS, words } from './words.ts';

/** What was done here and the hub never took: nothing is lost silently, a person has to look at it. */
export function RejectedList() {
  const items = useRejected();
  if (items.length === 0) return null;
  return (
    <section aria-label={words.rejected} className={styles['rejected']}>
      <ul className={styles['list']}>
        {items.map((item) => (
          <li key={item.id}>
            <Rejected item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rejected({ item }: { item: RejectedItem }) {
  const { title } = useWho()(item);
  const when = useHubClock((nowMs) => dayAndTime(item.atMs, nowMs));
  const { title: what, todo } = messageFor(item.error);
  return (
    <Notice
      tone="care"
      title={words.notTaken(REJECTED_WORDS[item.what] ?? item.what, title)}
      onDismiss={() => void ask(bridge().dismissRejected({ id: item.id }))}
    >
      <p>
        {when}. {what} {todo}
      </p>
    </Notice>
  );
}

const NONE: readonly RejectedItem[] = [];

function useRejected(): readonly RejectedItem[] {
  const count = useDesk((desk) => desk.callbacks.rejected);
  const [items, setItems] = useState<readonly RejectedItem[]>([]);
  useEffect(() => {
    const asker = new NewestAnswer<null, RejectedItem[]>(
      async (): Promise<Result<RejectedItem[]>> => answerOf(bridge().listRejected()),
      (_question, answer) => (answer.ok ? setItems(answer.value) : showFailure(answer.error)),
    );
    if (count > 0) asker.ask(null);
    return () => asker.stop();
  }, [count]);
  return count > 0 ? items : NONE;
}
