/** Electron's name of a permission, and Chromium's (CDP Browser.setPermission). */
interface PermissionNames {
  readonly electron: string;
  readonly chromium: string;
  readonly mediaType?: 'audio' | 'video';
}

/** What pages of an app can ask for, as far as Chromium lets it be decided from outside. */
export const PERMISSIONS: readonly PermissionNames[] = [
  { electron: 'media', chromium: 'microphone', mediaType: 'audio' },
  { electron: 'media', chromium: 'camera', mediaType: 'video' },
  { electron: 'speaker-selection', chromium: 'speaker-selection' },
  { electron: 'notifications', chromium: 'notifications' },
  { electron: 'geolocation', chromium: 'geolocation' },
  { electron: 'midi', chromium: 'midi' },
  { electron: 'clipboard-read', chromium: 'clipboard-read' },
  { electron: 'clipboard-sanitized-write', chromium: 'clipboard-write' },
  { electron: 'idle-detection', chromium: 'idle-detection' },
  { electron: 'local-fonts', chromium: 'local-fonts' },
  { electron: 'window-management', chromium: 'window-management' },
  { electron: 'storage-access', chromium: 'storage-access' },
  // Since Chromium 142 a page needs leave to reach the machine itself and the network around it, over ws too.
  { electron: 'loopback-network', chromium: 'loopback-network' },
  { electron: 'local-network', chromium: 'local-network' },
  { electron: 'local-network-access', chromium: 'local-network-access' },
];

type Contents = { readonly id: number } | null;
export type CheckHandler = (
  contents: Contents,
  permission: string,
  requestingOrigin: string,
  details: object,
) => boolean;
export type RequestHandler = (
  contents: Contents,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: object,
) => void;

/** Who is asking, in the words both handlers get. */
export interface Asking {
  readonly contents: Contents;
  readonly permission: string;
  /** The app's origin of the page. */
  readonly origin: string;
  readonly url: string;
  readonly mediaTypes?: readonly string[];
}

/** The app's two handlers. Without one, Electron says yes. */
export class PermissionHandlers {
  check: CheckHandler | null = null;
  request: RequestHandler | null = null;

  /** What the page may know that it has: `permissions.query`, the labels of devices. */
  isAllowed({ contents, permission, origin, url, mediaTypes }: Asking): boolean {
    if (this.check === null) return true;
    const details = {
      requestingUrl: url,
      securityOrigin: origin,
      isMainFrame: true,
      mediaType: mediaTypes?.[0],
    };
    return this.check(contents, permission, `${origin}/`, details);
  }

  /** What the page gets when it asks. */
  ask({ contents, permission, origin, url, mediaTypes }: Asking): Promise<boolean> {
    const { request } = this;
    if (request === null) return Promise.resolve(true);
    const details = { requestingUrl: url, securityOrigin: origin, isMainFrame: true, mediaTypes };
    return new Promise((resolve) => {
      request(contents, permission, resolve, details);
    });
  }
}
