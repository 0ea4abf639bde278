import { BrowserWindow, screen } from 'electron';
import { channel, type DeskEventName, type SignInEventName } from '#shared/contract/names.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../system/log.ts';
import type { SettingsStore } from '../system/settings.ts';
import { PAGE_URL, registerPage, webPreferences } from './pages.ts';
import { placeFor, SMALLEST } from './place.ts';

type SeenPage = 'desk' | 'sign-in';

export interface DeskWindowDeps {
  readonly preloadFolder: string;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly clock: Clock;
  /** No window is shown. */
  readonly headless: boolean;
  /** Somebody would lose their call if the window closed the app now. */
  readonly hasCalls: () => boolean;
  /** The page's process died; a new window is on its way. */
  readonly onGone: () => void;
  /** The agent has closed the window: the app ends. */
  readonly onClosed: () => void;
}

/** A page that dies more often than this within a minute stays closed, and the app with it; with a call up it rests. */
const MOST_DEATHS = 5;
const COUNTED_FOR_MS = 60_000;
const REST_MS = 10_000;
const LONGEST_SIDE_BY_SIDE_MS = 2000;

/**
 * The window people see. It shows the sign-in page or the desk, each in a window of its own at the same place: the
 * two have different bridges, and closing the first ends the process in which a password was typed.
 */
export class DeskWindow {
  readonly #deps: DeskWindowDeps;
  #window: BrowserWindow | null = null;
  #page: SeenPage = 'sign-in';
  #deaths: readonly number[] = [];

  constructor(deps: DeskWindowDeps) {
    this.#deps = deps;
  }

  show(page: SeenPage): void {
    const before = this.#window;
    this.#keepPlace();
    const window = this.#open(page);
    this.#page = page;
    this.#window = window;
    const takeOver = (): void => {
      if (!window.isDestroyed() && !this.#deps.headless) window.show();
      if (before && !before.isDestroyed()) before.destroy();
    };
    // The old window stays until the new one has something to show, so that none is seen to vanish; a page that
    // never paints must not keep it, because ending it also ends the process in which a password was typed.
    const stopWaiting = this.#deps.clock.after(LONGEST_SIDE_BY_SIDE_MS, takeOver);
    window.once('ready-to-show', () => {
      stopWaiting();
      takeOver();
    });
  }

  /** Says something to the page, when it is the one that is shown. */
  push(page: 'desk', event: DeskEventName, value: unknown): void;
  push(page: 'sign-in', event: SignInEventName, value: unknown): void;
  push(page: SeenPage, event: string, value: unknown): void {
    if (page !== this.#page || !this.#window || this.#window.webContents.isDestroyed()) return;
    this.#window.webContents.send(channel(page, event), value);
  }

  focus(): void {
    if (!this.#window || this.#deps.headless) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Closes without asking; the app is ending. */
  close(): void {
    this.#keepPlace();
    const window = this.#window;
    this.#window = null;
    window?.destroy();
  }

  #open(page: SeenPage): BrowserWindow {
    const { settings, preloadFolder, log } = this.#deps;
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const window = new BrowserWindow({
      ...placeFor(settings.get('place') ?? undefined, screens),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Hearthline',
      autoHideMenuBar: true,
      webPreferences: webPreferences(page, preloadFolder),
    });
    registerPage(window.webContents, page);
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#gone(window, page, reason));
    // A page that hangs cannot be answered on or hung up with. Ended, it makes room for one that shows the same calls.
    window.on('unresponsive', () => window.webContents.forcefullyCrashRenderer());
    window.on('close', (event) => this.#closing(window, event));
    window.on('closed', () => this.#closed(window));
    window.loadURL(PAGE_URL[page]).catch((error: unknown) => {
      if (!window.isDestroyed()) log.bug(error, { page });
    });
    return window;
  }

  /** During a call the window only steps aside: closing it would end the app, and the call with it. */
  #closing(window: BrowserWindow, event: { preventDefault: () => void }): void {
    this.#keepPlace();
    if (!this.#deps.hasCalls()) return;
    event.preventDefault();
    window.minimize();
  }

  #closed(window: BrowserWindow): void {
    if (window !== this.#window) return;
    this.#window = null;
    this.#deps.onClosed();
  }

  /** The page's process died. Calls are carried elsewhere, so a new window shows them as they are. */
  #gone(window: BrowserWindow, page: SeenPage, state: string): void {
    if (window !== this.#window) return;
    const now = this.#deps.clock.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < COUNTED_FOR_MS), now];
    this.#deps.log.write('page-gone', { page, state, count: this.#deaths.length });
    this.#deps.onGone();
    if (this.#deaths.length <= MOST_DEATHS) return this.show(page);
    if (this.#deps.hasCalls()) return this.#showLater(window, page);
    this.close();
    return this.#deps.onClosed();
  }

  /** Ending the app would end the call, so the page is given another chance for as long as somebody is on the line. */
  #showLater(dead: BrowserWindow, page: SeenPage): void {
    this.#deps.clock.after(REST_MS, () => {
      if (this.#window === dead) this.show(page);
    });
  }

  #keepPlace(): void {
    if (!this.#window || this.#window.isDestroyed() || this.#window.isMinimized()) return;
    const { x, y, width, height } = this.#window.getBounds();
    this.#deps.settings.set('place', { x, y, width, height });
  }
}
