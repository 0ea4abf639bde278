import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sound } from '../../main/practice/fakes/broken-people.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder = '';

/** The command as it is typed. */
function check(...args: string[]): { code: number | null; said: string } {
  const program = join(ROOT, 'tools', 'practice-check.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthline-practice-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run practice:check', () => {
  it('is content with the people of the app: every script is there, every sentence is recorded', () => {
    expect(check()).toEqual({
      code: 0,
      said: expect.stringMatching(/^\d+ files: 0 errors, 0 warnings\n$/),
    });
  });

  it('names each mistake by file, line and column, with the fix, and ends with 1', () => {
    const file = join(folder, 'ada-sample.json');
    writeFileSync(file, sound().replace('"atFirst": 40', '"atFirst": 400'));
    const { code, said } = check(file);
    expect(code).toBe(1);
    expect(said.split('\n')).toEqual([
      `${file}:15:16 error: “feeling.atFirst” cannot be “400”. Write a whole number of points from 0 to 100.`,
      '1 file: 1 error, 0 warnings',
      '',
    ]);
  });

  it('warns of what makes a person hard to practise with, and ends with 0', () => {
    const file = join(folder, 'ada-sample.json');
    const long = 'and then I waited '.repeat(9);
    const odd = sound()
      .replace('"results-late"', '"results-gone"')
      .replace(', "heavy": true', '')
      .replace('"silence": 10, ', '')
      .replace('It keeps me awake.', long);
    writeFileSync(file, odd);
    const { code, said } = check(file);
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      `${file}:8:13 warning: There is no script “results-gone” in assets/scripts. Name one that is there; else the queue chooses.`,
      `${file}:12:3 warning: 13 of their sentences have no recording. Put the file into assets/practice and run: npm run practice:voices`,
      `${file}:14:3 warning: They do not react to “silence”. Give it points in angeredBy or calmedBy.`,
      `${file}:23:3 warning: No line is heavy, so a pause can do them no good. Write "heavy": true at what is hard to say.`,
      `${file}:25:15 warning: This has 36 words; nobody says more than 28 in a breath. Make two lines of it.`,
      '1 file: 0 errors, 5 warnings',
      '',
    ]);
  });

  it('says which file is not there', () => {
    expect(check('gone.json')).toEqual({ code: 1, said: expect.stringContaining('gone.json is not there.') });
  });
});
