import type { Chromium } from '../chromium/chromium.ts';
import { toAppOrigin, toAppUrl } from '../chromium/origins.ts';
import { PageLink } from '../chromium/page-link.ts';
import type { PageEvents } from '../chromium/page-link.ts';
import type { ToHost, ToPage } from '../page/isolated-world.ts';
import { HostEvent } from './modelled.ts';
import { NavigationLock } from './navigation-lock.ts';
import type { WebContents } from './web-contents.ts';
import { WebFrameMain } from './web-frame-main.ts';

/** The document that a page shows now: where its preload hears, and the frame that the app knows it by. */
interface PageDocument {
  readonly name: string;
  readonly contextId: number;
  readonly frame: WebFrameMain;
}

/** A message of the preload's, and what it takes to answer it. `frame` is null when its document has been left. */
export interface FromPage {
  readonly message: ToHost;
  readonly frame: WebFrameMain | null;
  answer(ok: boolean, value: unknown): void;
}

export interface PageSideOptions {
  readonly id: number;
  readonly preloadPath: string | null;
  readonly chromium: () => Chromium;
}

/** What a WebContents knows about its page in Chromium, which is opened at the first need, and anew after a crash. */
export class PageSide {
  readonly lock: NavigationLock;
  /** Runs on every page opened for this window, before its first document. */
  prepare: (link: PageLink) => Promise<void> = () => Promise.resolve();
  /** The app's URL of the page. */
  url = '';
  /** The process that draws the page; 0 until it has asked for its first script or style. */
  processId = 0;
  isCrashed = false;
  readonly preloadPath: string | null;
  readonly #owner: WebContents;
  readonly #id: number;
  readonly #chromium: () => Chromium;
  #opening: Promise<PageLink> | null = null;
  #link: PageLink | null = null;
  #document: PageDocument | null = null;

  constructor(owner: WebContents, options: PageSideOptions) {
    this.#owner = owner;
    this.#id = options.id;
    this.preloadPath = options.preloadPath;
    this.#chromium = options.chromium;
    this.lock = new NavigationLock(this, owner);
  }

  link(): Promise<PageLink> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<PageLink> {
    const link = await PageLink.open(this.#chromium(), {
      preloadPath: this.preloadPath,
      events: this.#events(),
    });
    this.#link = link;
    this.lock.mainFrameId = link.targetId;
    await this.prepare(link);
    return link;
  }

  #events(): PageEvents {
    const emit = (name: string, ...args: unknown[]): void =>
      void this.#owner.emit(name, new HostEvent(), ...args);
    return {
      onMessage: (message, contextId) => this.#hear(message, contextId),
      onNavigated: (url) => {
        this.url = toAppUrl(url);
        emit('did-navigate', this.url, 200, 'OK');
      },
      onNavigatedWithin: (url) => {
        this.url = toAppUrl(url);
        if (this.#document !== null) this.#document.frame.url = this.url;
        emit('did-navigate-in-page', this.url, true);
      },
      onRequestedNavigation: (frameId, url) => this.lock.noteRequest(frameId, toAppUrl(url)),
      onFrame: (frameId) => this.lock.addFrame(frameId),
      onDomReady: () => emit('dom-ready'),
      onLoaded: () => {
        if (this.url === '' || this.url === 'about:blank') return;
        this.lock.hostUrl = null;
        emit('did-finish-load');
        emit('did-stop-loading');
      },
      onConsole: (level, message, lineNumber, url) => {
        const fields = { level, message, lineNumber, sourceId: toAppUrl(url), frame: this.frame };
        this.#owner.emit(
          'console-message',
          new HostEvent(fields),
          level,
          message,
          lineNumber,
          fields.sourceId,
        );
      },
      onWindowOpen: (url, frameName, features) =>
        this.#owner.askToOpen(toAppUrl(url), frameName, features.join(',')),
    };
  }

  #hear(message: ToHost, contextId: number): void {
    if (message.k === 'hello') {
      this.leaveDocument();
      const frame = new WebFrameMain(this.#id, toAppUrl(message.href), (channel, args) =>
        this.send(channel, args),
      );
      this.#document = { name: message.doc, contextId, frame };
      return;
    }
    const current = this.#document?.name === message.doc ? this.#document : null;
    if (message.k === 'navigate') {
      if (current !== null) void this.lock.navigate(message.url, message.isReload);
      return;
    }
    const answer = (ok: boolean, value: unknown): void => {
      if (!('id' in message) || this.#document?.name !== message.doc) return;
      this.#tell({ k: 'answer', doc: message.doc, id: message.id, ok, value });
    };
    this.#owner.hear({ message, frame: current?.frame ?? null, answer });
  }

  get frame(): WebFrameMain {
    return this.#document?.frame ?? new WebFrameMain(this.#id, this.url, () => undefined);
  }

  get targetId(): string | null {
    return this.#link?.targetId ?? null;
  }

  /** To the document that the page shows now. Without one the message is lost, as in Electron. */
  send(channel: string, args: readonly unknown[]): void {
    if (this.#document === null) return;
    this.#tell({ k: 'message', doc: this.#document.name, channel, args: [...args] });
  }

  #tell(message: ToPage): void {
    if (this.#document !== null) this.#link?.tell(this.#document.contextId, message);
  }

  leaveDocument(): void {
    if (this.#document !== null) this.#document.frame.detached = true;
    this.#document = null;
  }

  /** A document of this origin is about to be asked for: one of another site comes to another process. */
  willNavigate(origin: string): void {
    if (origin !== toAppOrigin(this.url)) this.processId = 0;
    this.#link?.nameRequests(this.processId === 0);
  }

  /**
   * Blink numbers a page's own requests with the process that makes them, as in "4711.3" (IdentifiersFactory); the
   * DevTools protocol has no other word about a page's process. A document's own request carries a different name.
   */
  noteProcess(networkId: string): void {
    const processId = /^(\d+)\.\d+$/.exec(networkId)?.[1];
    if (processId === undefined || this.processId !== 0) return;
    this.processId = Number(processId);
    this.#link?.nameRequests(false);
  }

  /** The page's process is gone. The next load opens a new page; Chromium's sad tab is taken away. */
  async crashed(): Promise<void> {
    this.leaveDocument();
    this.isCrashed = true;
    this.processId = 0;
    await this.close();
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    this.#link = null;
    await (await opening)?.close();
  }

  crash(): void {
    this.#link?.crash();
  }
}
