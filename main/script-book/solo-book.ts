import { withVersion } from '#shared/script/draft-text.ts';
import type { BookStanding } from '#shared/contract/script-book.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { kept } from '../callbacks/kept.ts';
import type { Clock } from '../clock.ts';
import type { RecordStore, ScriptVersion } from '../records/store.ts';
import { NOBODY_LISTENS, type Publication, type ScriptBook } from './book.ts';

const OPEN: BookStanding = { kind: 'open' };

export interface SoloBookParts {
  readonly store: RecordStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly me: ScriptBook['me'];
}

/** The scripts of a desk alone, in its own records. Whoever sits there leads. */
export function soloBook({ store, clock, me }: SoloBookParts): ScriptBook {
  let listener = NOBODY_LISTENS;
  const publish = ({ word, text, base }: Publication): Result<ScriptVersion, AppError> => {
    const version = store.scripts.last(word)?.version ?? 0;
    // Of an older draft, or a window that was left open.
    if (version !== base) return failed(appError('script-outrun', { version, by: me.name }));
    const added = kept(() =>
      store.scripts.add({
        word,
        seq: store.scripts.lastSeq() + 1,
        author: me.agent,
        hubMs: clock.now(),
        text: text === null ? null : withVersion(text, base + 1),
      }),
    );
    if (added.ok) listener.added([added.value], true);
    return added.ok ? ok(added.value) : added;
  };
  return {
    me,
    standing: () => OPEN,
    nameOf: () => me.name,
    listen: (to) => void (listener = to),
    publish: (next) => Promise.resolve(publish(next)),
    close: () => undefined,
  };
}
