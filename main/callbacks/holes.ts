import { ok, type AppError, type Result } from '#shared/result.ts';
import { z } from '#shared/contract/schema.ts';
import type { LogMessage } from '../hub/hub.ts';
import type { Facts } from '../records/store.ts';

/** One message by its position, asked of the hub. */
export type Fetch = (seq: number) => Promise<Result<LogMessage | null, AppError>>;

const FACT = 'log-holes';
const AT_ONCE = 32;
const positions = z.array(z.number().int());

/**
 * Makes a run of messages whole: what is missing between them is asked for by its position. What the hub does not have
 * stays as a hole: a message about no callback, from nobody. The log has no legal holes (deny_delete, deny_purge), so
 * one means that storage was damaged.
 *
 * @param fromSeq the first position we need
 * @param throughSeq the last one that the hub says it has, when its messages stop before
 */
export async function fillHoles(
  fromSeq: number,
  messages: readonly LogMessage[],
  fetch: Fetch,
  throughSeq = 0,
): Promise<Result<readonly LogMessage[], AppError>> {
  const missing: number[] = [];
  let next = fromSeq;
  for (const { seq } of messages) {
    for (; next < seq; next += 1) missing.push(next);
    next = Math.max(next, seq + 1);
  }
  for (; next <= throughSeq; next += 1) missing.push(next);
  if (missing.length === 0) return ok(messages);
  const found: LogMessage[] = [];
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    const answers = await Promise.all(
      missing.slice(at, at + AT_ONCE).map(async (seq) => ({ seq, answer: await fetch(seq) })),
    );
    for (const { seq, answer } of answers) {
      if (!answer.ok) return answer;
      found.push(answer.value ?? hole(seq));
    }
  }
  return ok([...messages, ...found].toSorted((a, b) => a.seq - b.seq));
}

function hole(seq: number): LogMessage {
  return { seq, callbackId: '', author: '', hubMs: 0, data: new Uint8Array() };
}

export function isHole({ callbackId, author }: Pick<LogMessage, 'callbackId' | 'author'>): boolean {
  return callbackId === '' && author === '';
}

/** The positions that the hub did not have when they were asked for. */
export function readHoles(facts: Facts): readonly number[] {
  const text = facts.get(FACT);
  return text === null ? [] : positions.parse(JSON.parse(text));
}

/** Throws `StoreFailure`. */
export function writeHoles(facts: Facts, seqs: readonly number[]): void {
  if (seqs.length === 0) facts.remove(FACT);
  else facts.set(FACT, JSON.stringify(seqs));
}
