import type { Browser, Locator, Page } from 'playwright-core';
import { deskScenes, type DeskScene } from './desk-scenes.ts';
import { playSignIn } from './sign-in-play.ts';
import { signInScenes, type SignInScene } from './sign-in-scenes.ts';

export const SCENE_NAMES: readonly string[] = [...Object.keys(signInScenes), ...Object.keys(deskScenes)];
/** Noon, so that no picture depends on the hour it was taken. */
const SCENE_TIME = new Date('2026-03-10T12:00:00Z');

export interface Shape {
  width: number;
  height: number;
  /** Font size of the root, percent: set before anything is drawn, as a person's setting is. */
  text: number;
  /** The system's own few colours in place of ours (Windows contrast themes). */
  hasForcedColours?: boolean;
}

/** A page for scenes. What it complains about (errors, refusals by the CSP) goes to `complain`. */
export async function galleryPage(
  browser: Browser,
  { width, height, text, hasForcedColours = false }: Shape,
  complain: (words: string) => void,
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    forcedColors: hasForcedColours ? 'active' : 'none',
  });
  page.on('pageerror', (error) => complain(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  await page.clock.setFixedTime(SCENE_TIME);
  await page.addInitScript((size) => {
    const set = () => {
      if (document.documentElement) document.documentElement.style.fontSize = `${size}%`;
      return Boolean(document.documentElement);
    };
    if (set()) return;
    const observer = new MutationObserver(() => set() && observer.disconnect());
    observer.observe(document, { childList: true });
  }, text);
  return page;
}

/** Opens a scene and does what its script says; resolves when it stands still. */
export async function openScene(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('main').waitFor();
  const desk = (deskScenes as Record<string, DeskScene>)[name];
  if (desk) await playDesk(page, desk);
  const signIn = (signInScenes as Record<string, SignInScene>)[name];
  if (signIn) await playSignIn(page, signIn);
  await page.evaluate(() => document.fonts.ready);
  await standStill(page);
}

/** Resolves when nothing moves on the page any more. */
export async function standStill(page: Page): Promise<void> {
  await page.evaluate(standsStill, { quietMs: 50, mostMs: 1000 });
}

/** In the page: until nothing came or went for a moment. What is listed is asked of main, and drawn after the answer. */
async function standsStill({ quietMs, mostMs }: { quietMs: number; mostMs: number }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let quiet = setTimeout(resolve, quietMs);
  const observer = new MutationObserver(() => {
    clearTimeout(quiet);
    quiet = setTimeout(resolve, quietMs);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  // A scene with a clock in it never does.
  setTimeout(resolve, mostMs);
  await promise;
  observer.disconnect();
}

async function playDesk(page: Page, { press = [], file, fill = [], focus, type }: DeskScene): Promise<void> {
  for (const name of press) await controlNamed(page, name).click();
  if (file) {
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from('number,reason\n') });
  }
  for (const [label, text] of fill) await page.getByLabel(label, { exact: true }).fill(text);
  if (focus) await page.getByLabel(focus, { exact: true }).focus();
  if (type) await page.keyboard.type(type);
}

/** A button by its whole name; `tab:Done`, `option:Funke` and `line:Grief` (a button) by a part of what they say. */
function controlNamed(page: Page, name: string): Locator {
  const [, role, part] = /^(tab|option|line):(.+)$/.exec(name) ?? [];
  if (role === 'tab' || role === 'option') return page.getByRole(role, { name: part ?? '' }).first();
  if (role === 'line') return page.getByRole('button', { name: part ?? '' }).first();
  return page.getByRole('button', { name, exact: true });
}
