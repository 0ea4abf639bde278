import { describe, expect, it } from 'vitest';
import type { AppError } from '#shared/result.ts';
import type { Desk } from './desk.ts';
import { anAccount } from './fakes/samples.ts';
import { quietLog } from './fakes/quiet-log.ts';
import { shelfOf } from './scripts/fakes/sample-shelf.ts';
import type { OwnScripts } from './scripts/own-scripts.ts';
import { TeamScripts } from './team-scripts.ts';

const FOLDER = '/team/scripts';
const script = (id: string, title = id) => ({ id, title, body: '# Open\n\n- Hello.\n' });
const own = (title: string): OwnScripts => ({
  scripts: shelfOf([script('grief', title)]).page(0, 1).scripts,
  broken: [],
  missing: [],
});
const NOTHING: OwnScripts = { scripts: [], broken: [], missing: [] };

/** A desk as far as it is told. */
function aDesk(kind: 'account' | 'practice' = 'account') {
  const raised: AppError[] = [];
  let changes = 0;
  const account = anAccount();
  const profile = { ...account.profile, scripts: { ...account.profile.scripts, folder: FOLDER } };
  const desk = {
    sitting: kind === 'account' ? { ...account, profile } : { kind },
    notices: { raise: (error: AppError) => void raised.push(error) },
    scriptsChanged: () => void (changes += 1),
  } as unknown as Desk;
  return { desk, raised, changes: () => changes };
}

function stage(read: (folder: string | null) => Promise<OwnScripts>) {
  const shelf = shelfOf([script('grief')]);
  const bugs: unknown[] = [];
  const log = { ...quietLog, bug: (error: unknown) => void bugs.push(error) };
  const titles = () => shelf.page(0, 9).scripts.map(({ title }) => title);
  return { scripts: new TeamScripts({ shelf, log, readOwnScripts: read }), titles, bugs };
}

describe('The scripts of whoever sits down', () => {
  it('are read from the folder of their profile, and told to the desk', async () => {
    const folders: (string | null)[] = [];
    const { scripts, titles } = stage((folder) => Promise.resolve((folders.push(folder), own('Ours'))));
    const { desk, raised, changes } = aDesk();
    await scripts.seated(desk);
    await scripts.seated(aDesk('practice').desk);
    expect([folders, titles(), raised, changes()]).toEqual([[FOLDER, null], ['Ours'], [], 1]);
  });

  it('are gone as soon as somebody else sits down, also when theirs cannot be read', async () => {
    const answers = [Promise.resolve(own('Ours')), Promise.reject(new Error('a bug'))];
    const { scripts, titles, bugs } = stage(() => answers.shift() ?? Promise.resolve(NOTHING));
    await scripts.seated(aDesk().desk);
    await scripts.seated(aDesk('practice').desk);
    expect(titles()).toEqual(['grief']);
    expect(bugs).toEqual([new Error('a bug')]);
  });

  it('that come late are not put before whoever sits here by then', async () => {
    let arrive: ((own: OwnScripts) => void) | undefined;
    const late = new Promise<OwnScripts>((resolve) => {
      arrive = resolve;
    });
    const answers = [late, Promise.resolve(NOTHING)];
    const { scripts, titles } = stage(() => answers.shift() ?? Promise.resolve(NOTHING));
    const first = aDesk();
    const reading = scripts.seated(first.desk);
    await scripts.seated(aDesk('practice').desk);
    arrive?.({ ...own('Of a team that left'), broken: [{ path: 'a.md', line: 1, column: 1 }] });
    await reading;
    expect([titles(), first.raised]).toEqual([['grief'], []]);
  });

  it('that are broken are told with the first of them, and a folder that is not there with its name', async () => {
    const broken = [
      { path: 'a.md', line: 3, column: 2 },
      { path: 'b.md', line: 1, column: 1 },
    ];
    const { scripts } = stage(() =>
      Promise.resolve({ ...NOTHING, broken, missing: [FOLDER, '/this/computer'] }),
    );
    const { desk, raised } = aDesk();
    await scripts.seated(desk);
    expect(raised).toEqual([
      { code: 'scripts-broken', details: { count: 2, path: 'a.md', line: 3, column: 2 } },
      { code: 'script-folder-missing', details: { folder: FOLDER } },
    ]);
  });

  it('need no folder on this computer', async () => {
    const { scripts } = stage(() => Promise.resolve({ ...NOTHING, missing: ['/this/computer'] }));
    const { desk, raised } = aDesk('practice');
    await scripts.seated(desk);
    expect(raised).toEqual([]);
  });
});
