import type { BrowserWindow } from './browser-window.ts';
import type { WebContents } from './web-contents.ts';

/** The windows that exist, in the order of their making. */
export const openWindows = new Set<BrowserWindow>();
/** Every page's end in this process, by its id. */
export const allContents = new Map<number, WebContents>();

/** The page to which a frame of Chromium's belongs. */
export function contentsOfFrame(frameId: string): WebContents | undefined {
  return [...allContents.values()].find(({ page }) => page.lock.hasFrame(frameId));
}

export function contentsOfTarget(targetId: string): WebContents | undefined {
  return [...allContents.values()].find(({ page }) => page.targetId === targetId);
}

export function windowOfTarget(targetId: string): BrowserWindow | undefined {
  return [...openWindows].find(({ webContents }) => webContents.page.targetId === targetId);
}
