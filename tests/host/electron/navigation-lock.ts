import { toAppOrigin, toAppUrl } from '../chromium/origins.ts';
import { HostEvent } from './modelled.ts';
import type { PageSide } from './page-side.ts';
import { defaultSession } from './session.ts';
import type { WebContents } from './web-contents.ts';

const BOTH = ['will-frame-navigate', 'will-navigate'];

/**
 * Which documents a window may go to. A load that the app asked for passes; what the page itself wants is put before
 * the app as `will-frame-navigate` and `will-navigate`, and really stopped when the app says so.
 */
export class NavigationLock {
  mainFrameId = '';
  /** What the app itself is loading now. */
  hostUrl: string | null = null;
  readonly #page: PageSide;
  readonly #owner: WebContents;
  readonly #frames = new Set<string>();
  readonly #requested = new Set<string>();

  constructor(page: PageSide, owner: WebContents) {
    this.#page = page;
    this.#owner = owner;
  }

  addFrame(frameId: string): void {
    this.#frames.add(frameId);
  }

  hasFrame(frameId: string): boolean {
    return frameId === this.mainFrameId || this.#frames.has(frameId);
  }

  /** A frame's own wish as Chromium reports it. Navigations from outside, by DevTools, come without one. */
  noteRequest(frameId: string, url: string): void {
    // The main frame's are stopped and asked about in the page itself.
    if (frameId !== this.mainFrameId) this.#requested.add(keyOf(frameId, url));
  }

  async mayNavigate(frameId: string, url: string, isRedirect: boolean): Promise<boolean> {
    const isMainFrame = frameId === this.mainFrameId;
    const isHosts = isMainFrame && this.hostUrl !== null && withoutHash(this.hostUrl) === withoutHash(url);
    if (!isHosts && !this.#mayGo(frameId, url, isMainFrame, isRedirect)) return false;
    // The new document finds its permissions decided when its first script runs.
    if (isMainFrame) {
      const origin = toAppOrigin(url);
      this.#page.willNavigate(origin);
      await defaultSession.decidePermissions(this.#owner, origin);
    }
    return true;
  }

  /** The main frame's own wishes never come here (`navigate` below): what does is the app's, or DevTools'. */
  #mayGo(frameId: string, url: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    if (isRedirect) return this.#ask(['will-redirect'], url, isMainFrame);
    if (!this.#requested.delete(keyOf(frameId, url))) return true;
    return this.#ask(['will-frame-navigate'], url, isMainFrame);
  }

  #ask(names: readonly string[], url: string, isMainFrame: boolean): boolean {
    const frame = this.#page.frame;
    for (const name of names) {
      const event = new HostEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
      this.#owner.emit(name, event, url, false, isMainFrame);
      if (event.defaultPrevented) return false;
    }
    return true;
  }

  /** The page wants to go there; its side has stopped it. */
  async navigate(pageUrl: string, isReload: boolean): Promise<void> {
    const url = toAppUrl(pageUrl);
    if (!this.#ask(BOTH, url, true)) return;
    if (!/^(https?|about|blob|data):/.test(pageUrl)) {
      await defaultSession.openExternal(this.#owner, url);
      return;
    }
    this.hostUrl = url;
    const link = await this.#page.link();
    await (isReload ? link.reload() : link.navigate(pageUrl));
  }
}

function keyOf(frameId: string, url: string): string {
  return `${frameId} ${withoutHash(url)}`;
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
