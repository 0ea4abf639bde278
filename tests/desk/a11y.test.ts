import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/lib/needs.mjs';
import { openScene, SCENE_NAMES, setTextSize } from '../fakes/gallery-scene.ts';
import { serveGallery, type GalleryServer } from '../fakes/gallery-server.ts';

/** The success criteria of WCAG 2.2, levels A and AA, that a machine can judge. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let server: GalleryServer;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  server = await serveGallery();
  const executablePath = findChromium();
  browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  complaints = [];
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

async function openPage(width: number, height: number, textPercent = 100): Promise<void> {
  page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  // The browser asks every http server for it; the app's own scheme is never asked.
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await setTextSize(page, textPercent);
}

describe.each(['light', 'dark'] as const)('in %s colours', (theme) => {
  it.each(SCENE_NAMES)('%s breaks no rule of WCAG 2.2 AA', async (scene) => {
    await openPage(1280, 800);
    await openScene(page, server, scene, theme);
    expect(await violations()).toEqual([]);
  });
});

/** What axe finds: the rule, and the elements that break it. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (tags) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: tags }),
    TAGS,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

describe.each([
  ['1024x700', 1024, 700, 100],
  ['200 % text', 1280, 800, 200],
  ['200 % zoom', 640, 400, 100],
] as const)('at %s', (_name, width, height, textPercent) => {
  it.each(SCENE_NAMES)('%s keeps everything within the window', async (scene) => {
    await openPage(width, height, textPercent);
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
];

describe('by keyboard alone', () => {
  it.each(WORKED)('every control of %s is reached by Tab and shows that it has the focus', async (scene) => {
    await openPage(1280, 800);
    await openScene(page, server, scene, 'light');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const wanted = await stops();
    const reached = new Set<string>();
    for (let step = 0; step < wanted.length + 2; step += 1) {
      await page.keyboard.press('Tab');
      const { name, hasRing } = await focused();
      reached.add(name);
      expect(hasRing, `${name} shows no focus ring`).toBe(true);
    }
    expect(wanted.filter((name) => !reached.has(name))).toEqual([]);
  });
});

const NAME = '(element) => `${element.getAttribute("aria-label") ?? element.textContent} ${element.id}`';

/** Every control that can be used; of a radio group the one that is chosen, which stands for all. */
async function stops(): Promise<string[]> {
  return page.evaluate((name) => {
    const nameOf = new Function(`return ${name}`)() as (element: Element) => string;
    const controls = [...document.querySelectorAll('#root :is(button, input, select, textarea, a[href])')];
    return controls
      .filter((control) => !(control as HTMLButtonElement).disabled && control.checkVisibility())
      .filter(({ tabIndex }: Element & { tabIndex?: number }) => tabIndex !== -1)
      .filter((control) => control.getAttribute('type') !== 'radio' || (control as HTMLInputElement).checked)
      .map(nameOf);
  }, NAME);
}

/** The element in focus, and whether it or the box around it wears an outline. */
async function focused(): Promise<{ name: string; hasRing: boolean }> {
  return page.evaluate((name) => {
    const nameOf = new Function(`return ${name}`)() as (element: Element) => string;
    const element = document.activeElement ?? document.body;
    const wears = (at: Element | null): boolean => {
      if (!at) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    const hasRing = wears(element) || wears(element.parentElement) || wears(element.closest('label'));
    return { name: nameOf(element), hasRing };
  }, NAME);
}
