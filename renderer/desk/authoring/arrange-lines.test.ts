import { describe, expect, it } from 'vitest';
import type { BookLine } from '#shared/contract/script-book.ts';
import { arrangeLines } from './arrange-lines.ts';

const line = (id: string, over: Partial<BookLine> = {}): BookLine => ({
  id,
  language: 'en',
  kind: 'script',
  title: id,
  summary: 'They ask.',
  from: 'app',
  published: null,
  draftId: null,
  ...over,
});
const mark = { version: 2, by: 'Ana', atMs: 1, state: 'stands' } as const;
const ids = (lines: readonly BookLine[]) => lines.map(({ id }) => id);

describe('The list of scripts', () => {
  it('has the agent’s drafts first and once, then what the team has published, then the app’s own', () => {
    const all = [
      line('grief'),
      line('billing', { from: 'team', published: mark }),
      line('late', { from: 'team', published: mark, draftId: 'en_late' }),
      line('refill', { from: 'folder' }),
      line('gone', { published: { ...mark, state: 'withdrawn' } }),
      line('fresh', { from: null, draftId: 'new-1' }),
    ];
    const { drafts, team, app, more } = arrangeLines(all, '', 99);
    expect([ids(drafts), ids(team), ids(app), more]).toEqual([
      ['late', 'fresh'],
      ['billing', 'refill', 'gone'],
      ['grief'],
      0,
    ]);
  });

  it('is searched by every word of title, summary and id, whatever the accents', () => {
    const all = [
      line('grief', { title: 'Grief' }),
      line('deuil', { title: 'Décès', summary: 'Ils ont perdu.' }),
    ];
    expect(ids(arrangeLines(all, 'deces perdu', 99).app)).toEqual(['deuil']);
    expect(ids(arrangeLines(all, 'grief', 99).app)).toEqual(['grief']);
  });

  it('says how many more there are than it shows', () => {
    const all = ['a', 'b', 'c'].map((id) => line(id));
    const { app, more } = arrangeLines(all, '', 2);
    expect([ids(app), more]).toEqual([['a', 'b'], 1]);
  });
});
