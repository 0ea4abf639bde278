import { existsSync } from 'node:fs';
import { chromium as playwright } from 'playwright-core';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** One page of Chromium's and the line to it. */
export interface PageTarget {
  readonly targetId: string;
  readonly session: CDPSession;
}

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws Error when there is no Chromium; HEARTHLINE_CHROMIUM names one elsewhere. */
function findChromium(): string {
  const named = process.env['HEARTHLINE_CHROMIUM'];
  const found = named ?? PLACES.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`No Chromium in ${PLACES.join(', ')}; set HEARTHLINE_CHROMIUM`);
  return found;
}

/** The browser that shows the app's pages. Has a page only when a BrowserWindow asked for it. */
export class Chromium {
  /** Speaks to the browser as a whole. */
  readonly browser: CDPSession;
  /** The browser process itself went away without being asked to. */
  onGone: () => void = () => undefined;
  readonly #context: BrowserContext;
  readonly #arrived = new Map<string, PageTarget>();
  readonly #onArrival = new Map<string, (target: PageTarget) => void>();
  readonly #ours = new Set<string>();
  #opening: Promise<unknown> = Promise.resolve();

  private constructor(context: BrowserContext, browser: CDPSession) {
    this.#context = context;
    this.browser = browser;
  }

  static async launch(profileDir: string, flags: readonly string[]): Promise<Chromium> {
    const context = await playwright.launchPersistentContext(profileDir, {
      executablePath: findChromium(),
      args: [...flags],
      // Playwright's own flags change behaviour (muted audio, hidden scrollbars): flags.ts is the whole list.
      ignoreDefaultArgs: true,
      // Windows keep their real size, and pages see the system's preferences, not emulated ones.
      viewport: null,
      colorScheme: null,
      reducedMotion: null,
      forcedColors: null,
      contrast: null,
      // The app decides what a signal means.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const browser = await context.browser()?.newBrowserCDPSession();
    if (browser === undefined) throw new Error('Playwright gives no way to the browser');
    const chromium = new Chromium(context, browser);
    context.on('page', (page) => void whileOpen(chromium.#arrive(page)));
    context.on('close', () => chromium.onGone());
    await browser.send('Target.setDiscoverTargets', { discover: true });
    return chromium;
  }

  /** Opens an empty page in a window of its own. */
  async openPage(): Promise<PageTarget> {
    const opening = this.browser.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    this.#opening = Promise.allSettled([this.#opening, opening]);
    const { targetId } = await opening;
    this.#ours.add(targetId);
    const arrived = this.#arrived.get(targetId);
    return arrived ?? new Promise((resolve) => void this.#onArrival.set(targetId, resolve));
  }

  /** An app has only the windows that it opened: whatever else appears (a link with a target) is closed at once. */
  async #arrive(page: Page): Promise<void> {
    const session = await this.#context.newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    const target = { targetId: targetInfo.targetId, session };
    this.#arrived.set(target.targetId, target);
    await this.#opening;
    if (this.#ours.has(target.targetId)) this.#onArrival.get(target.targetId)?.(target);
    else await this.closePage(target.targetId);
  }

  async closePage(targetId: string): Promise<void> {
    this.#arrived.delete(targetId);
    this.#onArrival.delete(targetId);
    this.#ours.delete(targetId);
    await this.browser.send('Target.closeTarget', { targetId });
  }

  async close(): Promise<void> {
    this.onGone = () => undefined;
    await this.#context.close();
  }
}

/**
 * Waits for an exchange with a page that may close, crash or leave meanwhile: then there is nobody left to be told.
 * Every other failure stays one.
 */
export async function whileOpen<T>(exchange: Promise<T>): Promise<T | undefined> {
  try {
    return await exchange;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (GONE.test(text)) return undefined;
    throw error;
  }
}

const GONE =
  /has been closed|Target closed|Target crashed|No target with given id|Session closed|Cannot find context|Session with given id not found|Invalid InterceptionId|navigated or closed/i;
