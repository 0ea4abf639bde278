import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../pbx/until.ts';
import { notModelled } from './modelled.ts';
import { powerMonitor, shell } from './recorded-system.ts';
import { SingleInstance } from './single-instance.ts';

describe('What is not modelled', () => {
  it('names itself when it is used, called, made or listened to', () => {
    const updater = notModelled('autoUpdater') as { checkForUpdates(): void } & (new () => object);
    expect(() => updater.checkForUpdates()).toThrow('electron.autoUpdater.checkForUpdates is not modelled');
    expect(() => new updater()).toThrow('electron.autoUpdater is not modelled');
    expect(() => (shell as unknown as { trashItem(): void }).trashItem()).toThrow('electron.shell.trashItem');
    expect(() => powerMonitor.on('eclipse', () => undefined)).toThrow("electron.powerMonitor.on('eclipse')");
    expect(() => Object.assign(shell, { own: 1 })).toThrow('electron.shell.own =');
  });

  it('is not said to be there', () => {
    expect('trashItem' in shell).toBe(false);
    expect('openExternal' in shell).toBe(true);
  });

  it('leaves alone what a promise or a test looks up', async () => {
    expect(await Promise.resolve(shell)).toBe(shell);
  });
});

describe('One run of the app for a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearthline-single-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the first: the second tells it and steps back, and a later one can be first again', async () => {
    const heard: unknown[] = [];
    const message = (
      word: string,
    ): { argv: string[]; workingDirectory: string; additionalData: unknown } => ({
      argv: [word],
      workingDirectory: '/',
      additionalData: null,
    });
    const first = new SingleInstance(folder);
    expect(first.request(message('first'), (second) => void heard.push(...second.argv))).toBe(true);
    const second = new SingleInstance(folder);
    expect(second.request(message('second'), () => undefined)).toBe(false);
    await until('the first to hear', () => heard.length > 0);
    expect(heard).toEqual(['second']);
    first.release();
    const third = new SingleInstance(folder);
    expect(third.request(message('third'), () => undefined)).toBe(true);
    third.release();
  });
});
