import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isLead } from '../../shared/callback/author.ts';
import { systemClock } from '../../main/clock.ts';
import { MAX_SCRIPT_BYTES, STREAM } from '../../main/hub/layout.ts';
import type { NatsSession } from '../../main/hub/nats-session.ts';
import { openRecordStore } from '../../main/records/open-store.ts';
import type { RecordStore } from '../../main/records/store.ts';
import { Authoring, type BookNews } from '../../main/script-book/authoring.ts';
import { HubBook } from '../../main/script-book/hub-book.ts';
import { SCRIPT_KIND } from '../../main/script-book/script-kind.ts';
import { newScriptText } from '../../shared/script/draft-text.ts';
import { until } from '../pbx/until.ts';
import { open } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

/** From the moment when one desk has published until another has it read. */
const THERE_WITHIN_MS = 1000;

let hub: TestHub;
const cleanUps: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  hub = await startTestHub({ agents: ['lead-ana', 'lead-ben', 'cleo'] });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});
afterAll(() => hub.stop());

function inMemory(): RecordStore {
  const opened = openRecordStore({ path: ':memory:', key: null });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

interface Desk {
  readonly authoring: Authoring;
  readonly store: RecordStore;
  readonly told: BookNews[];
  readonly session: NatsSession;
  readonly standing: () => BookNews['standing'];
}

/** A desk as far as scripts go, on a session of its own. */
async function deskOf(agent: string, store = inMemory(), at = hub): Promise<Desk> {
  const way = natsHub(at.access(agent));
  const told: BookNews[] = [];
  const book = new HubBook({
    store,
    clock: systemClock,
    seal: way.sealOf(SCRIPT_KIND, MAX_SCRIPT_BYTES),
    me: { agent, name: agent },
    nameOf: (author) => author,
    leads: () => (way.roster?.members ?? []).map(({ name }) => name).filter(isLead),
  });
  const authoring = new Authoring({ store, clock: systemClock, book, tell: (news) => void told.push(news) });
  way.onTeam(() => book.teamChanged());
  const session = await open(way);
  book.attach(session);
  cleanUps.push(() => session.close());
  const standing = () => book.standing();
  await until('in step', async () => standing().kind !== 'away');
  return { authoring, store, told, session: session as NatsSession, standing };
}

/** Another script in each test: the stream is one for all of them. */
function fresh() {
  const id = `s-${randomUUID().slice(0, 8)}`;
  const text = (title: string) =>
    newScriptText({ reviewer: 'Ana', today: '2026-12-01' })
      .replace('id: my-script', `id: ${id}`)
      .replace('title: My script', `title: ${title}`);
  return { id, text, script: { id, language: 'en' } };
}

const versionAt = ({ authoring }: Desk, script: { id: string; language: string }) =>
  authoring.versions(script)[0]?.version ?? 0;

describe('The scripts of a team', () => {
  it('are at every other desk within a second of being published, read and told', async () => {
    const [ana, cleo] = await Promise.all([deskOf('lead-ana'), deskOf('cleo')]);
    const { script, text } = fresh();
    const times: number[] = [];
    for (let version = 1; version <= 5; version += 1) {
      const done = await ana.authoring.publish({
        draftId: null,
        text: text(`No. ${version}`),
        base: version - 1,
      });
      expect(done).toMatchObject({ value: { version, by: 'lead-ana' } });
      const startedAt = performance.now();
      await until('it is there', async () => versionAt(cleo, script) === version);
      times.push(performance.now() - startedAt);
    }
    console.log(`a version was at the other desk ${times.map((ms) => ms.toFixed(0)).join(', ')} ms after`);
    expect(Math.max(...times)).toBeLessThan(THERE_WITHIN_MS);
    expect(cleo.told.at(-1)).toMatchObject({
      isNews: true,
      changed: [
        { ...script, mark: { version: 5, by: 'lead-ana', state: 'stands' }, script: { title: 'No. 5' } },
      ],
    });
    expect(ana.told.at(-1)).toMatchObject({ isNews: false });
  });

  it('are published by whoever leads, and by nobody else', async () => {
    const cleo = await deskOf('cleo');
    const { text } = fresh();
    expect(cleo.standing()).toEqual({ kind: 'reader', leads: ['lead-ana', 'lead-ben'] });
    expect(await cleo.authoring.publish({ draftId: null, text: text('Mine'), base: 0 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const { id } = fresh();
    const publication = {
      word: `en_${id}`,
      messageId: randomUUID(),
      data: new Uint8Array(9),
      expectedSeq: 0,
    };
    expect(await cleo.session.scripts.publish(publication)).toMatchObject({
      kind: 'refused',
      error: { code: 'not-allowed' },
    });
  });

  it('go to one of two leads who publish at once: the other is told whose came between, and keeps the draft', async () => {
    const [ana, ben] = await Promise.all([deskOf('lead-ana'), deskOf('lead-ben')]);
    const { script, text } = fresh();
    const draft = (title: string) => ({ draftId: 'en_draft', text: text(title), base: 0 });
    ana.authoring.keep(draft('Ana’s'));
    ben.authoring.keep(draft('Ben’s'));
    const both = await Promise.all([
      ana.authoring.publish(draft('Ana’s')),
      ben.authoring.publish(draft('Ben’s')),
    ]);
    const won = both.findIndex(({ ok }) => ok);
    const [winner, loser, name] = won === 0 ? [ana, ben, 'lead-ana'] : [ben, ana, 'lead-ben'];
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both[1 - won]).toEqual({
      ok: false,
      error: { code: 'script-outrun', details: { version: 1, by: name } },
    });
    expect([winner.authoring.drafts().length, loser.authoring.drafts().length]).toEqual([0, 1]);
    const mine = loser.authoring.open({ script: null, draftId: 'en_draft' });
    expect(
      await loser.authoring.publish({ draftId: 'en_draft', text: mine?.text ?? '', base: 1 }),
    ).toMatchObject({
      value: { version: 2 },
    });
    await until('both have both', async () => versionAt(winner, script) === 2);
  });

  it('come back as they were, as a version of their own, and go without leaving the past', async () => {
    const [ana, cleo] = await Promise.all([deskOf('lead-ana'), deskOf('cleo')]);
    const { script, text } = fresh();
    await ana.authoring.publish({ draftId: null, text: text('First'), base: 0 });
    await ana.authoring.publish({ draftId: null, text: text('Second'), base: 1 });
    const first = ana.authoring.version({ script, version: 1 });
    if (!first.ok) throw new Error(first.error.code);
    await ana.authoring.publish({ draftId: null, text: first.value.text, base: 2 });
    expect(await ana.authoring.withdraw({ script, base: 3 })).toMatchObject({
      value: { state: 'withdrawn' },
    });
    await until('all of it is there', async () => versionAt(cleo, script) === 4);
    expect(
      cleo.store.scripts
        .of(`en_${script.id}`)
        .map(({ text: one }) => /title: (\w+)/.exec(one ?? '')?.[1] ?? null),
    ).toEqual([null, 'First', 'Second', 'First']);
    expect(cleo.told.at(-1)).toMatchObject({ changed: [{ mark: { state: 'withdrawn' }, script: null }] });
  });

  it('are kept at the desk: they are there without the hub, and what was missed is read as news', async () => {
    const ana = await deskOf('lead-ana');
    const { script, text } = fresh();
    const first = await deskOf('cleo');
    await ana.authoring.publish({ draftId: null, text: text('First'), base: 0 });
    await until('it is there', async () => versionAt(first, script) === 1);
    await first.session.close();
    await until('away', async () => first.session.scripts !== null);
    const offline = (await first.authoring.all()).changed.find(({ id }) => id === script.id);
    expect(offline).toMatchObject({ mark: { version: 1 }, script: { title: 'First' } });
    await ana.authoring.publish({ draftId: null, text: text('Second'), base: 1 });
    const again = await deskOf('cleo', first.store);
    await until('it was caught up', async () => versionAt(again, script) === 2);
    expect(again.told.findLast(({ changed }) => changed.length > 0)).toMatchObject({ isNews: true });
  });

  it('are no news to a desk that reads them for the first time', async () => {
    const cleo = await deskOf('cleo');
    await until('all is read', async () => cleo.store.scripts.words().length > 0);
    expect(cleo.told.filter(({ isNews }) => isNews)).toEqual([]);
  });

  it('too long for the hub are refused before they are sent', async () => {
    const ana = await deskOf('lead-ana');
    const { text } = fresh();
    const long = `${text('Long')}${'- One more thing to do in this place.\n'.repeat(1800)}`;
    expect(ana.authoring.check({ text: long, base: 0 }).remarks[0]?.what).toMatch(/takes \d+ kB/);
    expect(await ana.authoring.publish({ draftId: null, text: long, base: 0 })).toMatchObject({
      error: { code: 'script-mistakes' },
    });
  });

  it('are sealed: what lies on the hub’s disk and in its stream says nothing of them', async () => {
    const ana = await deskOf('lead-ana');
    const { script, text } = fresh();
    await ana.authoring.publish({ draftId: null, text: text('A needle 5550142'), base: 0 });
    const admin = await hub.adminSession();
    cleanUps.push(() => admin.close());
    const message = await admin.manager.streams.getMessage(STREAM.scripts, {
      last_by_subj: `scripts.en_${script.id}.*`,
    });
    expect(Buffer.from(message?.data ?? []).toString('latin1')).not.toContain('needle');
  });
});

describe('A hub without scripts as they should be', () => {
  it('is said, and the queue’s session goes on', async () => {
    const other = await startTestHub({ agents: ['lead-ana'] });
    cleanUps.push(() => other.stop());
    const admin = await other.adminSession();
    await admin.manager.streams.delete(STREAM.scripts);
    await admin.close();
    const ana = await deskOf('lead-ana', inMemory(), other);
    expect(ana.standing()).toMatchObject({ kind: 'off', error: { code: 'hub-misconfigured' } });
    expect(await ana.authoring.publish({ draftId: null, text: fresh().text('One'), base: 0 })).toMatchObject({
      ok: false,
    });
    expect(await ana.session.askBounds()).toMatchObject({ ok: true });
  });
});
