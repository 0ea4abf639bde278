import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../pbx/until.ts';
import { Fixture } from './fixture/run-fixture.ts';

describe('The navigation lock', () => {
  let app: Fixture;
  let page: Page;
  beforeAll(async () => {
    app = await Fixture.start();
    page = await app.page();
  });
  afterEach(() => app.ask('rules', { mayLeave: false }));
  afterAll(() => app.close());

  /** Main has been asked once more; what it said is then the truth. */
  const asked = async (kind: string, url: string): Promise<void> => {
    const seen = await until(`${kind} ${url}`, async () => {
      const all = await app.seen(kind);
      return all.some(([one]) => one === url) && all;
    });
    expect(seen.at(-1)).toEqual([url]);
  };

  it.each([
    ['another page of the app', 'http://second.localhost/', 'app://second/'],
    ['a place on the web', 'https://example.org/', 'https://example.org/'],
    ['an empty page', 'about:blank', 'about:blank'],
    ['a telephone link', 'tel:+15550100', 'tel:+15550100'],
  ])('stops a page that sets its location to %s', async (_what, address, url) => {
    await page.evaluate((to) => {
      location.href = to;
    }, address);
    await asked('will-navigate', url);
    expect(await page.evaluate(() => [location.href, typeof fixture])).toEqual([
      'http://first.localhost/index.html',
      'object',
    ]);
  });

  it('stops a link that is clicked', async () => {
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/clicked';
      document.body.append(link);
      link.click();
    });
    await asked('will-navigate', 'app://first/clicked');
    expect(page.url()).toBe('http://first.localhost/index.html');
  });

  it('stops a page that reloads itself', async () => {
    await page.evaluate(() => {
      Object.assign(globalThis, { isStillHere: true });
      location.reload();
    });
    await asked('will-navigate', 'app://first/index.html');
    expect(await page.evaluate(() => 'isStillHere' in globalThis)).toBe(true);
  });

  it('opens no window for window.open', async () => {
    expect(await page.evaluate(() => window.open('/opened'))).toBeNull();
    await asked('window-open', 'app://first/opened');
    expect(await app.pages()).toHaveLength(1);
  });

  it('opens no window for a link with a target', async () => {
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '/target';
      link.target = '_blank';
      document.body.append(link);
      link.click();
    });
    await asked('window-open', 'app://first/target');
    await until('one page', async () => (await app.pages()).length === 1);
  });

  it('lets the app load what it wants without asking itself', async () => {
    const before = (await app.seen('will-navigate')).length;
    expect(await app.ask('load', 'first', 'app://first/other').catch(() => 'left')).toBe('left');
    await page.waitForURL('http://first.localhost/other');
    expect(await app.seen('will-navigate')).toHaveLength(before);
  });

  it('says why a page cannot be loaded', async () => {
    await app.ask('open', 'other', 'app://second/');
    const error = await app.ask('load', 'other', 'http://elsewhere.example/');
    expect(error).toBe("ERR_BLOCKED_BY_CLIENT (-20) loading 'http://elsewhere.example/'");
    await app.ask('close', 'other');
  });

  it('lets a page go where the app agrees', async () => {
    await app.ask('rules', { mayLeave: true });
    await page.evaluate(() => {
      location.href = 'http://second.localhost/arrived';
    });
    await page.waitForURL('http://second.localhost/arrived');
    expect((await page.evaluate(() => fixture.sender())).url).toBe('app://second/arrived');
  });
});
