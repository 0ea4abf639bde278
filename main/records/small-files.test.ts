import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from './fakes/samples.ts';
import { makeFolder, writeWhole } from './small-files.ts';

const MODULE = new URL('small-files.ts', import.meta.url).href;

/** Lets a process write that may make no file longer than 2 KB, as on a disk that is full then. @returns what it met */
function writtenOnFullDisk(path: string, bytes: number): string {
  const script = `import { makeFolder, writeWhole } from ${JSON.stringify(MODULE)};
    try {
      writeWhole(${JSON.stringify(path)}, 'x'.repeat(${bytes}));
    } catch (error) {
      process.stdout.write(error.code);
    }`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const { stdout } = spawnSync('bash', ['-c', 'ulimit -f 2; exec "$@"', 'bash', ...node], {
    encoding: 'utf8',
  });
  return stdout;
}

describe('a folder', () => {
  it('is made with those above it, for nobody else to read, and left as it is when it is there', () =>
    inFolder((folder) => {
      const path = join(folder, 'data', 'records', 'agent');
      makeFolder(path);
      writeWhole(join(path, 'a.json'), 'kept');
      makeFolder(path);
      makeFolder(`${path}/`);
      expect(readdirSync(path)).toEqual(['a.json']);
      for (const made of [path, join(path, '..'), join(path, '..', '..')])
        expect(statSync(made).mode & 0o777).toBe(0o700);
    }));
});

describe('a small file', () => {
  it('holds what was written last', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.json');
      writeWhole(path, 'first');
      writeWhole(path, 'second, ünd länger');
      expect(readFileSync(path, 'utf8')).toBe('second, ünd länger');
      expect(readdirSync(folder)).toEqual(['a.json']);
    }));

  it.skipIf(process.platform === 'win32')('stays as it was when the disk takes only a part of the next', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.json');
      writeFileSync(path, 'good');
      expect(writtenOnFullDisk(path, 2000)).toBe('');
      expect(readFileSync(path, 'utf8')).toBe('x'.repeat(2000));
      expect(writtenOnFullDisk(path, 3000)).toBe('EFBIG');
      expect(readFileSync(path, 'utf8')).toBe('x'.repeat(2000));
      expect(readdirSync(folder)).toEqual(['a.json']);
    }),
  );
});
