import { describe, expect, it } from 'vitest';
import { isLead } from '#shared/callback/author.ts';
import { newScriptText } from '#shared/script/draft-text.ts';
import { ok } from '#shared/result.ts';
import { everythingDone, FakeClock } from '../fakes/fake-clock.ts';
import { identityOf, keyringOf, sampleTeam } from '../hub/fakes/team.ts';
import type { HubSession, ScriptMessage, ScriptWay } from '../hub/hub.ts';
import { Keyring } from '../hub/keyring.ts';
import { MAX_SCRIPT_BYTES, scriptSubject } from '../hub/layout.ts';
import { teamSeal } from '../hub/team-seal.ts';
import { openedStore } from '../records/fakes/samples.ts';
import type { ScriptVersion } from '../records/store.ts';
import { HubBook } from './hub-book.ts';
import { SCRIPT_KIND } from './script-kind.ts';

const WORD = 'en_my-script';
const TEXT = newScriptText({ reviewer: 'Ana', today: '2026-12-01' });
const team = sampleTeam(['lead-ana', 'lead-ben', 'cleo']);

const sealOf = (agent: string, keyring = keyringOf(team)) =>
  teamSeal(SCRIPT_KIND, MAX_SCRIPT_BYTES, {
    signing: identityOf(team, agent).signing,
    keyring,
    refreshTeam: () => Promise.resolve(true),
  });

/** A message under an author's name, signed by whoever. */
function messageOf(seq: number, author: string, text: string | null, signer = author): ScriptMessage {
  const subject = scriptSubject(WORD, author);
  const sealed = sealOf(signer).seal({ text }, subject);
  if (!sealed.ok) throw new Error(sealed.error.code);
  return { subject, word: WORD, author, seq, hubMs: 5_000 + seq, data: sealed.value };
}

/** A hub that has these messages and hands them out. */
function sessionWith(messages: readonly ScriptMessage[], logId = 'log-1') {
  let close = (): void => undefined;
  const closed = new Promise<null>((resolve) => (close = () => resolve(null)));
  const asked: number[] = [];
  const scripts: ScriptWay = {
    look: () => Promise.resolve(ok({ lastSeq: messages.at(-1)?.seq ?? 0, logId })),
    follow: (fromSeq, onBatch) => {
      asked.push(fromSeq);
      void onBatch(messages.filter(({ seq }) => seq >= fromSeq));
    },
    lastAbout: () => Promise.resolve(ok(messages.at(-1)?.seq ?? 0)),
    publish: () => Promise.resolve({ kind: 'unknown' }),
  };
  const session = { scripts, closed } as unknown as HubSession;
  return { session, asked, close: () => close() };
}

function stage({
  agent = 'lead-ana',
  store = openedStore(':memory:', null),
  keyring = keyringOf(team),
} = {}) {
  const clock = new FakeClock();
  const added: { versions: readonly ScriptVersion[]; isNews: boolean }[] = [];
  let cleared = 0;
  const book = new HubBook({
    store,
    clock,
    me: { agent, name: agent },
    seal: sealOf(agent, keyring),
    nameOf: (author) => author,
    leads: () => team.roster.members.map(({ name }) => name).filter(isLead),
  });
  book.listen({
    added: (versions, isNews) => void added.push({ versions, isNews }),
    cleared: () => void (cleared += 1),
    standingChanged: () => undefined,
  });
  const read = async (session: HubSession): Promise<void> => {
    book.attach(session);
    // Signatures are checked on a thread of their own.
    await expect.poll(() => book.standing().kind, { interval: 5 }).not.toBe('away');
    await everythingDone();
  };
  return { book, store, clock, added, keyring, read, cleared: () => cleared };
}

describe('A version counts', () => {
  it('when a lead of the team published and signed it, in the order of the log', async () => {
    const { store, read, added } = stage();
    await read(sessionWith([messageOf(1, 'lead-ana', TEXT), messageOf(4, 'lead-ben', null)]).session);
    expect(store.scripts.of(WORD)).toMatchObject([
      { version: 2, author: 'lead-ben', text: null, seq: 4 },
      { version: 1, author: 'lead-ana', text: TEXT, seq: 1 },
    ]);
    expect(added.map(({ isNews }) => isNews)).toEqual([false]);
  });

  it.each<[string, ScriptMessage]>([
    ['who may not lead', messageOf(1, 'cleo', TEXT)],
    ['under the name of a lead', messageOf(1, 'lead-ana', TEXT, 'cleo')],
    ['who is not in the team', { ...messageOf(1, 'lead-ben', TEXT), author: 'lead-eve' }],
  ])('never when it is from somebody %s', async (_, forged) => {
    const { store, read } = stage();
    await read(sessionWith([forged, messageOf(2, 'lead-ben', TEXT)]).session);
    expect(store.scripts.of(WORD)).toMatchObject([{ version: 1, author: 'lead-ben' }]);
  });

  it('never for another script than it was sealed for', async () => {
    const { store, read } = stage();
    const moved = {
      ...messageOf(1, 'lead-ana', TEXT),
      word: 'en_grief',
      subject: scriptSubject('en_grief', 'lead-ana'),
    };
    await read(sessionWith([moved]).session);
    expect(store.scripts.words()).toEqual([]);
  });
});

describe('A desk reads the team’s scripts', () => {
  it('on from where it was, and tells what it missed as news', async () => {
    const first = stage();
    const all = [messageOf(1, 'lead-ben', TEXT), messageOf(2, 'lead-ben', TEXT)];
    await first.read(sessionWith(all.slice(0, 1)).session);
    const { session, asked } = sessionWith(all);
    const again = stage({ store: first.store });
    await again.read(session);
    expect(asked).toEqual([2]);
    expect(again.added).toMatchObject([{ isNews: true, versions: [{ version: 2 }] }]);
  });

  it('anew where it is another log, and forgets the one before', async () => {
    const first = stage();
    await first.read(sessionWith([messageOf(1, 'lead-ben', TEXT), messageOf(2, 'lead-ben', TEXT)]).session);
    const again = stage({ store: first.store });
    await again.read(sessionWith([messageOf(1, 'lead-ana', null)], 'log-2').session);
    expect([again.cleared(), again.store.scripts.of(WORD).length]).toEqual([1, 1]);
  });

  it('again as soon as the key is here that one was sealed with', async () => {
    const keyring = new Keyring();
    keyring.setRoster(team.roster);
    const { book, store, read } = stage({ keyring });
    await read(sessionWith([messageOf(1, 'lead-ben', TEXT)]).session);
    expect(store.scripts.last(WORD)?.text).toBe('');
    for (const key of team.keys) keyring.addKey(key);
    book.teamChanged();
    await expect.poll(() => store.scripts.last(WORD)?.text, { interval: 5 }).toBe(TEXT);
    expect(store.scripts.of(WORD)).toHaveLength(1);
  });

  it('and publishes nothing while there is no link', async () => {
    const { book, read } = stage();
    const next = { word: WORD, text: TEXT, base: 0 };
    expect(await book.publish(next)).toMatchObject({ error: { code: 'hub-no-answer' } });
    const { session, close } = sessionWith([]);
    await read(session);
    close();
    await everythingDone();
    expect(book.standing()).toEqual({ kind: 'away' });
  });
});
