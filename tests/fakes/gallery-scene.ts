import type { Page } from 'playwright-core';
import { deskScenes, type DeskScene } from './desk-scenes.ts';
import type { GalleryServer } from './gallery-server.ts';
import { signInScenes, type SignInScene } from './sign-in-scenes.ts';

export const SCENE_NAMES: readonly string[] = [...Object.keys(signInScenes), ...Object.keys(deskScenes)];
/** Noon, so that no picture depends on the hour it was taken. */
export const SCENE_TIME = new Date('2026-03-10T12:00:00Z');

/** Opens a scene and does what its script says; resolves when it stands still. */
export async function openScene(page: Page, server: GalleryServer, name: string, theme: 'light' | 'dark') {
  await page.goto(server.sceneUrl(name, theme));
  await page.getByRole('main').waitFor();
  const desk = (deskScenes as Record<string, DeskScene>)[name];
  for (const button of desk?.press ?? []) {
    await page.getByRole('button', { name: button, exact: true }).click();
  }
  if (desk?.type) await page.keyboard.type(desk.type);
  const signIn = (signInScenes as Record<string, SignInScene>)[name];
  if (signIn?.refusal) {
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByRole('paragraph').first().waitFor();
  }
  await page.evaluate(() => document.fonts.ready);
}

/** Text size of every page opened from now on, in percent: set before anything is drawn, as a person's setting is. */
export async function setTextSize(page: Page, percent: number): Promise<void> {
  await page.addInitScript((size) => {
    const set = () => {
      if (document.documentElement) document.documentElement.style.fontSize = `${size}%`;
      return Boolean(document.documentElement);
    };
    if (set()) return;
    const observer = new MutationObserver(() => set() && observer.disconnect());
    observer.observe(document, { childList: true });
  }, percent);
}
