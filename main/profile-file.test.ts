import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProfileFile } from './profile-file.ts';

let folder = '';
const named = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthline-profile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refused = (expected: string, found: string): unknown => ({
  ok: false,
  error: { path: '', expected, found },
});

describe('a profile file', () => {
  it('is read as text', async () => {
    writeFileSync(named('harbour.hearthline.json'), '{"name":"Häfen"}');
    expect(await readProfileFile(named('harbour.hearthline.json'))).toEqual({
      ok: true,
      value: '{"name":"Häfen"}',
    });
  });

  it('is not read at all when it is too large for a profile', async () => {
    writeFileSync(named('disk.img'), '');
    // Sparse, and more than Node could hold in one text.
    truncateSync(named('disk.img'), 2 ** 33);
    expect(await readProfileFile(named('disk.img'))).toEqual(
      refused('at most 600000 bytes', `${2 ** 33} bytes`),
    );
  });

  it('is a file, there, and may be read', async () => {
    expect(await readProfileFile(folder)).toEqual(refused('a file', 'a folder'));
    expect(await readProfileFile(named('gone.json'))).toEqual(refused('a file that can be read', 'ENOENT'));
  });

  it.skipIf(process.platform === 'win32')('is no device, which might never end', async () => {
    expect(await readProfileFile('/dev/zero')).toEqual(refused('a file', 'no ordinary file'));
  });
});
