import { z } from '#shared/contract/schema.ts';
import type { RecordStore } from '../records/store.ts';
import { SCRIPT_KIND } from './script-kind.ts';

const FACT = 'scripts.reached';

const reached = z.object({
  /** Of the hub's stream. */
  logId: z.string(),
  /** Everything up to there was read. */
  seq: z.number().int().min(0),
  /** Something of it could not be read: no key yet, or written by a newer Hearthline. */
  hasUnread: z.boolean(),
  /** The newest vocabulary that was read by then. */
  vocabulary: z.number().int(),
});
export type Reached = z.infer<typeof reached>;

/** How far this desk has read the hub's scripts. */
export function reachedIn({ facts }: Pick<RecordStore, 'facts'>): Reached {
  const text = facts.get(FACT);
  return text === null ? nothingOf('') : reached.parse(JSON.parse(text));
}

/** @throws StoreFailure */
export function keepReached({ facts }: Pick<RecordStore, 'facts'>, now: Reached): void {
  facts.set(FACT, JSON.stringify(now));
}

export function nothingOf(logId: string): Reached {
  return { logId, seq: 0, hasUnread: false, vocabulary: SCRIPT_KIND.version };
}
