import type { Switches } from '../argv.ts';

type Flag = readonly [flag: string, reason: string];

/** What makes Chromium's pages behave as Electron's windows do. */
const AS_IN_ELECTRON: readonly Flag[] = [
  ['--autoplay-policy=no-user-gesture-required', "Electron's default for webPreferences.autoplayPolicy"],
  ['--site-per-process', 'each of our origins has a process of its own, also on machines with little memory'],
  ['--disable-background-timer-throttling', 'the line window is hidden and has backgroundThrottling: false'],
  ['--disable-renderer-backgrounding', 'the same: its process keeps its priority'],
  ['--disable-backgrounding-occluded-windows', 'the same: covered by another window, it is still not hidden'],
  ['--disable-back-forward-cache', 'Electron keeps no page alive after its window has left it'],
  ['--password-store=basic', 'no keyring is asked: the stand-in models a desktop without one'],
];

/** A browser's own business, which an app's runtime does not have. */
const WITHOUT_THE_BROWSER: readonly Flag[] = [
  ['--no-first-run', 'no welcome page'],
  ['--no-default-browser-check', 'no question about the default browser'],
  ['--disable-background-networking', 'no traffic that the app did not ask for'],
  ['--disable-component-update', 'the same: no downloads'],
  ['--disable-domain-reliability', 'the same: no reports'],
  ['--disable-field-trial-config', 'every run is the same: no experiments'],
  ['--disable-sync', 'no account'],
  ['--disable-default-apps', 'no apps'],
  ['--disable-extensions', 'no extensions that Debian installs; each would be a process in the measurements'],
  ['--disable-component-extensions-with-background-pages', 'the same for built-in ones'],
  ['--disable-breakpad', 'no crash reports'],
  ['--metrics-recording-only', 'no metrics are sent'],
  ['--disable-search-engine-choice-screen', 'no question about a search engine'],
  ['--disable-infobars', 'no bar over the page'],
];

const DISABLED_FEATURES: readonly Flag[] = [
  ['BackForwardCache', 'as above, for navigations inside one site'],
  ['WebRtcHideLocalIpsWithMdns', 'Electron offers plain host candidates; mDNS names need multicast'],
  ['SpareRendererForSitePerProcess', 'an empty spare process would be counted among the app’s'],
  ['WebUIOmniboxPopup', 'the address bar’s popup would be a renderer of its own'],
  ['WebUIOmniboxAimPopup', 'the same'],
  ['MediaRouter', 'no search for devices to cast to on the local network'],
  ['OptimizationHints', 'no hints from outside'],
  ['Translate', 'no translation of pages'],
  ['HttpsUpgrades', 'http://desk.localhost stands for app://desk and must stay as it is'],
];

/** Switches that mean something to the stand-in itself. */
const OWN_SWITCHES = new Set(['headless', 'user-data-dir', 'disable-features', 'remote-debugging-pipe']);

export interface FlagOptions {
  /** All of the command line's and of app.commandLine's; what nobody knows is passed on, as Electron does. */
  readonly switches: Switches;
  readonly profileDir: string;
  readonly isHeadless: boolean;
  readonly isRoot: boolean;
}

/** Chromium's whole command line. */
export function chromiumFlags({ switches, profileDir, isHeadless, isRoot }: FlagOptions): string[] {
  const flags = [...AS_IN_ELECTRON, ...WITHOUT_THE_BROWSER].map(([flag]) => flag);
  const features = [...DISABLED_FEATURES.map(([name]) => name), switches.value('disable-features')];
  flags.push(`--disable-features=${features.filter(Boolean).join(',')}`);
  flags.push(`--user-data-dir=${profileDir}`);
  // The app opens the windows, and it may live without one.
  flags.push('--no-startup-window');
  // The line to Chromium: no port that others could use. When this process ends, the pipe closes and Chromium ends too.
  flags.push('--remote-debugging-pipe');
  if (isHeadless) {
    // The new headless mode: the same browser without a display. Its screen is 800x600 unless told.
    flags.push('--headless=new', '--screen-info={1920x1080}');
  }
  // Chromium's sandbox refuses to work for root. Nobody else goes without it.
  if (isRoot) flags.push('--no-sandbox');
  for (const [name, value] of switches.entries()) {
    if (!OWN_SWITCHES.has(name)) flags.push(value === '' ? `--${name}` : `--${name}=${value}`);
  }
  return flags;
}
