import { useCallback, useEffect, useRef, useState } from 'react';
import type { OpenedDraft, VersionMark } from '#shared/contract/script-book.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { KeptSoon } from '../store/kept-soon.ts';
import { showFailure } from '../store/page.ts';

export interface Draft {
  readonly draftId: string;
  readonly text: string;
  readonly base: number;
  /**
   * `untouched`: what stands on the shelf, or a text that nobody has typed in yet. `ended`: it is being published or
   * dropped, or was; what is opened next takes its place.
   */
  readonly kept: 'untouched' | 'keeping' | 'kept' | 'failed' | 'ended';
  readonly type: (text: string) => void;
  /** Begins from a later version from now on, with the same text. */
  readonly putOnTopOf: (version: number) => void;
  /** Nothing more is kept. */
  readonly end: () => void;
  /** It is kept after all. */
  readonly goOn: () => void;
}

/** The text that is being written, kept as it is typed. */
export function useDraft({ draftId, text: first, base: began, isDraft }: OpenedDraft): Draft {
  const [{ text, base }, setWritten] = useState({ text: first, base: began });
  const [kept, setKept] = useState<Draft['kept']>(isDraft ? 'kept' : 'untouched');
  const latest = useRef({ text: first, base: began });
  const [waiting] = useState(() => new KeptSoon());

  const change = useCallback(
    (next: { text: string; base: number }) => {
      waiting.soon(() => {
        void answerOf(bridge().keepDraft({ draftId, ...next })).then((done) => {
          if (!done.ok) showFailure(done.error);
          // What was typed since is still to be kept, and what has ended has ended.
          if (!waiting.isWaiting) setKept((now) => (now === 'ended' ? now : done.ok ? 'kept' : 'failed'));
        });
      });
      latest.current = next;
      setWritten(next);
      setKept('keeping');
    },
    [waiting, draftId],
  );
  const end = useCallback(() => {
    waiting.forget();
    setKept('ended');
  }, [waiting]);
  const goOn = useCallback(() => {
    if (!waiting.isWaiting) change(latest.current);
  }, [waiting, change]);
  // When the place is left, at once.
  useEffect(() => () => waiting.now(), [waiting]);
  return {
    draftId,
    text,
    base,
    kept,
    type: (typed) => change({ text: typed, base }),
    putOnTopOf: (version) => change({ text, base: version }),
    end,
    goOn,
  };
}

/** What was published since a draft was begun that is being written; null when nothing was. */
export function aheadOf({ kept, base }: Draft, newest: VersionMark | undefined): VersionMark | null {
  // The version that came of the draft itself is not ahead of it.
  const isWritten = kept !== 'untouched' && kept !== 'ended';
  return isWritten && newest && newest.version > base ? newest : null;
}
