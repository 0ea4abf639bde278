import { describe, expect, it } from 'vitest';
import { sound } from '../../main/practice/fakes/broken-people.ts';
import { inRoot } from '../lib/paths.mjs';
import { practicePlugin } from '../lib/practice-plugin.mjs';

const FILE = inRoot('assets', 'practice', 'ada-sample.json');

/** What the build does with a file: it goes on, or it stops with these words. */
async function build(path: string, text: string): Promise<string> {
  const { transform } = practicePlugin();
  if (typeof transform !== 'function') throw new Error('the plugin reads no files');
  const host = { error: (words: string) => Promise.reject(new Error(words)) };
  try {
    await (transform as (this: unknown, text: string, path: string) => unknown).call(host, text, path);
    return 'goes on';
  } catch (error) {
    return error instanceof Error ? error.message : 'threw';
  }
}

describe('building the app', () => {
  it('stops at a broken person, and names the place and the fix', async () => {
    expect(await build(FILE, sound())).toBe('goes on');
    expect(await build(FILE, sound().replace('"order": 1', '"order": 0'))).toBe(
      `${FILE.replaceAll('\\', '/')}:4:12 “order” cannot be “0”. Write a whole number from 1 to 999.`,
    );
  });

  it('looks at no other files', async () => {
    expect(await build(inRoot('package.json'), '{')).toBe('goes on');
  });
});
