/**
 * Chromium knows no `app:` scheme, so `app://desk/x` lives at `http://desk.localhost/x`. Each host under `.localhost`
 * is a site of its own (hence a process of its own) and a secure context, without the mixed-content rules of https:
 * the same as a scheme that Electron registers as standard and secure.
 */
const PAGE_HOST = /^([a-z0-9-]+)\.localhost$/;

let scheme: string | null = null;

/** The one scheme that `protocol.handle` serves. */
export function serveScheme(name: string): void {
  if (scheme !== null && scheme !== name) {
    throw new Error(`tests/host serves one scheme: ${scheme} is taken, ${name} would be a second`);
  }
  scheme = name;
}

/** `app://desk/index.html` as Chromium knows it. Other URLs are left as they are. */
export function toPageUrl(url: string): string {
  if (scheme === null || !url.startsWith(`${scheme}://`)) return url;
  const { host, pathname, search, hash } = new URL(url);
  return `http://${host}.localhost${pathname === '' ? '/' : pathname}${search}${hash}`;
}

/** The URL as the app knows it: the reverse of `toPageUrl`. */
export function toAppUrl(url: string): string {
  if (scheme === null || !URL.canParse(url)) return url;
  const { protocol, hostname, port, pathname, search, hash } = new URL(url);
  const host = protocol === 'http:' && port === '' ? PAGE_HOST.exec(hostname)?.[1] : undefined;
  return host === undefined ? url : `${scheme}://${host}${pathname}${search}${hash}`;
}

/** The origin of a URL as the app knows it: `app://desk`, without a slash at its end. */
export function toAppOrigin(url: string): string {
  const own = scheme === null ? null : new RegExp(`^${scheme}://[^/?#]+`).exec(toAppUrl(url))?.[0];
  return own ?? (URL.canParse(url) ? new URL(url).origin : url);
}

/** Whether the app's own handler answers for this URL of Chromium's. */
export function isServed(pageUrl: string): boolean {
  return toAppUrl(pageUrl) !== pageUrl;
}

/** Names of our origins inside a header (a Content-Security-Policy, a Location) as Chromium must read them. */
export function headerForPage(value: string): string {
  if (scheme === null) return value;
  return value
    .replaceAll(new RegExp(`\\b${scheme}://([a-z0-9-]+)`, 'g'), 'http://$1.localhost')
    .replaceAll(new RegExp(`(^|[\\s;])${scheme}:(?=$|[\\s;])`, 'g'), '$1http://*.localhost');
}
