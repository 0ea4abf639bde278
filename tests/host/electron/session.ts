import { whileOpen } from '../chromium/cdp.ts';
import { isServed, toAppOrigin, toPageUrl } from '../chromium/origins.ts';
import { runningChromium } from '../chromium/running.ts';
import { record } from '../recorded.ts';
import { ModelledEmitter } from './modelled.ts';
import { PermissionHandlers, PERMISSIONS } from './permissions.ts';
import type { CheckHandler, RequestHandler } from './permissions.ts';
import { protocol } from './protocol.ts';
import { systemProxy } from './system-proxy.ts';
import { allContents } from './registry.ts';
import type { WebContents } from './web-contents.ts';
import { WebRequest } from './web-request.ts';

/** Electron's Session: the one that all windows share. */
export class Session extends ModelledEmitter {
  readonly electronName = 'session';
  protected readonly events = [
    'will-download',
    'select-usb-device',
    'select-hid-device',
    'select-serial-port',
  ];
  readonly protocol = protocol;
  readonly webRequest = new WebRequest();
  readonly #permissions = new PermissionHandlers();

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#permissions.request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#permissions.check = handler;
  }

  setDevicePermissionHandler(handler: unknown): void {
    record('session.setDevicePermissionHandler', handler);
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    record('session.setDisplayMediaRequestHandler', handler);
  }

  setCertificateVerifyProc(proc: unknown): void {
    record('session.setCertificateVerifyProc', proc);
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    record('session.setSpellCheckerEnabled', isEnabled);
  }

  /**
   * Without an origin, of every origin that the windows show. Chromium does it on the word of a page only, whichever
   * it is: all share one storage.
   */
  async clearStorageData(options: { origin?: string; storages?: string[] } = {}): Promise<void> {
    const living = [...allContents.values()].filter((contents) => !contents.isCrashed());
    const shown = living.map((contents) => toPageUrl(contents.getURL())).filter((url) => isServed(url));
    const cleared = options.origin === undefined ? shown : [toPageUrl(options.origin)];
    const link = await living[0]?.page.link();
    const storageTypes = options.storages?.join(',') ?? 'all';
    for (const origin of new Set(cleared.map((url) => new URL(url).origin))) {
      await link?.clearStorage(origin, storageTypes);
    }
  }

  /** Part of the stand-in: what a document of this origin starts with, decided before its first script. */
  async decidePermissions(contents: WebContents, origin: string): Promise<void> {
    // Other origins are not served, so they ask for nothing.
    if (toPageUrl(origin) === origin) return;
    const decisions = PERMISSIONS.map(async ({ electron, chromium, mediaType }) => {
      const asking = { contents, permission: electron, origin, url: `${origin}/` };
      const mediaTypes = mediaType && [mediaType];
      const isAllowed = this.#permissions.isAllowed({ ...asking, ...(mediaTypes && { mediaTypes }) });
      // The microphone is asked for when the page asks; nothing tells us when it would ask for the others.
      const isGranted = isAllowed && (mediaType !== undefined || (await this.#permissions.ask(asking)));
      await this.#decide(chromium, origin, isGranted);
    });
    await Promise.all(decisions);
  }

  /** Part of the stand-in: a page is about to call getUserMedia. */
  async decideMedia(contents: WebContents, mediaTypes: readonly string[]): Promise<void> {
    const url = contents.getURL();
    const origin = toAppOrigin(url);
    const asking = { contents, permission: 'media', origin, url, mediaTypes };
    const isGranted = await this.#permissions.ask(asking);
    const wanted = PERMISSIONS.filter(({ mediaType }) => mediaType && mediaTypes.includes(mediaType));
    await Promise.all(wanted.map(({ chromium }) => this.#decide(chromium, origin, isGranted)));
  }

  /** Part of the stand-in: a page goes to `tel:` or the like, which Electron hands to the system if the app agrees. */
  async openExternal(contents: WebContents, externalURL: string): Promise<void> {
    const url = contents.getURL();
    const asking = { contents, permission: 'openExternal', origin: toAppOrigin(url), url: externalURL };
    if (await this.#permissions.ask(asking)) record('openExternal', externalURL);
  }

  async #decide(name: string, appOrigin: string, isGranted: boolean): Promise<void> {
    const setting = isGranted ? 'granted' : 'denied';
    const origin = new URL(toPageUrl(appOrigin)).origin;
    await whileOpen(
      runningChromium().browser.send('Browser.setPermission', { permission: { name }, setting, origin }),
    );
  }

  resolveProxy(url: string): Promise<string> {
    return Promise.resolve(systemProxy(new URL(url), process.env));
  }

  flushStorageData(): void {
    record('session.flushStorageData');
  }
}

export const defaultSession = new Session();
