import { toAppOrigin, toPageUrl } from '../chromium/origins.ts';
import { HostEvent } from './modelled.ts';
import type { PageSide } from './page-side.ts';
import { defaultSession } from './session.ts';
import type { WebContents } from './web-contents.ts';

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

  /** A frame's own wish (a link, a form, `location =`). Navigations from outside, by DevTools, come without one. */
  noteRequest(frameId: string, url: string): void {
    this.#requested.add(keyOf(frameId, url));
  }

  async mayNavigate(frameId: string, url: string, isRedirect: boolean): Promise<boolean> {
    const isMainFrame = frameId === this.mainFrameId;
    const isHosts = isMainFrame && this.hostUrl !== null && withoutHash(this.hostUrl) === withoutHash(url);
    if (!isHosts && !(await this.#mayGo(frameId, url, isMainFrame, isRedirect))) return false;
    // The new document finds its permissions decided when its first script runs.
    if (isMainFrame) await defaultSession.decidePermissions(this.#owner, toAppOrigin(url));
    return true;
  }

  async #mayGo(frameId: string, url: string, isMainFrame: boolean, isRedirect: boolean): Promise<boolean> {
    if (isRedirect) return this.#ask(['will-redirect'], url, isMainFrame);
    const key = keyOf(frameId, url);
    // The wish and the request travel on different lines: wait until the page's line is empty before believing
    // that there was no wish.
    if (!this.#requested.has(key)) await (await this.#page.link()).settle();
    if (!this.#requested.delete(key)) return true;
    return this.#ask(
      isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'],
      url,
      isMainFrame,
    );
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

  /** A navigation that no network sees; the page's side has stopped it and asks. */
  async navigateOutside(url: string): Promise<void> {
    if (!this.#ask(['will-frame-navigate', 'will-navigate'], url, true)) return;
    if (/^(about|blob|data|javascript):/.test(url)) await (await this.#page.link()).navigate(toPageUrl(url));
    else await defaultSession.openExternal(this.#owner, url);
  }
}

function keyOf(frameId: string, url: string): string {
  return `${frameId} ${withoutHash(url)}`;
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
