import type { PageName } from '../ipc/gate.ts';

/** Content-Security-Policy of the pages. Nothing is allowed but what stands here, each with its reason. */
type Policy = Readonly<Record<string, readonly string[]>>;

const EVERYWHERE: Policy = {
  // What is not named below is refused.
  'default-src': ["'none'"],
  // The page's own built files; no inline script and no eval, so injected text cannot run.
  'script-src': ["'self'"],
  // A <base> would send relative addresses elsewhere; the pages have none.
  'base-uri': ["'none'"],
  // Forms are handled by script; a submitted one would carry its fields away.
  'form-action': ["'none'"],
  // No page of ours is ever framed.
  'frame-ancestors': ["'none'"],
};

const DRAWN: Policy = {
  ...EVERYWHERE,
  // The page's own style sheets. React Aria would write one style element; the pages tell it that they have its rule.
  'style-src': ["'self'"],
  // Icons, as files.
  'img-src': ["'self'"],
  // The typeface comes with the app.
  'font-src': ["'self'"],
  // The page asks main for everything; it may read its own files and reach no server.
  'connect-src': ["'self'"],
};

const POLICIES: Record<PageName, Policy> = {
  desk: DRAWN,
  'sign-in': DRAWN,
  line: {
    ...EVERYWHERE,
    // The SIP servers stand in the profile, which is opened long after this header was sent, so the schemes of
    // WebSocket are named and no host. 'self' is for the recordings of the practice patients.
    'connect-src': ["'self'", 'ws:', 'wss:'],
    // Ring tones and practice recordings as files; calls are MediaStreams, which need no entry.
    'media-src': ["'self'"],
    // Audio worklets and workers of the engine, as files.
    'worker-src': ["'self'"],
  },
};

/** Powerful features that a page may use at all; permissions.ts then decides about each request. */
const FEATURES: Record<PageName, string> = {
  desk: 'microphone=(), camera=(), speaker-selection=(), display-capture=(), geolocation=(), usb=(), serial=(), hid=()',
  'sign-in':
    'microphone=(), camera=(), speaker-selection=(), display-capture=(), geolocation=(), usb=(), serial=(), hid=()',
  // Calls need the microphone and a choice of speaker; nothing else.
  line: 'microphone=(self), speaker-selection=(self), camera=(), display-capture=(), geolocation=(), usb=(), serial=(), hid=()',
};

export function contentSecurityPolicy(page: PageName): string {
  return Object.entries(POLICIES[page])
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

/** Headers of every file of a page. */
export function pageHeaders(page: PageName, mimeType: string): Record<string, string> {
  return {
    'Content-Type': mimeType,
    'Content-Security-Policy': contentSecurityPolicy(page),
    'Permissions-Policy': FEATURES[page],
    // The type above is meant; guessing could make a script of something that is none.
    'X-Content-Type-Options': 'nosniff',
    // No page may read another's files or share its process.
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // Addresses of ours say nothing, and go nowhere.
    'Referrer-Policy': 'no-referrer',
    // The files change with the app; a stale page would not match its main process.
    'Cache-Control': 'no-cache',
  };
}
