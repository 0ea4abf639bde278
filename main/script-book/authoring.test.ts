import { describe, expect, it } from 'vitest';
import { newScriptText } from '#shared/script/draft-text.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { openedStore } from '../records/fakes/samples.ts';
import { Authoring, type BookNews } from './authoring.ts';
import { soloBook } from './solo-book.ts';

const ME = { agent: 'lead-1001', name: 'Ana' };
const GRIEF = { id: 'grief', language: 'en' };
const TODAY = '2026-12-01';

function stage() {
  const clock = new FakeClock(Date.parse(`${TODAY}T09:00:00Z`));
  const store = openedStore(':memory:', null);
  const told: BookNews[] = [];
  const authoring = new Authoring({
    store,
    clock,
    book: soloBook({ store, clock, me: ME }),
    tell: (news) => void told.push(news),
  });
  return { authoring, told, store, clock };
}

const text = (title = 'Grief') =>
  newScriptText({ reviewer: 'Ana', today: TODAY })
    .replace('id: my-script', 'id: grief')
    .replace('title: My script', `title: ${title}`);

describe('A desk alone publishes', () => {
  it('what a new script begins from, as it is: it is sound and needs no advice', () => {
    const { authoring } = stage();
    const opened = authoring.open({ script: null, draftId: null });
    expect(opened).toMatchObject({ base: 0, isDraft: false, published: null });
    const { remarks, script } = authoring.check({ text: opened?.text ?? '', base: 0 });
    expect([remarks, script?.id]).toEqual([[], 'my-script']);
  });

  it('versions that count up, written into the text, and told to whoever has the shelf', async () => {
    const { authoring, told } = stage();
    const first = await authoring.publish({ draftId: null, text: text(), base: 0 });
    const second = await authoring.publish({ draftId: null, text: text('Grief, longer'), base: 1 });
    expect([first, second]).toMatchObject([{ value: { version: 1 } }, { value: { version: 2, by: 'Ana' } }]);
    const read = authoring.version({ script: GRIEF, version: 2 });
    expect(read.ok && read.value.text).toContain('version: 2');
    expect(told.at(-1)).toMatchObject({
      isNews: false,
      changed: [{ id: 'grief', mark: { version: 2, state: 'stands' }, script: { title: 'Grief, longer' } }],
    });
    expect((await authoring.all()).changed).toHaveLength(1);
  });

  it('nothing over a version that the author has not seen', async () => {
    const { authoring } = stage();
    await authoring.publish({ draftId: null, text: text(), base: 0 });
    expect(await authoring.publish({ draftId: null, text: text('Other'), base: 0 })).toEqual({
      ok: false,
      error: { code: 'script-outrun', details: { version: 1, by: 'Ana' } },
    });
  });

  it('nothing with a mistake', async () => {
    const { authoring } = stage();
    const broken = text().replace('# Listen', '# Lisen');
    expect(await authoring.publish({ draftId: null, text: broken, base: 0 })).toMatchObject({
      error: { code: 'script-mistakes' },
    });
  });

  it('a withdrawal, after which the script below stands and its past can still be brought back', async () => {
    const { authoring } = stage();
    await authoring.publish({ draftId: null, text: text(), base: 0 });
    expect(await authoring.withdraw({ script: GRIEF, base: 1 })).toMatchObject({
      value: { version: 2, state: 'withdrawn' },
    });
    expect((await authoring.all()).changed).toMatchObject([{ script: null }]);
    expect(authoring.open({ script: GRIEF, draftId: null })).toBeNull();
    const old = authoring.version({ script: GRIEF, version: 1 });
    if (!old.ok) throw new Error(old.error.code);
    expect(await authoring.publish({ draftId: null, text: old.value.text, base: 2 })).toMatchObject({
      value: { version: 3, state: 'stands' },
    });
    expect(authoring.versions(GRIEF).map(({ version }) => version)).toEqual([3, 2, 1]);
  });
});

describe('A draft', () => {
  it('is kept as it was typed, told once, and gone when it is published', async () => {
    const { authoring, told } = stage();
    authoring.keep({ draftId: 'en_grief', text: 'half', base: 0 });
    authoring.keep({ draftId: 'en_grief', text: 'half a word', base: 0 });
    expect(told).toHaveLength(1);
    expect(authoring.open({ script: GRIEF, draftId: null })).toMatchObject({
      text: 'half a word',
      isDraft: true,
    });
    await authoring.publish({ draftId: 'en_grief', text: text(), base: 0 });
    expect(authoring.drafts()).toEqual([]);
    expect(authoring.open({ script: GRIEF, draftId: null })).toMatchObject({ isDraft: false, base: 1 });
  });

  it('of something new is named by what it says so far', () => {
    const { authoring } = stage();
    authoring.keep({ draftId: 'new-1', text: text('“Half'), base: 0 });
    expect(authoring.drafts()).toEqual([
      { draftId: 'new-1', title: '“Half', isNew: true, id: 'grief', language: 'en' },
    ]);
  });

  it('that changed after its review says so, where the day stands', async () => {
    const { authoring, clock } = stage();
    await authoring.publish({ draftId: null, text: text(), base: 0 });
    await clock.pass(3 * 86_400_000);
    const said = (title: string) =>
      authoring
        .check({ text: text(title), base: 1 })
        .remarks.map(({ kind, line, what }) => `${kind} ${line} ${what}`);
    expect(said('Grief')).toEqual([]);
    expect(said('Changed')).toEqual([
      'advice 8 The script was changed on 2026-12-04, after it was reviewed.',
    ]);
  });
});

describe('A published text', () => {
  it('that says it is another script, or that nobody here can read, hides nothing', async () => {
    const { authoring, store } = stage();
    const of = { seq: 1, author: 'lead-ben', hubMs: 1 };
    store.scripts.add({ ...of, word: 'en_billing', text: text() });
    store.scripts.add({ ...of, word: 'en_grief', text: '# What a newer app writes' });
    expect((await authoring.all()).changed).toMatchObject([
      { id: 'billing', mark: { state: 'unreadable' }, script: null },
      { id: 'grief', mark: { state: 'unreadable' }, script: null },
    ]);
  });
});
