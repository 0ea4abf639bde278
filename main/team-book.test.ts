import { describe, expect, it } from 'vitest';
import type { AppError } from '#shared/result.ts';
import type { Desk } from './desk.ts';
import { FakeOffice } from './fakes/fake-office.ts';
import { quietLog } from './fakes/quiet-log.ts';
import { shelfOf } from './scripts/fakes/sample-shelf.ts';
import type { PublishedScript } from './script-book/published.ts';
import { TeamBook } from './team-book.ts';

const script = (id: string, title = id) => ({ id, title, body: '# Open\n\n- Hello.\n' });
const published = (id: string, version: number, title: string | null): PublishedScript => ({
  id,
  language: 'en',
  mark: { version, by: 'Ana', atMs: 1, state: title === null ? 'withdrawn' : 'stands' },
  script: title === null ? null : (shelfOf([script(id, title)]).page(0, 1).scripts[0] ?? null),
});
const unreadable = (id: string): PublishedScript => ({
  ...published(id, 1, null),
  mark: { version: 1, by: 'Ana', atMs: 1, state: 'unreadable' },
});

async function stage() {
  const office = new FakeOffice();
  const shelf = shelfOf([script('grief'), script('late')]);
  const raised: AppError[] = [];
  const standings: unknown[] = [];
  const desk = {
    notices: { raise: (error: AppError) => void raised.push(error), settle: () => undefined },
    scriptsChanged: () => undefined,
    scriptBookChanged: (standing: unknown) => void standings.push(standing),
  } as unknown as Desk;
  const book = new TeamBook({ office, shelf, log: quietLog });
  await book.seated(desk);
  const titles = () => shelf.page(0, 9).scripts.map(({ title, from }) => `${title} (${from})`);
  return { office, shelf, book, desk, raised, standings, titles };
}

describe('What the team has published', () => {
  it('stands before folders and the app, and what is below it comes back with a withdrawal', async () => {
    const { office, shelf, titles } = await stage();
    shelf.setOwn(shelfOf([script('grief', 'From a folder')]).page(0, 1).scripts);
    office.pushBook({ changed: [published('grief', 1, 'The team’s')] });
    expect(titles()).toEqual(['late (app)', 'The team’s (team)']);
    office.pushBook({ changed: [published('grief', 2, null)] });
    expect(titles()).toEqual(['From a folder (folder)', 'late (app)']);
  });

  it('is told once it is news: whose version it is, or how many there are', async () => {
    const { office, raised } = await stage();
    office.pushBook({ changed: [published('grief', 1, 'Grief')] });
    expect(raised).toEqual([]);
    office.pushBook({ changed: [published('grief', 4, 'Grief')], isNews: true });
    office.pushBook({ changed: [published('grief', 5, null)], isNews: true });
    office.pushBook({ changed: [published('a', 1, 'A'), published('b', 1, 'B')], isNews: true });
    expect(raised).toEqual([
      { code: 'script-new', details: { title: 'Grief', version: 4, by: 'Ana' } },
      { code: 'script-withdrawn', details: { id: 'grief', by: 'Ana' } },
      { code: 'scripts-new', details: { count: 2 } },
    ]);
  });

  it('that cannot be read here is named, and hides nothing', async () => {
    const { office, raised, titles } = await stage();
    office.pushBook({ changed: [unreadable('grief')], isNews: true });
    expect(titles()).toEqual(['grief (app)', 'late (app)']);
    expect(raised).toEqual([{ code: 'script-unreadable', details: { count: 1, id: 'grief', by: 'Ana' } }]);
  });

  it('is another team’s no longer, as soon as somebody else sits down', async () => {
    const { office, book, desk, titles } = await stage();
    office.pushBook({ changed: [published('grief', 1, 'The team’s')] });
    await book.seated(desk);
    expect(titles()).toEqual(['grief (app)', 'late (app)']);
    expect(book.markOf({ id: 'grief', language: 'en' })).toBeNull();
  });
});
