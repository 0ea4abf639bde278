/** Runs in the page's own world before any of its scripts. Its source text is injected (see scripts.ts). */

/** Injected from crossing.ts. */
declare function openCrossing(
  secret: string,
  here: string,
  there: string,
  root: (...args: never[]) => unknown,
): (...args: unknown[]) => unknown;

/**
 * Gives the page what the preload exposes, and puts the two questions of Chromium's that Electron asks the app
 * (may this page have the microphone, may it open a window) on the way to the app's handlers.
 */
export function mainWorld(secret: string, asksForMedia: boolean): void {
  if (window.top !== window) return;
  const ask = openCrossing(secret, ':main', ':isolated', (key: string, api: unknown) => {
    if (Object.hasOwn(window, key)) {
      throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`);
    }
    const fixed = { value: freezeAll(api), writable: false, configurable: false, enumerable: true };
    Object.defineProperty(window, key, fixed);
  });
  // The handler's answer comes too late for a synchronous call, and every handler of the app says no.
  window.open = function open(url?: string | URL, name?: string, features?: string): null {
    const target = url === undefined || url === '' ? 'about:blank' : new URL(url, document.baseURI).href;
    ask('open', { url: target, frameName: name ?? '', features: features ?? '' });
    return null;
  };
  if (asksForMedia) askForMedia(ask);
}

function askForMedia(ask: (...args: unknown[]) => unknown): void {
  const { apply } = Reflect;
  const devices = MediaDevices.prototype;
  const original = devices.getUserMedia;
  devices.getUserMedia = async function getUserMedia(constraints?: MediaStreamConstraints) {
    const mediaTypes = [];
    if (constraints?.audio) mediaTypes.push('audio');
    if (constraints?.video) mediaTypes.push('video');
    if (mediaTypes.length > 0) await ask('media', mediaTypes);
    return apply(original, this, [constraints]);
  };
}

function freezeAll(value: unknown): unknown {
  if (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    !Object.isFrozen(value)
  ) {
    Object.freeze(value);
    for (const field of Object.values(value)) freezeAll(field);
  }
  return value;
}

export const MAIN_WORLD_PARTS = [mainWorld, askForMedia, freezeAll] as const;
