import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LineCommand } from '#shared/contract/line.ts';
import type { PracticeFacts } from '#shared/contract/practice.ts';
import { sameNumberBy } from '#shared/phone/same-number.ts';
import { emptyQueue } from '../fakes/fake-office.ts';
import { ringing, SAMPLE_CAST, talking } from '../fakes/samples.ts';
import { ScriptDesk } from '../script-desk.ts';
import { SAMPLE_SHELF } from '../scripts/fakes/sample-shelf.ts';
import { keptDebriefs } from './kept-debriefs.ts';
import { PracticeDesk } from './practice-desk.ts';
import { PRACTICE_NUMBERS } from '../sitting.ts';

const root = mkdtempSync(join(tmpdir(), 'hearthline-debriefs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const FACTS: PracticeFacts = {
  callId: 'a',
  patientId: 'worried-parent',
  balance: null,
  notes: {
    lengthMs: 60_000,
    greetedAfterMs: 900,
    talkedOver: 0,
    longestWaitMs: 1000,
    moods: { from: 'upset', to: 'calm' },
    moments: [{ atMs: 9000, trigger: 'heardOut', isCalmer: true, mood: 'uneasy' }],
    walkedOut: false,
  },
};

let folders = 0;
function aDesk(isPractice = true) {
  const folder = join(root, String((folders += 1)), 'practice');
  const ordered: LineCommand[] = [];
  let ids = 0;
  let now = 1_000_000;
  const scripts = new ScriptDesk({
    shelf: SAMPLE_SHELF,
    ofPatients: SAMPLE_CAST.scripts,
    isSameNumber: sameNumberBy({ numbers: PRACTICE_NUMBERS, domain: 'sip.example' }),
    changed: () => undefined,
    now: () => now,
    kept: [],
    keep: () => undefined,
  });
  const desk = new PracticeDesk({
    cast: SAMPLE_CAST,
    isPractice,
    kept: keptDebriefs(folder),
    order: (command) => ordered.push(command),
    now: () => (now += 1000),
    newId: () => `debrief-${(ids += 1)}`,
    changed: () => undefined,
  });
  const call = talking('a', { practice: 'worried-parent' });
  const follow = (...calls: Parameters<typeof scripts.follow>[0]) => {
    scripts.follow(calls, emptyQueue, false);
    desk.follow(calls, scripts.state());
  };
  const openChip = (title: string) => {
    expect(scripts.move('a', { kind: 'chip', title }).ok).toBe(true);
    follow(call);
  };
  return { desk, scripts, ordered, folder, call, follow, openChip };
}

describe('A chip of the script', () => {
  it('is told to the patient of a practice call when it is opened for the first time', () => {
    const { ordered, call, follow, openChip } = aDesk();
    follow(call);
    expect(ordered).toEqual([]);
    openChip('In tears');
    expect(ordered).toEqual([{ kind: 'practice-chip', callId: 'a' }]);
    openChip('In tears');
    openChip('In tears');
    expect(ordered).toHaveLength(1);
  });

  it('is told to a patient who was called back, too', () => {
    const { ordered, follow, openChip } = aDesk();
    const calledBack = talking('a', { direction: 'outgoing' });
    follow(calledBack);
    openChip('In tears');
    follow(calledBack);
    expect(ordered).toEqual([{ kind: 'practice-chip', callId: 'a' }]);
  });

  it('is told to nobody before the answer', () => {
    const { scripts, ordered, call, follow } = aDesk();
    follow({ ...ringing('a'), practice: 'worried-parent' });
    scripts.move('a', { kind: 'chip', title: 'In tears' });
    follow({ ...ringing('a'), practice: 'worried-parent' });
    follow(call);
    expect(ordered).toEqual([]);
  });

  it('is told to no real patient ever', () => {
    const { scripts, ordered, follow } = aDesk(false);
    follow(talking('b'));
    scripts.move('b', { kind: 'chip', title: 'In tears' });
    follow(talking('b'));
    expect(ordered).toEqual([]);
  });
});

describe('After a practice call', () => {
  it('there is a debrief, with the place in the script as it was, and nothing on the disk', () => {
    const { desk, scripts, folder, call, follow, openChip } = aDesk();
    follow(call);
    openChip('In tears');
    scripts.move('a', { kind: 'step', by: 1 });
    desk.over(FACTS, scripts.state());
    expect(desk.state().debrief).toMatchObject({
      id: 'debrief-1',
      patient: { id: 'worried-parent', name: 'Ada Sample' },
      script: { title: 'Results are late', chipsUsed: ['In tears'] },
      helped: ['calmed', 'heard-out', 'never-talked-over'],
      isKept: false,
    });
    expect(desk.state().debrief?.script?.phases.filter(({ isVisited }) => isVisited)).toHaveLength(2);
    expect(() => readdirSync(folder)).toThrow(/ENOENT/);
  });

  it('a debrief is kept only when that is asked, found again, and deleted', async () => {
    const { desk, folder } = aDesk();
    desk.over(FACTS, []);
    desk.over(FACTS, []);
    expect(await desk.keep('debrief-1')).toMatchObject({ error: { code: 'debrief-unknown' } });
    expect(await desk.keep('debrief-2')).toMatchObject({ ok: true });
    expect(await desk.keep('debrief-2')).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual(['debrief-2.json']);
    expect(desk.state()).toMatchObject({ debrief: { isKept: true }, keptDebriefsRevision: 1 });
    expect(desk.close('debrief-2')).toMatchObject({ ok: true });
    expect(desk.state().debrief).toBeNull();
    expect(await desk.list()).toMatchObject([{ id: 'debrief-2', patient: { name: 'Ada Sample' } }]);
    expect(await desk.forget('debrief-2')).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual([]);
    expect(await desk.list()).toEqual([]);
  });

  it('what is closed without that is gone', async () => {
    const { desk } = aDesk();
    desk.over(FACTS, []);
    desk.close('debrief-1');
    expect(await desk.keep('debrief-1')).toMatchObject({ error: { code: 'debrief-unknown' } });
    expect(desk.close('debrief-1')).toMatchObject({ error: { code: 'debrief-unknown' } });
    expect(await desk.list()).toEqual([]);
  });

  it('a patient who is not there makes none', () => {
    const { desk } = aDesk();
    desk.over({ ...FACTS, patientId: 'nobody' }, []);
    expect(desk.state().debrief).toBeNull();
  });
});

describe('The folder of kept debriefs', () => {
  it('lists the newest first, and leaves alone what is no debrief', async () => {
    const { desk, folder } = aDesk();
    desk.over(FACTS, []);
    await desk.keep('debrief-1');
    desk.over(FACTS, []);
    await desk.keep('debrief-2');
    writeFileSync(join(folder, 'notes.json'), '{ "mine": true }');
    writeFileSync(join(folder, 'broken.json'), '{');
    expect((await desk.list()).map(({ id }) => id)).toEqual(['debrief-2', 'debrief-1']);
    expect(readFileSync(join(folder, 'notes.json'), 'utf8')).toContain('mine');
  });

  it('is left by no name that leads out of it', async () => {
    const { desk, folder } = aDesk();
    desk.over(FACTS, []);
    await desk.keep('debrief-1');
    writeFileSync(join(folder, '..', 'other.json'), '{}');
    expect(await desk.forget('../other')).toMatchObject({ error: { code: 'debrief-unknown' } });
    expect(readdirSync(join(folder, '..'))).toContain('other.json');
  });

  it('that cannot be made is an answer, and the debrief stays on screen', async () => {
    const { desk, folder } = aDesk();
    // A file where the folder should be.
    const parent = join(folder, '..');
    rmSync(parent, { recursive: true, force: true });
    writeFileSync(parent, '');
    desk.over(FACTS, []);
    expect(await desk.keep('debrief-1')).toMatchObject({ error: { code: 'debrief-unkept' } });
    expect(desk.state().debrief).toMatchObject({ id: 'debrief-1', isKept: false });
  });
});
