import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { windows, type FakeWindow } from '../fakes/fake-electron.ts';
import { quietLog } from '../fakes/quiet-log.ts';
import { DEFAULT_SETTINGS } from '../system/settings.ts';
import { DeskWindow } from './desk-window.ts';

vi.mock('electron', async () => ({
  app: { isPackaged: true },
  BrowserWindow: (await import('../fakes/fake-electron.ts')).FakeWindow,
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
}));

beforeEach(() => void windows.splice(0));

function open({ hasCalls = false } = {}) {
  const clock = new FakeClock();
  const told: string[] = [];
  const desk = new DeskWindow({
    preloadFolder: '/preload',
    settings: { get: (key) => DEFAULT_SETTINGS[key], set: () => undefined },
    log: quietLog,
    clock,
    headless: false,
    hasCalls: () => hasCalls,
    onGone: () => void told.push('gone'),
    onClosed: () => void told.push('closed'),
  });
  desk.show('desk');
  const last = (): FakeWindow => {
    const window = windows.at(-1);
    if (!window) throw new Error('no window was made');
    return window;
  };
  return { clock, desk, told, last };
}

describe('the desk’s window', () => {
  it('makes room for the next one as soon as that has something to show, or after two seconds', async () => {
    const { clock, desk, last } = open();
    const first = last();
    desk.show('sign-in');
    const second = last();
    expect(first.isDestroyed()).toBe(false);
    second.emit('ready-to-show');
    expect([first.isDestroyed(), second.done]).toEqual([true, ['shown']]);
    desk.show('desk');
    await clock.pass(2000);
    expect([second.isDestroyed(), last().done]).toEqual([true, ['shown']]);
  });

  it('only steps aside when it is closed during a call', () => {
    const { last, told } = open({ hasCalls: true });
    const preventDefault = vi.fn<() => void>();
    last().emit('close', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect([last().done, told]).toEqual([['minimized'], []]);
  });

  it('comes back when its page dies, and when it hangs', () => {
    const { last, told } = open();
    last().webContents.crash();
    last().emit('unresponsive');
    expect([windows.length, told]).toEqual([3, ['gone', 'gone']]);
  });

  it('stays closed, and the app with it, when it dies again and again', () => {
    const { last, told } = open();
    for (let death = 0; death < 6; death += 1) last().webContents.crash();
    expect(windows).toHaveLength(6);
    expect(told.at(-1)).toBe('closed');
  });

  it('rests instead, and comes back, while somebody is on the line', async () => {
    const { clock, last, told } = open({ hasCalls: true });
    for (let death = 0; death < 6; death += 1) last().webContents.crash();
    expect(windows).toHaveLength(6);
    await clock.pass(10_000);
    expect(windows).toHaveLength(7);
    expect(told).not.toContain('closed');
  });
});
