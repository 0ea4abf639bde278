import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../chromium.ts';
import type { FakeDesk } from '../fakes/desk-bridge.ts';
import { galleryPage, openScene, SCENE_NAMES, type Shape } from '../fakes/gallery-scene.ts';
import { ringingCall } from '../fakes/people.ts';
import { serveGallery, type GalleryServer } from '../fakes/gallery-server.ts';

/** The success criteria of WCAG 2.2, levels A and AA, that a machine can judge. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const NORMAL = { width: 1280, height: 800, text: 100 };

let server: GalleryServer;
let browser: Browser;
let page: Page;
/** What the page complained about, above all what the CSP refused: such a page would be broken in the app. */
let complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([serveGallery(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
/** One page for a group of tests. */
function withPage(shape: Shape): void {
  beforeAll(async () => {
    complaints = [];
    page = await galleryPage(browser, shape, (words) => complaints.push(words));
  });
  afterAll(() => page?.close());
}

describe('in light colours', () => {
  withPage(NORMAL);
  it.each(SCENE_NAMES)('%s breaks no rule of WCAG 2.2 AA', async (scene) => {
    await openScene(page, server, scene, 'light');
    expect(await violations({ type: 'tag', values: WCAG })).toEqual([]);
  });
});

describe('in dark colours', () => {
  withPage(NORMAL);
  it.each(SCENE_NAMES)('%s has the contrast of WCAG 2.2 AA', async (scene) => {
    await openScene(page, server, scene, 'dark');
    expect(await violations({ type: 'rule', values: ['color-contrast'] })).toEqual([]);
  });
});

/** What axe finds: the rule, and the elements that break it. */
async function violations(runOnly: axe.RunOnly): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (only) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only }),
    runOnly,
  );
  const found = results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  return [...complaints.splice(0), ...found];
}

describe.each([
  ['1024x700', { width: 1024, height: 700, text: 100 }],
  ['200 % text', { width: 1280, height: 800, text: 200 }],
] as const)('at %s', (_name, shape) => {
  withPage(shape);
  it.each(SCENE_NAMES)('%s keeps everything within the window', async (scene) => {
    await openScene(page, server, scene, 'light');
    expect(await cutOff()).toEqual([]);
  });
});

/** Words that stand beyond the window's edge or their box's, sideways, and do not end in an ellipsis. */
async function cutOff(): Promise<string[]> {
  return page.evaluate(() => {
    const isOutside = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -0.5 || right > innerWidth + 0.5);
    };
    const isClipped = (element: Element) =>
      element.clientWidth > 1 &&
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX !== 'visible' &&
      getComputedStyle(element).textOverflow !== 'ellipsis' &&
      element.tagName !== 'INPUT';
    const hasWords = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const all = [...document.querySelectorAll('#root, #root *')];
    return all
      .filter((element) => (hasWords(element) && isOutside(element)) || isClipped(element))
      .map((element) => `${element.className}: ${element.textContent?.slice(0, 60) ?? ''}`);
  });
}

const WORKED = [
  'sign-in-ready',
  'idle-ready',
  'ringing',
  'call-good',
  'call-transfer',
  'call-consult',
  'settings',
  'settings-hub',
  'settings-pin',
  'callbacks-next',
  'callbacks-in-hand',
  'callbacks-new',
  'callbacks-import',
  'call-with-callback',
  'offer-in-callbacks',
  'authoring-list',
  'authoring-mistakes',
  'authoring-outrun',
];

describe('by keyboard alone', () => {
  withPage(NORMAL);
  it.each(WORKED)('every control of %s is reached by Tab and shows that it has the focus', async (scene) => {
    await openScene(page, server, scene, 'light');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const wanted = await stops();
    const reached = new Set<string>();
    for (let step = 0; step < wanted.length + 2; step += 1) {
      await page.keyboard.press('Tab');
      const here = await focused();
      // Past the last control the focus leaves the page, and begins at its top again.
      if (!here) continue;
      reached.add(here.name);
      expect(here.hasRing, `${here.name} shows no focus ring`).toBe(true);
    }
    expect(wanted.filter((name) => !reached.has(name))).toEqual([]);
  });
});

/** Every control that can be used; of a radio group the one that is chosen, which stands for all. */
async function stops(): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLButtonElement | HTMLInputElement>(
        '#root :is(button, input, textarea, select, [role="listbox"])',
      ),
    ];
    return controls
      .filter((control) => !control.disabled && control.tabIndex !== -1 && control.checkVisibility())
      .filter((control) => control.type !== 'radio' || ('checked' in control && control.checked))
      .map((control) => control.getAttribute('aria-label') ?? control.textContent + control.id);
  });
}

/** The element in focus (null when it is none), and whether it or the box around it wears an outline. */
async function focused(): Promise<{ name: string; hasRing: boolean } | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const wears = (at: Element | null): boolean => {
      if (!at) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    const hasRing = wears(element) || wears(element.parentElement) || wears(element.closest('label'));
    return { name: element.getAttribute('aria-label') ?? element.textContent + element.id, hasRing };
  });
}

describe('a list of thousands', () => {
  withPage(NORMAL);
  it('is walked by keys, and the row that they are on is in view', async () => {
    await openScene(page, server, 'callbacks-thousands', 'light');
    const list = page.getByRole('listbox', { name: 'People who wait' });
    await list.focus();
    const height = () => list.evaluate(({ scrollHeight }) => scrollHeight);
    const firstPage = await height();
    await page.keyboard.press('End');
    await expect.poll(height).toBeGreaterThan(firstPage);
    for (const key of ['PageDown', 'PageDown', 'ArrowUp', 'ArrowDown']) {
      await page.keyboard.press(key);
      await expect.poll(isActiveInView).toBe(true);
    }
    // Beyond the first page, of 30; only what is seen is drawn.
    const active = await list.evaluate((element) => element.getAttribute('aria-activedescendant'));
    expect(Number(active?.split('-').at(-1))).toBeGreaterThan(30);
    expect(await page.getByRole('option').count()).toBeLessThan(40);
  });

  async function isActiveInView(): Promise<boolean> {
    return page.evaluate(() => {
      const list = document.querySelector('[role="listbox"]');
      const active = document.getElementById(list?.getAttribute('aria-activedescendant') ?? '');
      if (!list || !active) return false;
      const [outer, inner] = [list.getBoundingClientRect(), active.getBoundingClientRect()];
      return active.ariaSelected === 'true' && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 9;
    });
  }
});

describe('a call that begins to ring while a list is open', () => {
  withPage(NORMAL);
  const ring = () =>
    page.evaluate((call) => {
      const { fake } = window as unknown as { fake: FakeDesk };
      fake.push({ calls: [...fake.state().calls, call] });
    }, ringingCall());
  const given = () =>
    page.evaluate(() => (window as unknown as { fake: FakeDesk }).fake.given.map(({ name }) => name));

  it.each([
    ['idle-ready', 'Break', 'menu'],
    ['history-on-call', 'Break', 'menu'],
    ['settings', /Microphone/, 'listbox'],
  ] as const)('in %s is within reach, and answered by one press', async (scene, opener, list) => {
    await openScene(page, server, scene, 'light');
    await page.getByRole('button', { name: opener }).click();
    await page.getByRole(list).waitFor();
    await ring();
    const alert = page.getByRole('alert', { name: 'Incoming call' });
    await alert.waitFor();
    expect(await alert.evaluate((element) => element.closest('[inert], [aria-hidden="true"]'))).toBeNull();
    expect(await page.getByRole(list).count()).toBe(1);
    await alert.getByRole('button', { name: /answer/i }).click({ timeout: 10_000 });
    expect((await given()).filter((name) => name === 'answer')).toHaveLength(1);
    await page.getByRole(list).waitFor({ state: 'hidden' });
  });
});
