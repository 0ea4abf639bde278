import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inHead, sound } from '../../main/scripts/fakes/broken-scripts.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The command as it is typed. */
function check(...args: string[]): { code: number | null; said: string } {
  const program = join(ROOT, 'tools', 'scripts-check.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

describe('npm run scripts:check', () => {
  it('is content with the library', () => {
    expect(check()).toEqual({
      code: 0,
      said: expect.stringMatching(/^\d+ scripts: 0 errors, 0 warnings\n$/),
    });
  });

  it('names each mistake by file, line and column, with the fix, and ends with 1', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearthline-scripts-'));
    try {
      writeFileSync(join(folder, 'results-late.md'), sound());
      writeFileSync(
        join(folder, 'broken.md'),
        inHead('version: 1', 'version: one').replace('id: results-late', 'id: broken'),
      );
      const { code, said } = check(folder);
      expect(code).toBe(1);
      expect(said.split('\n')).toEqual([
        `${join(folder, 'broken.md')}:6:10 error: “version” cannot be “one”. Write a whole number from 1.`,
        '2 scripts: 1 error, 0 warnings',
        '',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says which file is not there', () => {
    expect(check('gone.md')).toEqual({
      code: 1,
      said: expect.stringContaining('gone.md is not there.'),
    });
  });
});
