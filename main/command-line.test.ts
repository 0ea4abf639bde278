import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

describe('the command line', () => {
  it('asks for nothing when it is empty', () => {
    expect(readCommandLine(['electron', '.'])).toEqual({
      profilePath: null,
      userDataPath: null,
      practice: false,
      headless: false,
      cdpPort: null,
      milestones: false,
    });
  });

  it('takes values after a space or an equals sign', () => {
    const spaced = readCommandLine(['--profile', '/p.json', '--user-data', '/u', '--cdp', '9222']);
    const joined = readCommandLine(['--profile=/p.json', '--user-data=/u', '--cdp=9222']);
    expect(spaced).toEqual(joined);
    expect(spaced).toMatchObject({ profilePath: '/p.json', userDataPath: '/u', cdpPort: 9222 });
  });

  it('knows Chromium’s own names for the same things', () => {
    expect(readCommandLine(['--user-data-dir=/u', '--remote-debugging-port=9333'])).toMatchObject({
      userDataPath: '/u',
      cdpPort: 9333,
    });
  });

  it.each(['0', '65536', 'x', '9222.5'])('opens no DevTools for the port %s', (port) => {
    expect(readCommandLine([`--cdp=${port}`]).cdpPort).toBeNull();
  });

  it('does not take the next switch for a value', () => {
    expect(readCommandLine(['--profile', '--practice'])).toMatchObject({ profilePath: null, practice: true });
  });
});
