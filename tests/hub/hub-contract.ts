import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  MOST_AT_ONCE,
  type Hub,
  type HubSession,
  type LogMessage,
  type Publication,
} from '../../main/hub/hub.ts';

/** A hub with an empty log, and a second agent's way to the same log where it has one. */
export interface HubUnderTest {
  readonly hub: Hub;
  /** The name the hub gives to what comes through `hub`. */
  readonly author: string;
  readonly colleague?: { readonly hub: Hub; readonly author: string };
  readonly dispose: () => Promise<void> | void;
}

/** What a promise is checked with. */
interface Under extends HubUnderTest {
  /** A session, closed after the test. */
  readonly opened: (hub: Hub) => Promise<HubSession>;
}

/** What every hub has to do, whatever it is made of. */
export function hubContract(name: string, make: () => Promise<HubUnderTest> | HubUnderTest): void {
  describe(`${name}, as any hub`, () => {
    const cleanUps: (() => Promise<void> | void)[] = [];
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    });
    const opened = async (hub: Hub) => {
      const session = await open(hub);
      cleanUps.push(() => session.close());
      return session;
    };
    it.each(PROMISES)('%s', async (_, check) => {
      const under = await make();
      cleanUps.push(() => under.dispose());
      await check({ ...under, opened });
    });
  });
}

async function saysHowFar({ hub, opened }: Under) {
  const session = await opened(hub);
  expect(session.bounds).toMatchObject({ firstSeq: 1, lastSeq: 0 });
  expect(Math.abs(session.bounds.hubMs - Date.now())).toBeLessThan(60_000);
  await stored(session, publication('callback-a', 0));
  const asked = await session.askBounds();
  expect(asked).toMatchObject({ ok: true, value: { lastSeq: 1, logId: session.bounds.logId } });
}

async function keepsOrder({ hub, author, opened }: Under) {
  const session = await opened(hub);
  await storedMany(session, 30);
  const reader = new Reader(await opened(hub), 1);
  await reader.until(30);
  await storedMany(session, 30, 30);
  await reader.until(60);
  expect(reader.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  expect(reader.messages.map(({ callbackId }) => callbackId)).toEqual(
    Array.from({ length: 60 }, (_, at) => `callback-${at}`),
  );
  expect(new Set(reader.messages.map((message) => message.author))).toEqual(new Set([author]));
  const times = reader.messages.map(({ hubMs }) => hubMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
}

async function goesOn({ hub, opened }: Under) {
  await storedMany(await opened(hub), 10);
  const reader = new Reader(await opened(hub), 8);
  await reader.until(3);
  expect(reader.messages.map(({ seq }) => seq)).toEqual([8, 9, 10]);
}

async function waitsAtTheEnd({ hub, opened }: Under) {
  const session = await opened(hub);
  await storedMany(session, 2);
  const reader = new Reader(await opened(hub), 3);
  await storedMany(session, 1, 2);
  await reader.until(1);
  expect(reader.messages.map(({ seq }) => seq)).toEqual([3]);
}

async function pressesBack({ hub, opened }: Under) {
  const all = MOST_AT_ONCE + 500;
  await storedMany(await opened(hub), all);
  let running = 0;
  let most = 0;
  const sizes: number[] = [];
  const session = await opened(hub);
  await new Promise<void>((resolve) => {
    let count = 0;
    session.follow(1, async (messages) => {
      running += 1;
      most = Math.max(most, running);
      sizes.push(messages.length);
      await new Promise((done) => void setImmediate(done));
      running -= 1;
      count += messages.length;
      if (count === all) resolve();
    });
  });
  expect(most).toBe(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_AT_ONCE);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
}

async function comparesAndSets({ hub, colleague, opened }: Under) {
  const [ours, theirs] = [await opened(hub), await opened((colleague ?? { hub }).hub)];
  const results = await Promise.all([
    ours.publish(publication('callback-a', 0)),
    theirs.publish(publication('callback-a', 0)),
  ]);
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(['lost-race', 'stored']);
  expect((await ours.publish(publication('callback-a', 0))).kind).toBe('lost-race');
  expect(await ours.publish(publication('callback-a', 1))).toEqual({ kind: 'stored', seq: 2 });
  expect((await theirs.publish(publication('callback-a', 7))).kind).toBe('lost-race');
  expect(await theirs.publish(publication('callback-b', 0))).toEqual({ kind: 'stored', seq: 3 });
}

async function storesOnce({ hub, opened }: Under) {
  const session = await opened(hub);
  const once = publication('callback-a', 0);
  const seq = await stored(session, once);
  // One node looks at the expectation first and a cluster at the message's id: either answer is right.
  for (const expectedSeq of [0, 1]) {
    const again = await session.publish({ ...once, expectedSeq });
    if (again.kind === 'stored') expect(again.seq).toBe(seq);
    else expect(again).toEqual({ kind: 'lost-race' });
  }
  expect(await session.askBounds()).toMatchObject({ value: { lastSeq: 1 } });
}

async function givesSingles({ hub, author, opened }: Under) {
  const session = await opened(hub);
  const sent = [publication('callback-a', 0), publication('callback-b', 0), publication('callback-a', 1)];
  for (const each of sent) await stored(session, each);
  const whole = (seq: number, callbackId: string) => ({ ok: true, value: { seq, callbackId, author } });
  expect(await session.read(2)).toMatchObject(whole(2, 'callback-b'));
  expect(await session.read(9)).toEqual({ ok: true, value: null });
  const last = await session.lastAbout('callback-a');
  expect(last).toMatchObject(whole(3, 'callback-a'));
  expect(last.ok && last.value && Buffer.from(last.value.data)).toEqual(Buffer.from(sent[2]?.data ?? []));
  expect(await session.lastAbout('callback-zz')).toEqual({ ok: true, value: null });
}

async function keepsPayloads({ hub, opened }: Under) {
  const session = await opened(hub);
  const data = Uint8Array.from({ length: 4000 }, (_, at) => at % 256);
  await stored(session, { ...publication('callback-a', 0), data });
  const reader = new Reader(session, 1);
  await reader.until(1);
  expect(Buffer.from(reader.messages[0]?.data ?? [])).toEqual(Buffer.from(data));
}

async function settles({ hub, opened }: Under) {
  const session = await opened(hub);
  const other = await opened(hub);
  const reader = new Reader(session, 1);
  const pending = [session.publish(publication('callback-a', 0)), session.read(1), session.askBounds()];
  const beganMs = performance.now();
  await session.close();
  expect(await session.closed).toBeNull();
  await Promise.all(pending);
  expect(performance.now() - beganMs).toBeLessThan(2_000);
  const seen = reader.messages.length;
  await storedMany(other, 3, 100);
  expect(reader.messages.length).toBe(seen);
  expect((await session.publish(publication('callback-c', 0))).kind).toBe('unknown');
  await session.close();
}

async function opensAgain({ hub, opened }: Under) {
  for (let round = 0; round < 3; round += 1) {
    const session = await open(hub);
    await stored(session, publication(`callback-${round}`, 0));
    await session.close();
  }
  expect((await opened(hub)).bounds.lastSeq).toBe(3);
}

const PROMISES: readonly [string, (under: Under) => Promise<void>][] = [
  ['says how far its log goes, and what time it is there', saysHowFar],
  ['hands out messages in the order it stored them, old ones and new ones, each once', keepsOrder],
  ['goes on from any position', goesOn],
  ['waits at the end of the log for what comes', waitsAtTheEnd],
  ['hands out nothing more until the reader is done with what it has', pressesBack],
  ['gives a position to the first only, of two who saw the same log', comparesAndSets],
  ['stores a publication once, though it was sent twice', storesOnce],
  ['gives single messages: by position, and the last about a callback', givesSingles],
  ['keeps payloads as they are', keepsPayloads],
  ['settles everything when it is closed, and hands out nothing more', settles],
  ['opens as many sessions as are wanted, one after another', opensAgain],
];

export async function open(hub: Hub): Promise<HubSession> {
  const result = await hub.open();
  if (!result.ok) throw new Error(`the hub did not open: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function publication(callbackId: string, expectedSeq: number, bytes = 300): Publication {
  const messageId = randomUUID();
  return { callbackId, messageId, data: Buffer.alloc(bytes, messageId), expectedSeq };
}

export async function stored(session: HubSession, sent: Publication): Promise<number> {
  const published = await session.publish(sent);
  if (published.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(published)}`);
  return published.seq;
}

async function storedMany(session: HubSession, count: number, from = 0): Promise<void> {
  const sent = Array.from({ length: count }, (_, at) => publication(`callback-${from + at}`, 0));
  for (let at = 0; at < count; at += 250) {
    await Promise.all(sent.slice(at, at + 250).map((each) => stored(session, each)));
  }
}

/** Reads along, and tells when enough has come. */
export class Reader {
  readonly messages: LogMessage[] = [];
  #waiting: { readonly count: number; readonly resolve: () => void } | null = null;

  constructor(session: HubSession, fromSeq: number) {
    session.follow(fromSeq, (batch) => {
      this.messages.push(...batch);
      if (this.#waiting && this.messages.length >= this.#waiting.count) this.#waiting.resolve();
    });
  }

  until(count: number): Promise<void> {
    if (this.messages.length >= count) return Promise.resolve();
    return new Promise((resolve) => (this.#waiting = { count, resolve }));
  }
}
