import { randomUUID } from 'node:crypto';
import { host } from '../host.ts';
import { pack, unpack } from '../page/codec.ts';
import type { ToHost, ToPage } from '../page/isolated-world.ts';
import { ISOLATED_WORLD, pageScripts } from '../page/scripts.ts';
import type { Chromium, PageTarget } from './chromium.ts';
import { whileOpen } from './cdp.ts';

/** What a page reports. URLs are Chromium's. */
export interface PageEvents {
  onMessage(message: ToHost, contextId: number): void;
  onNavigated(url: string): void;
  onNavigatedWithin(url: string): void;
  /** The page, not the host, wants to go somewhere. */
  onRequestedNavigation(frameId: string, url: string): void;
  onFrame(frameId: string): void;
  onDomReady(): void;
  onLoaded(): void;
  onConsole(level: string, text: string, line: number, url: string): void;
  onWindowOpen(url: string, frameName: string, features: readonly string[]): void;
}

export interface PageLinkOptions {
  readonly preloadPath: string | null;
  readonly events: PageEvents;
}

/** The line between the host and one page: what goes to it, and what it reports, in the order in which it happened. */
export class PageLink {
  readonly targetId: string;
  readonly #chromium: Chromium;
  readonly #session: PageTarget['session'];
  readonly #hearHost = `hear_${randomUUID().replaceAll('-', '')}`;

  private constructor(chromium: Chromium, { targetId, session }: PageTarget) {
    this.#chromium = chromium;
    this.targetId = targetId;
    this.#session = session;
  }

  static async open(chromium: Chromium, options: PageLinkOptions): Promise<PageLink> {
    const link = new PageLink(chromium, await chromium.openPage());
    link.#listen(options.events);
    await link.#prepare(options.preloadPath);
    return link;
  }

  /** Everything that must stand before the page's first document; Chromium keeps the order. */
  async #prepare(preloadPath: string | null): Promise<void> {
    const tellHost = `tell_${randomUUID().replaceAll('-', '')}`;
    const scripts = pageScripts({
      secret: randomUUID(),
      tellHost,
      hearHost: this.#hearHost,
      preloadPath,
      asksForMedia: !host().switches.has('use-fake-ui-for-media-stream'),
      processInfo: {
        platform: process.platform,
        arch: process.arch,
        type: 'renderer',
        sandboxed: true,
        contextIsolated: true,
        versions: { ...process.versions },
      },
    });
    this.#session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === tellHost) this.#events?.onMessage(unpack(payload) as ToHost, executionContextId);
    });
    const session = this.#session;
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: tellHost, executionContextName: ISOLATED_WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: scripts.isolated,
        worldName: ISOLATED_WORLD,
      }),
    ]);
  }

  #events: PageEvents | null = null;

  #listen(events: PageEvents): void {
    this.#events = events;
    const session = this.#session;
    session.on('Page.frameAttached', ({ frameId }) => events.onFrame(frameId));
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) events.onNavigated(frame.url + (frame.urlFragment ?? ''));
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.targetId) events.onNavigatedWithin(url);
    });
    session.on('Page.frameRequestedNavigation', ({ frameId, url }) =>
      events.onRequestedNavigation(frameId, url),
    );
    session.on('Page.domContentEventFired', () => events.onDomReady());
    session.on('Page.loadEventFired', () => events.onLoaded());
    session.on('Page.windowOpen', (open) =>
      events.onWindowOpen(open.url, open.windowName, open.windowFeatures),
    );
    session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const at = stackTrace?.callFrames[0];
      const text = args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' ');
      events.onConsole(type, text, (at?.lineNumber ?? 0) + 1, at?.url ?? '');
    });
  }

  /** Carries a message into the preload's world of a document. Messages arrive in the order of the calls. */
  tell(contextId: number, message: ToPage): void {
    const heard = this.#session.send('Runtime.evaluate', {
      contextId,
      expression: `${this.#hearHost}(${JSON.stringify(pack(message))})`,
      silent: true,
    });
    void whileOpen(heard);
  }

  /** @returns the error in Chromium's words (`net::ERR_…`), or null when the new document is there. */
  async navigate(url: string): Promise<string | null> {
    this.nameRequests(true);
    const done = await whileOpen(this.#session.send('Page.navigate', { url }));
    return done === undefined ? 'net::ERR_ABORTED' : (done.errorText ?? null);
  }

  async reload(): Promise<void> {
    await whileOpen(this.#session.send('Page.reload'));
  }

  /** Ends the page's process. */
  crash(): void {
    void whileOpen(this.#session.send('Page.crash'));
  }

  /** What `prefers-color-scheme` says; null leaves it to the system. */
  async setColorScheme(scheme: 'light' | 'dark' | null): Promise<void> {
    const features = scheme === null ? [] : [{ name: 'prefers-color-scheme', value: scheme }];
    await whileOpen(this.#session.send('Emulation.setEmulatedMedia', { features }));
  }

  /** From now on the page believes that people are typing into it. */
  async setFocused(): Promise<void> {
    await whileOpen(this.#session.send('Emulation.setFocusEmulationEnabled', { enabled: true }));
  }

  /**
   * While this is on, paused requests carry the names that PageSide.noteProcess reads. Chromium obeys at once only
   * while no document is on its way, so this comes before each navigation, and nobody waits for it.
   */
  nameRequests(isOn: boolean): void {
    const named = isOn
      ? this.#session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 })
      : this.#session.send('Network.disable');
    void whileOpen<unknown>(named);
  }

  /** Sizes the window so that the page has this many CSS pixels: the browser's own bars come on top. */
  async setContentBounds(bounds: { x?: number; y?: number; width: number; height: number }): Promise<void> {
    const { browser } = this.#chromium;
    const { windowId, bounds: outer } = await browser.send('Browser.getWindowForTarget', {
      targetId: this.targetId,
    });
    const { cssLayoutViewport: inner } = await this.#session.send('Page.getLayoutMetrics');
    const wanted = {
      width: bounds.width + (outer.width ?? inner.clientWidth) - inner.clientWidth,
      height: bounds.height + (outer.height ?? inner.clientHeight) - inner.clientHeight,
      ...(bounds.x !== undefined && { left: bounds.x }),
      ...(bounds.y !== undefined && { top: bounds.y }),
    };
    await browser.send('Browser.setWindowBounds', { windowId, bounds: wanted });
  }

  /** A window that is not shown is a minimised one: Chromium has no hidden windows with a place on the screen. */
  async setShown(isShown: boolean): Promise<void> {
    const { browser } = this.#chromium;
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: this.targetId });
    const windowState = isShown ? 'normal' : 'minimized';
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
    if (isShown) await this.#session.send('Page.bringToFront');
  }

  /** @param storageTypes of the protocol's Storage domain, with commas between them, or `all` */
  async clearStorage(origin: string, storageTypes: string): Promise<void> {
    await this.#session.send('Storage.clearDataForOrigin', { origin, storageTypes });
  }

  async close(): Promise<void> {
    await whileOpen(this.#chromium.closePage(this.targetId));
  }
}
