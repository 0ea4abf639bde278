import { runningChromium } from '../chromium/running.ts';
import { toAppUrl, toPageUrl } from '../chromium/origins.ts';
import { record } from '../recorded.ts';
import { app } from './app.ts';
import { errorCodeOf } from './chromium-words.ts';
import { hearIpc } from './ipc-main.ts';
import { HostEvent, ModelledEmitter } from './modelled.ts';
import { PageSide } from './page-side.ts';
import type { FromPage } from './page-side.ts';
import { allContents } from './registry.ts';
import { defaultSession } from './session.ts';
import type { Session } from './session.ts';
import type { WebFrameMain } from './web-frame-main.ts';

interface WindowOpenDetails {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
  readonly referrer: { url: string; policy: string };
}
type WindowOpenHandler = (details: WindowOpenDetails) => { action: 'allow' | 'deny' };

const EVENTS = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'did-navigate',
  'did-navigate-in-page',
  'dom-ready',
  'did-finish-load',
  'did-fail-load',
  'did-stop-loading',
  'render-process-gone',
  'console-message',
  'preload-error',
  'destroyed',
];
/** Nothing here causes these. */
const NEVER = ['will-attach-webview', 'unresponsive', 'responsive', 'did-create-window', 'context-menu'];
const INPUT_NEVER = ['before-input-event', 'devtools-opened', 'devtools-closed', 'page-title-updated'];

let lastId = 0;

/** Electron's WebContents: the app's hold on one page. */
export class WebContents extends ModelledEmitter {
  readonly electronName = 'webContents';
  protected readonly events = [...EVENTS, ...NEVER, ...INPUT_NEVER];
  readonly id: number;
  readonly session: Session = defaultSession;
  /** The stand-in's own side of it, no part of Electron's API. */
  readonly page: PageSide;
  #isDestroyed = false;
  #windowOpenHandler: WindowOpenHandler | null = null;

  constructor(preloadPath: string | null) {
    super();
    lastId += 1;
    this.id = lastId;
    this.page = new PageSide(this, { id: this.id, preloadPath, chromium: runningChromium });
    allContents.set(this.id, this);
    app.emit('web-contents-created', new HostEvent(), this);
  }

  /** Called by the page's side. */
  hear(from: FromPage): void {
    const { message } = from;
    switch (message.k) {
      case 'invoke':
      case 'send':
        hearIpc(this, from);
        break;
      case 'media':
        void this.session.decideMedia(this, message.mediaTypes).then(() => from.answer(true, undefined));
        break;
      case 'open':
        this.askToOpen(toAppUrl(message.url), message.frameName, message.features);
        break;
      case 'preload-error': {
        const error = Object.assign(new Error(message.message), { stack: message.stack });
        this.emit('preload-error', new HostEvent(), this.page.preloadPath, error);
        break;
      }
      case 'hello':
      case 'navigate':
        break;
    }
  }

  /** Called by the page's side: the window itself stays closed whatever the app says, for none is modelled. */
  askToOpen(url: string, frameName: string, features: string): void {
    const disposition = features === '' ? 'foreground-tab' : 'new-window';
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' };
    const answer = this.#windowOpenHandler?.({ url, frameName, features, disposition, referrer });
    if (answer?.action !== 'deny') {
      console.error(`tests/host models no windows that pages open: ${url} stays closed`);
    }
  }

  /** Called by the browser's side. */
  gone(reason: string, exitCode: number): void {
    const details = { reason, exitCode };
    void this.page.crashed();
    this.emit('render-process-gone', new HostEvent(), details);
    app.emit('render-process-gone', new HostEvent(), this, details);
  }

  /** Called by the window when it has closed. */
  destroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.page.leaveDocument();
    allContents.delete(this.id);
    this.emit('destroyed', new HostEvent());
  }

  get mainFrame(): WebFrameMain {
    return this.page.frame;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.page.send(channel, args);
  }

  /** Resolves when the page has loaded. @throws Error in Electron's words when it cannot be. */
  async loadURL(url: string): Promise<void> {
    const target = new URL(url).href;
    this.page.isCrashed = false;
    this.page.lock.hostUrl = target;
    const link = await this.page.link();
    const loaded = new Promise<void>((resolve) => void this.once('did-finish-load', () => resolve()));
    const failure = await link.navigate(toPageUrl(target));
    if (failure === null) return loaded;
    const errno = errorCodeOf(failure);
    const code = failure.replace(/^net::/, '');
    this.page.lock.hostUrl = null;
    this.emit('did-fail-load', new HostEvent(), errno, code, target, true);
    throw Object.assign(new Error(`${code} (${errno}) loading '${target}'`), { code, errno, url: target });
  }

  reload(): void {
    const url = this.getURL();
    if (this.page.isCrashed) {
      void this.loadURL(url);
      return;
    }
    this.page.lock.hostUrl = url;
    void this.page.link().then((link) => link.reload());
  }

  getURL(): string {
    return this.page.url;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isCrashed(): boolean {
    return this.page.isCrashed;
  }

  isLoading(): boolean {
    return this.page.lock.hostUrl !== null;
  }

  getOSProcessId(): number {
    return this.page.processId;
  }

  forcefullyCrashRenderer(): void {
    this.page.crash();
  }

  setBackgroundThrottling(isAllowed: boolean): void {
    record('webContents.setBackgroundThrottling', isAllowed);
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    record('webContents.setWebRTCIPHandlingPolicy', policy);
  }

  setAudioMuted(isMuted: boolean): void {
    record('webContents.setAudioMuted', isMuted);
  }

  openDevTools(): void {
    record('webContents.openDevTools');
  }

  closeDevTools(): void {
    record('webContents.closeDevTools');
  }
}
