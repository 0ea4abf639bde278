import { BrowserWindow } from 'electron';
import { LINE_ORDER_CHANNEL } from '#shared/contract/names.ts';
import type { SendOrder } from '../line-reports.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../system/log.ts';
import { PAGE_URL, registerPage, webPreferences } from './pages.ts';

export interface LineWindowDeps {
  readonly preloadFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Its renderer is gone, and every call with it. A new one is opened by itself. */
  readonly onGone: () => void;
}

/** A renderer that dies again and again is opened later each time, but for ever: the line is what the app is for. */
const LONGEST_WAIT_MS = 10_000;
/** After so long without dying it counts as well again. */
const WELL_AFTER_MS = 60_000;

/** The hidden window that carries the calls. It lives as long as the app. */
export class LineWindow {
  readonly #deps: LineWindowDeps;
  #window: BrowserWindow | null = null;
  #deaths = 0;
  #openedAt = 0;
  #isLeaving = false;

  constructor(deps: LineWindowDeps) {
    this.#deps = deps;
  }

  readonly send: SendOrder = (order) => this.#window?.webContents.send(LINE_ORDER_CHANNEL, order);

  open(): void {
    const window = new BrowserWindow({
      show: false,
      // It is never shown, so it needs no room and no place in a task bar.
      width: 400,
      height: 300,
      skipTaskbar: true,
      focusable: false,
      webPreferences: webPreferences('line', this.#deps.preloadFolder),
    });
    const { webContents } = window;
    this.#window = window;
    this.#openedAt = this.#deps.clock.now();
    registerPage(webContents, 'line');
    webContents.on('render-process-gone', (_event, { reason }) => this.#gone(window, reason));
    window.on('closed', () => this.#gone(window, 'killed'));
    window.loadURL(PAGE_URL.line).catch((error: unknown) => {
      // Going away while loading is said by render-process-gone and closed.
      if (!window.isDestroyed()) this.#deps.log.bug(error, { page: 'line' });
    });
  }

  /** Ends this window and whatever it carries; its end opens a new one. */
  replace(): void {
    this.#window?.destroy();
  }

  close(): void {
    this.#isLeaving = true;
    this.#window?.destroy();
    this.#window = null;
  }

  #gone(window: BrowserWindow, state: string): void {
    if (window !== this.#window || this.#isLeaving) return;
    const { clock, log, onGone } = this.#deps;
    this.#window = null;
    this.#deaths = clock.now() - this.#openedAt > WELL_AFTER_MS ? 0 : this.#deaths + 1;
    log.write('page-gone', { page: 'line', state, count: this.#deaths });
    onGone();
    if (!window.isDestroyed()) window.destroy();
    const waitMs = this.#deaths < 2 ? 0 : Math.min(LONGEST_WAIT_MS, 250 * 2 ** this.#deaths);
    clock.after(waitMs, () => {
      if (!this.#isLeaving) this.open();
    });
  }
}
