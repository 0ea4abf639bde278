import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { handedNumbers } from './handed-numbers.ts';

function start(...commandLine: string[]) {
  const app = new EventEmitter();
  const numbers = handedNumbers(app, ['hearthline', ...commandLine]);
  const heard: string[] = [];
  const follow = (): void => numbers.follow((url) => heard.push(url));
  const preventDefault = vi.fn<() => void>();
  return {
    heard,
    follow,
    preventDefault,
    openUrl: (url: string) => app.emit('open-url', { preventDefault }, url),
    runAgain: (...argv: string[]) => app.emit('second-instance', {}, ['hearthline', ...argv], '/'),
  };
}

describe('a number that another program hands over', () => {
  it('may stand on the command line of this run or of another one', () => {
    const { heard, follow, runAgain } = start('--headless', 'tel:+12025550123');
    follow();
    runAgain('SIP:1002@pbx.example.org');
    runAgain('--practice');
    expect(heard).toEqual(['tel:+12025550123', 'SIP:1002@pbx.example.org']);
  });

  it('waits until somebody listens; of several the last one counts, once', () => {
    const { heard, follow, openUrl, runAgain } = start('tel:+12025550123');
    openUrl('sips:1003@pbx.example.org');
    runAgain('tel:1002');
    follow();
    follow();
    expect(heard).toEqual(['tel:1002']);
  });

  it('comes as an event on macOS, which is then taken care of', () => {
    const { heard, follow, openUrl, preventDefault } = start();
    follow();
    openUrl('tel:+12025550123');
    expect(heard).toEqual(['tel:+12025550123']);
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it.each(['https://example.org', 'mailto:a@b.example', '--profile=tel:1', `tel:${'1'.repeat(253)}`, 'tel'])(
    'is not %s',
    (word) => {
      const { heard, follow, openUrl } = start(word);
      follow();
      openUrl(word);
      expect(heard).toEqual([]);
    },
  );
});
