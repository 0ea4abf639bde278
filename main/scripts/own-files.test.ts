import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../records/fakes/samples.ts';
import { inHead, sound } from './fakes/broken-scripts.ts';
import { readScriptFolders } from './own-files.ts';
import { unpackScript, type PackedScript } from './packed.ts';

function write(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const named = (scripts: readonly PackedScript[]) =>
  scripts.map(unpackScript).map(({ language, id, title }) => `${language}/${id} ${title}`);

describe('A team’s own scripts', () => {
  it('are read from a folder and those in it; whatever else lies there is left alone', () =>
    inFolder(async (folder) => {
      write(folder, 'results-late.md', sound());
      write(folder, 'fr/results-late.md', inHead('language: en', 'language: fr'));
      write(folder, 'README.md', 'How we write them.');
      write(folder, 'notes.txt', 'Not a script.');
      mkdirSync(join(folder, 'folder.md'));
      const { scripts, broken } = await readScriptFolders([folder]);
      expect(named(scripts)).toEqual([
        'fr/results-late Results are late',
        'en/results-late Results are late',
      ]);
      expect(broken).toEqual([]);
    }));

  it('hide no other when one is broken, and it is named with its first mistake', () =>
    inFolder(async (folder) => {
      write(folder, 'results-late.md', sound());
      write(folder, 'team/broken.md', inHead('version: 1', 'version: one'));
      write(folder, 'huge.md', 'x'.repeat(500_000));
      const { scripts, broken } = await readScriptFolders([folder]);
      expect(named(scripts)).toHaveLength(1);
      expect(broken).toEqual([
        { path: 'huge.md', line: 1, column: 1 },
        { path: join('team', 'broken.md'), line: 6, column: 10 },
      ]);
    }));

  it('of the later folder count, and a folder that is not there is named', () =>
    inFolder(async (folder) => {
      write(folder, 'a/results-late.md', sound());
      write(folder, 'b/results-late.md', inHead('Results are late', 'Ours'));
      const gone = join(folder, 'gone');
      const { scripts, missing } = await readScriptFolders([join(folder, 'a'), gone, join(folder, 'b')]);
      expect(named(scripts)).toEqual(['en/results-late Ours']);
      expect(missing).toEqual([gone]);
    }));
});
