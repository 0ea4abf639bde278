import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Fixture } from './fixture/run-fixture.ts';

const ROUNDS = 300;
/** What a round trip may take in the middle; the goal is met with room on a quiet machine. */
const GOAL_MS = 5;
const BUSY_MACHINE = 4;

describe('ipcMain and ipcRenderer', () => {
  let app: Fixture;
  let page: Page;
  beforeAll(async () => {
    app = await Fixture.start();
    page = await app.page();
  });
  afterAll(() => app.close());

  it('tells main which page asks, by the app’s own URL of it', async () => {
    expect(await page.evaluate(() => fixture.sender())).toEqual({ url: 'app://first/index.html', id: 1 });
  });

  it('says the page’s URL as it is now, also after history.pushState', async () => {
    const sender = await page.evaluate(() => {
      history.pushState(null, '', '/elsewhere?a=1#b');
      return fixture.sender();
    });
    expect(sender.url).toBe('app://first/elsewhere?a=1#b');
    await page.evaluate(() => history.back());
  });

  it('carries values as structured clone does', async () => {
    const kinds = await page.evaluate(async () => {
      const sent = {
        when: new Date(5),
        map: new Map([[1, { a: undefined }]]),
        set: new Set(['x']),
        $: 'dollar',
      };
      const back = (await fixture.echo({
        ...sent,
        bytes: new Uint8Array([1, 255]),
        many: [Number.NaN, 7n],
      })) as {
        when: Date;
        map: Map<number, { a: undefined }>;
        set: Set<string>;
        bytes: Uint8Array;
        many: unknown[];
        $: string;
      };
      return [
        back.when.getTime(),
        JSON.stringify([...back.map]) + String('a' in (back.map.get(1) ?? {})),
        [...back.set],
        [...back.bytes],
        String(back.many[0]),
        typeof back.many[1],
        back.$,
      ];
    });
    expect(kinds).toEqual([5, '[[1,{}]]true', ['x'], [1, 255], 'NaN', 'bigint', 'dollar']);
  });

  it('refuses what cannot be cloned', async () => {
    const errors = await page.evaluate(() => {
      const attempt = (value: unknown): string => {
        try {
          return typeof fixture.echo(value);
        } catch (error) {
          return (error as Error).message;
        }
      };
      return [attempt(document.body), attempt(Symbol('own')), attempt({ inside: document.body })];
    });
    for (const error of errors) expect(error).toMatch(/could not be cloned|cannot cross/);
  });

  it('passes on what a handler throws in Electron’s words', async () => {
    const error = await page.evaluate(() =>
      fixture.fail().catch((caught: unknown) => (caught as Error).message),
    );
    expect(error).toBe("Error invoking remote method 'fail': TypeError: not today");
  });

  it('says when nobody handles a channel', async () => {
    const error = await page.evaluate(() =>
      fixture.nobody().catch((caught: unknown) => (caught as Error).message),
    );
    expect(error).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
  });

  it('keeps the order of what a page sends and of what main sends', async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    await page.evaluate((all) => all.forEach((number) => fixture.say(number)), numbers);
    expect((await app.seen('said')).map(([value]) => value)).toEqual(numbers);
    const heard = await page.evaluate(async (all) => {
      const pushed: unknown[] = [];
      const stop = fixture.onPush((value) => void pushed.push(value));
      await fixture.ask('push', 'first', ...all);
      stop();
      await fixture.ask('push', 'first', 'too late');
      return { pushed, pushes: fixture.pushes() };
    }, numbers);
    expect(heard).toEqual({ pushed: numbers, pushes: numbers.length });
  });

  it('answers fast enough for a click that goes through main', async () => {
    const times = await page.evaluate(async (rounds) => {
      const took = [];
      for (let round = 0; round < rounds; round += 1) {
        const begun = performance.now();
        await fixture.echo({ round, text: 'x'.repeat(200) });
        took.push(performance.now() - begun);
      }
      return took.sort((a, b) => a - b);
    }, ROUNDS);
    const [medianMs = 0, p95Ms = 0] = [times[ROUNDS / 2], times[Math.floor(ROUNDS * 0.95)]];
    console.log(
      `ipcRenderer.invoke there and back: median ${medianMs.toFixed(2)} ms, p95 ${p95Ms.toFixed(2)} ms`,
    );
    expect(medianMs).toBeLessThan(GOAL_MS * BUSY_MACHINE);
  });
});
