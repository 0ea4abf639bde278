import type { PageLink } from '../chromium/page-link.ts';
import { whileOpen } from '../chromium/cdp.ts';
import { host } from '../host.ts';
import { app } from './app.ts';
import { HostEvent } from './modelled.ts';
import { nativeTheme } from './native-theme.ts';
import { openWindows } from './registry.ts';
import { WebContents } from './web-contents.ts';
import { WindowLook } from './window-look.ts';
import type { Bounds, BrowserWindowOptions } from './window-options.ts';

let lastId = 0;

/** Electron's BrowserWindow: one window, one page. */
export class BrowserWindow extends WindowLook {
  readonly electronName = 'BrowserWindow';
  protected readonly events = [
    'close',
    'closed',
    'ready-to-show',
    'show',
    'hide',
    'focus',
    'blur',
    'resize',
    'resized',
    'move',
    'moved',
    'page-title-updated',
    'always-on-top-changed',
    // Nothing here causes these.
    'minimize',
    'maximize',
    'unmaximize',
    'restore',
    'unresponsive',
    'responsive',
    'session-end',
    'query-session-end',
    'enter-full-screen',
    'leave-full-screen',
  ];
  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Bounds;
  #isVisible: boolean;
  #isFocused = false;
  readonly #isFocusable: boolean;
  #isDestroyed = false;

  constructor(options: BrowserWindowOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const { webPreferences = {} } = options;
    // The stand-in has no other kind of preload than the isolated, sandboxed one.
    if (webPreferences.contextIsolation === false)
      throw new Error('tests/host models isolated preloads only');
    if (webPreferences.sandbox === false) throw new Error('tests/host models sandboxed preloads only');
    if (webPreferences.nodeIntegration === true) throw new Error('tests/host models pages without Node only');
    lastId += 1;
    this.id = lastId;
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.setTitle(options.title ?? app.getName());
    this.#isVisible = options.show !== false;
    this.#isFocusable = options.focusable !== false;
    if (options.alwaysOnTop === true) this.setAlwaysOnTop(true);
    this.webContents = new WebContents(webPreferences.preload ?? null);
    this.webContents.page.prepare = (link) => this.#prepare(link);
    openWindows.add(this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', new HostEvent()));
    app.emit('browser-window-created', new HostEvent(), this);
    void whileOpen(this.webContents.page.link());
    if (this.#isVisible) this.focus();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows];
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  async #prepare(link: PageLink): Promise<void> {
    await link.setContentBounds(this.#bounds);
    if (nativeTheme.forcedScheme !== null) await link.setColorScheme(nativeTheme.forcedScheme);
    if (!this.#isVisible) await this.#showPage(link, false);
    // There is no window manager to give the focus: each page that could have it believes that it has.
    if (this.#isFocusable && host().isHeadless) await link.setFocused();
  }

  /** Without a display nothing is to be seen either way, and a minimised page would stop being drawn for pictures. */
  async #showPage(link: PageLink, isShown: boolean): Promise<void> {
    if (!host().isHeadless) await whileOpen(link.setShown(isShown));
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.#setVisible(true);
    this.focus();
  }

  showInactive(): void {
    this.#setVisible(true);
  }

  hide(): void {
    this.#setVisible(false);
  }

  #setVisible(isVisible: boolean): void {
    if (this.#isVisible === isVisible) return;
    this.#isVisible = isVisible;
    if (!isVisible) this.blur();
    void this.webContents.page.link().then((link) => this.#showPage(link, isVisible));
    this.emit(isVisible ? 'show' : 'hide', new HostEvent());
  }

  focus(): void {
    if (this.#isFocused) return;
    BrowserWindow.getFocusedWindow()?.blur();
    this.#setFocused(true);
    app.emit('browser-window-focus', new HostEvent(), this);
  }

  blur(): void {
    if (!this.#isFocused) return;
    this.#setFocused(false);
    app.emit('browser-window-blur', new HostEvent(), this);
  }

  #setFocused(isFocused: boolean): void {
    this.#isFocused = isFocused;
    this.emit(isFocused ? 'focus' : 'blur', new HostEvent());
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isFocused(): boolean {
    return this.#isFocused;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Asks first: a listener of 'close' may refuse. */
  close(): void {
    if (this.mayClose()) void this.closeNow();
  }

  /** Part of the stand-in: false when the app keeps the window open. */
  mayClose(): boolean {
    const event = new HostEvent();
    this.emit('close', event);
    return !event.defaultPrevented;
  }

  /** Part of the stand-in. */
  async closeNow(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    await this.webContents.page.close();
    this.#closed();
  }

  /** Part of the stand-in: Chromium's window was closed by hand. */
  closedOutside(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#closed();
  }

  destroy(): void {
    void this.closeNow();
  }

  #closed(): void {
    openWindows.delete(this);
    this.webContents.destroyed();
    this.emit('closed', new HostEvent());
    app.windowClosed();
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getContentBounds(): Bounds {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    void whileOpen(this.webContents.page.link().then((link) => link.setContentBounds(this.#bounds)));
    this.emit('resize', new HostEvent());
    this.emit('resized', new HostEvent());
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
}
