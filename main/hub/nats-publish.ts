import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';
import { appError } from '#shared/result.ts';
import type { Publication, Published } from './hub.ts';
import { isForbidden, type JsApi } from './js-api.ts';

/** Where a message goes. */
export interface Target {
  readonly stream: string;
  readonly subject: string;
  /** Everything that compare-and-set looks at. */
  readonly about: string;
}

/** Somebody's message about the same came first, or is being stored (only in a cluster). */
const LOST_RACE = [10_071, 10_164];
const TOO_BIG = 10_054;

/**
 * Publishes with compare-and-set over everything about the same callback or script. Nothing is sent twice here: after `unknown` the
 * log has to be asked. A message that is there already is `stored` in a cluster, and `lost-race` on one node, which looks
 * at the expectation before the message's id: the log tells whose it is.
 */
export async function publishTo(
  api: JsApi,
  { stream, subject, about }: Target,
  { messageId, data, expectedSeq }: Omit<Publication, 'callbackId'>,
): Promise<Published> {
  try {
    const { seq, duplicate } = await api.client.publish(subject, data, {
      msgID: messageId,
      expect: {
        streamName: stream,
        lastSubjectSequence: expectedSeq,
        lastSubjectSequenceSubject: about,
      },
    });
    return duplicate ? await sameThere(api, seq, { stream, subject, messageId }) : { kind: 'stored', seq };
  } catch (error) {
    return failureOf(error);
  }
}

/** "Duplicate" promises only that this id was seen once, on whatever subject: what lies there has to be looked at. */
async function sameThere(
  api: JsApi,
  seq: number,
  { stream, subject, messageId }: Pick<Target, 'stream' | 'subject'> & { messageId: string },
): Promise<Published> {
  const there = await api.message(stream, { seq });
  if (!there.ok) return { kind: 'unknown' };
  const isOurs = there.value?.subject === subject && there.value.messageId === messageId;
  return isOurs ? { kind: 'stored', seq } : { kind: 'lost-race' };
}

function failureOf(error: unknown): Published {
  if (error instanceof JetStreamApiError) {
    if (LOST_RACE.includes(error.code)) return { kind: 'lost-race' };
    if (error.code === TOO_BIG) return { kind: 'refused', error: tooLong() };
    // 5xx: no leader, no space, busy. What else a server may say was never about this message's right to be there.
    return { kind: 'unknown' };
  }
  if (isForbidden(error)) return { kind: 'refused', error: appError('not-allowed') };
  if (error instanceof errors.InvalidArgumentError) return { kind: 'refused', error: tooLong() };
  if (error instanceof Error) return { kind: 'unknown' };
  throw error;
}

const tooLong = () => appError('bad-request', { what: 'too-long' });
