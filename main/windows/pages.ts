import { join } from 'node:path';
import {
  app,
  type BrowserWindowConstructorOptions,
  type IpcMainInvokeEvent,
  type WebContents,
} from 'electron';
import { ORIGINS } from '#shared/contract/names.ts';
import type { Caller, PageName } from '../ipc/gate.ts';

/** Which page main gave to which webContents; who is not in here is not answered. */
const pageOf = new Map<number, PageName>();

export const PAGE_URL: Record<PageName, string> = {
  desk: `${ORIGINS.desk}/index.html`,
  'sign-in': `${ORIGINS.signIn}/index.html`,
  line: `${ORIGINS.line}/index.html`,
};

/** Settings of every window, each with its reason. */
export function webPreferences(
  page: PageName,
  preloadFolder: string,
): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    preload: join(preloadFolder, `${page}.cjs`),
    // The renderer can do what a web page can and nothing more, even when it is taken over.
    sandbox: true,
    // The page cannot reach into the preload's world; the bridge is all it has.
    contextIsolation: true,
    // No Node in pages, workers and frames: the same reason.
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    // The same-origin policy and certificate errors stay as they are.
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Spell checking fetches dictionaries from outside and would keep what is typed.
    spellcheck: false,
    // A packaged app has no way in for whoever stands at a shared desk.
    devTools: !app.isPackaged,
    // Timers of a live call must not wait because its window is hidden or covered.
    backgroundThrottling: page !== 'line',
    // A ring tone must play without a click before it.
    autoplayPolicy: 'no-user-gesture-required',
  };
}

/** Notes who shows what, for as long as it lives. */
export function registerPage(contents: WebContents, page: PageName): void {
  const { id } = contents;
  pageOf.set(id, page);
  contents.once('destroyed', () => pageOf.delete(id));
}

/** Who sent a message, as far as Electron vouches for it. */
export function identify(event: IpcMainInvokeEvent): Caller {
  const frame = event.senderFrame;
  return {
    frameUrl: frame?.url ?? null,
    isMainFrame: frame !== null && frame.parent === null,
    page: pageOf.get(event.sender.id) ?? null,
  };
}
