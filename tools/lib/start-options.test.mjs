import { describe, expect, it } from 'vitest';
import { parseStartOptions } from './start-options.mjs';

const parse = (/** @type {string[]} */ ...args) => parseStartOptions(args, '/here');

describe('the options of npm start', () => {
  it('are none by default', () => {
    expect(parse()).toEqual({
      headless: false,
      practice: false,
      milestones: false,
      help: false,
      switches: [],
    });
  });

  it('take values after a space or an equals sign, and files from where the command was given', () => {
    expect(
      parse('--profile', 'a.json', '--user-data=/data', '--host', 'chromium', '--cdp=9222'),
    ).toMatchObject({
      profile: '/here/a.json',
      userData: '/data',
      host: 'chromium',
      cdpPort: 9222,
    });
  });

  it('pass on the switches of Chromium that are on the list, and all after a second --', () => {
    const fake = '--use-file-for-fake-audio-capture=/a.wav';
    expect(parse('--practice', fake, '--', '--anything', '--cdp=1').switches).toEqual([
      fake,
      '--anything',
      '--cdp=1',
    ]);
  });

  it.each([
    [['--remote-debugging-port=1'], 'does not know --remote-debugging-port=1'],
    [['--bogus'], 'does not know --bogus'],
    [['word'], 'does not know word'],
    [['--headless=yes'], 'does not know --headless=yes'],
    [['--profile'], '--profile needs a value'],
    [['--profile', '--practice'], '--profile needs a value'],
    [['--host', 'firefox'], 'not firefox'],
    [['--cdp', '0'], 'not 0'],
    [['--cdp', '70000'], 'not 70000'],
  ])('are refused: %s', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});
