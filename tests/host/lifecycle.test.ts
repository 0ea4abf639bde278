import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../pbx/until.ts';
import { Fixture } from './fixture/run-fixture.ts';

interface Paths {
  readonly userData: string;
  readonly app: string;
  readonly argv: string[];
}

/** Processes whose command line names this folder. */
function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && commandLineOf(entry).includes(text))
    .map(Number);
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It ended while we looked.
  }
}

describe('The life of an app', () => {
  let app: Fixture | null = null;
  afterEach(async () => {
    await app?.close();
    app = null;
  });

  it('has the folders, the name and the command line that Electron gives it', async () => {
    app = await Fixture.start({ switches: ['--own=1', 'word'] });
    const paths = await app.ask<Paths>('paths');
    expect(paths.userData).toBe(app.userData);
    expect(paths.app).toBe(join(import.meta.dirname, 'fixture'));
    expect(paths.argv.slice(1)).toEqual([
      join(import.meta.dirname, 'fixture'),
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${app.userData}`,
      '--own=1',
      'word',
    ]);
    expect(await app.ask('about')).toEqual({ name: 'host-fixture', version: '1.2.3', packaged: false });
    expect(existsSync(join(app.userData, 'host-chromium'))).toBe(true);
  });

  it('finds one electron module, imported or required', async () => {
    app = await Fixture.start();
    expect(await app.ask('sameModule')).toBe(true);
  });

  it('learns the name of what is not modelled', async () => {
    app = await Fixture.start();
    await expect(app.ask('notModelled')).rejects.toThrow(
      'electron.app.showEmojiPanel is not modelled by tests/host',
    );
    await expect(app.ask('notEmitted')).rejects.toThrow("electron.app.on('no-such-event') is not modelled");
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s, and Chromium with it', async (signal) => {
    app = await Fixture.start();
    expect(processesWith(app.userData).length).toBeGreaterThan(3);
    app.process.kill(signal);
    expect(await app.ended()).toBe(0);
    expect(app.lines.filter((line) => line.startsWith('event'))).toEqual([
      'event before-quit',
      'event will-quit',
      'event quit',
    ]);
    const { userData } = app;
    await until('Chromium’s last process to end', () => processesWith(userData).length === 0);
  });

  it('says nothing by itself', async () => {
    app = await Fixture.start();
    app.process.kill('SIGTERM');
    await app.ended();
    expect(app.lines.filter((line) => !line.startsWith('event'))).toEqual(['ready']);
  });

  it('ends with the code of app.exit', async () => {
    app = await Fixture.start();
    await app.ask('exit', 3).catch(() => undefined);
    expect(await app.ended()).toBe(3);
  });

  it('ends with 1 and the error when main throws', async () => {
    app = await Fixture.start();
    // The answer may be lost with the process.
    await app.ask('throwLater').catch(() => undefined);
    expect(await app.ended()).toBe(1);
    expect(app.lines.join('\n')).toContain('Error: thrown in main');
  });

  it('leaves no Chromium behind when it is killed', async () => {
    app = await Fixture.start();
    app.process.kill('SIGKILL');
    await app.ended();
    const { userData } = app;
    await until('Chromium to end', () => processesWith(userData).length === 0);
  });

  it('ends when Chromium does', async () => {
    app = await Fixture.start();
    const { userData } = app;
    const browser = processesWith(userData).find((pid) => {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return line.includes('chromium') && !line.includes('--type=') && !line.includes('run.ts');
    });
    process.kill(browser ?? Number.NaN, 'SIGKILL');
    expect(await app.ended()).toBe(1);
    expect(app.lines).toContain('Chromium ended unasked');
  });

  it('says so when there is no Chromium', async () => {
    const { fixture: run } = Fixture.spawn({ env: { HEARTHLINE_CHROMIUM: '/no/such/chromium' } });
    app = run;
    expect(await app.ended()).toBe(1);
    expect(app.lines.join('\n')).toContain('Chromium did not start');
  });

  it('keeps its folder from one run to the next', async () => {
    const userData = mkdtempSync(join(tmpdir(), 'hearthline-host-'));
    for (const expected of [null, 'kept']) {
      app = await Fixture.start({ userData });
      const kept = await (
        await app.page()
      ).evaluate(() => {
        const before = localStorage.getItem('a');
        localStorage.setItem('a', 'kept');
        return before;
      });
      expect(kept).toBe(expected);
      await app.close();
    }
    app = null;
    rmSync(userData, { recursive: true, force: true });
  });

  it('forgets what its pages have kept when the app says so, of one origin or of all', async () => {
    const run = await Fixture.start();
    app = run;
    await run.ask('open', 'other', 'app://other/');
    const pages = [await run.page('first'), await run.page('other')];
    const kept = async (): Promise<(string | null)[]> => {
      const values = [];
      for (const page of pages) {
        await page.reload();
        values.push(await page.evaluate(() => localStorage.getItem('a')));
      }
      return values;
    };
    for (const page of pages) await page.evaluate(() => localStorage.setItem('a', 'kept'));
    expect(await kept()).toEqual(['kept', 'kept']);
    await run.ask('clear', { origin: 'app://other' });
    expect(await kept()).toEqual(['kept', null]);
    await run.ask('clear');
    expect(await kept()).toEqual([null, null]);
  });
});
