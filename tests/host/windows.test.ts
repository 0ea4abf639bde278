import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../pbx/until.ts';
import { Fixture } from './fixture/run-fixture.ts';

describe('Windows and the theme', () => {
  let app: Fixture;
  let page: Page;
  beforeAll(async () => {
    app = await Fixture.start();
    page = await app.page();
  });
  afterAll(() => app.close());

  const isDark = (): Promise<boolean> =>
    page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

  it('give the page the size that the app asked for', async () => {
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 500]);
    await app.ask('bounds', 'first', { width: 1100, height: 700 });
    await until('the new size', () => page.evaluate(() => innerWidth === 1100 && innerHeight === 700));
  });

  it('believe, headless, that they have the focus if they may have it', async () => {
    expect(await page.evaluate(() => document.hasFocus())).toBe(true);
    await app.ask('open', 'fourth', 'app://fourth/', { show: false });
    expect(await (await app.page('fourth')).evaluate(() => document.hasFocus())).toBe(true);
    expect(await page.evaluate(() => document.hasFocus())).toBe(true);
  });

  it('follow nativeTheme.themeSource in every page, new ones too', async () => {
    expect(await app.ask('theme', 'dark')).toBe(true);
    await until('a dark page', isDark);
    await app.ask('open', 'second', 'app://second/');
    const second = await app.page('second');
    expect(await second.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    expect(await app.ask('theme', 'light')).toBe(false);
    await until('a light page', async () => !(await isDark()));
  });

  it('keep their timers at full speed when they are hidden', async () => {
    // As the line window is: a page that believes to have the focus never believes that it is hidden.
    await app.ask('open', 'hidden', 'app://third/', { show: false, focusable: false });
    const hidden = await app.page('third');
    await minimise(hidden);
    await until('a page that knows it is hidden', () =>
      hidden.evaluate(() => document.visibilityState === 'hidden'),
    );
    const tookMs = await hidden.evaluate(
      (turns) =>
        new Promise<number>((done) => {
          const begun = performance.now();
          let count = 0;
          const timer = setInterval(() => {
            count += 1;
            if (count < turns) return;
            clearInterval(timer);
            done(performance.now() - begun);
          }, 10);
        }),
      20,
    );
    // A throttled page is woken once a second.
    expect(tookMs).toBeLessThan(5000);
  });
});

/** What a window that is not shown is where there is a display; headless, the stand-in leaves it be. */
async function minimise(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { windowId } = await cdp.send('Browser.getWindowForTarget');
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
  await cdp.detach();
}
