import { describe, expect, it } from 'vitest';
import { Switches } from '../argv.ts';
import { chromiumFlags } from './flags.ts';

const flagsFor = (...args: string[]): string[] =>
  chromiumFlags({ switches: Switches.of(args), profileDir: '/tmp/p', isHeadless: true, isRoot: false });

describe('Chromium’s command line', () => {
  it('gets every switch that the stand-in does not know, as Electron passes them on', () => {
    const flags = flagsFor(
      '--use-fake-device-for-media-stream',
      '--remote-debugging-port=9',
      '--lang=de',
      'word',
    );
    expect(flags).toContain('--use-fake-device-for-media-stream');
    expect(flags).toContain('--remote-debugging-port=9');
    expect(flags).toContain('--lang=de');
    expect(flags).not.toContain('word');
  });

  it('keeps what belongs to the stand-in out of it', () => {
    const flags = flagsFor('--user-data-dir=/elsewhere', '--headless', '--', '--after=1');
    expect(flags.filter((flag) => flag.startsWith('--user-data-dir'))).toEqual(['--user-data-dir=/tmp/p']);
    expect(flags.filter((flag) => flag.startsWith('--headless'))).toEqual(['--headless=new']);
    expect(flags).not.toContain('--after=1');
  });

  it('names disabled features in one switch, the app’s among them', () => {
    const [disabled, ...more] = flagsFor('--disable-features=Own').filter((flag) =>
      flag.startsWith('--disable-features'),
    );
    expect(more).toEqual([]);
    expect(disabled).toMatch(/BackForwardCache.*,Own$/);
  });

  it('gives up the sandbox for root alone', () => {
    expect(flagsFor()).not.toContain('--no-sandbox');
    const asRoot = chromiumFlags({
      switches: new Switches(),
      profileDir: '/p',
      isHeadless: false,
      isRoot: true,
    });
    expect(asRoot).toContain('--no-sandbox');
  });
});
