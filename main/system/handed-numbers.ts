/** `tel:` (RFC 3966) and `sip:`, `sips:` (RFC 3261 §19.1), as the operating system hands them to a telephone. */
const NUMBER_URL = /^(?:tel|sips?):/i;
/** What the number box takes. Whatever is longer is nobody's number. */
const LONGEST = 256;

/** Electron's app, as far as numbers come from it. */
export interface NumberSource {
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown;
  on(event: 'second-instance', listener: (event: object, argv: string[]) => void): unknown;
}

export interface HandedNumbers {
  /** Tells of every number from now on, and first of the last one that came before. */
  follow(listener: (url: string) => void): void;
}

/**
 * Numbers that other programs hand over: on this run's command line, on that of a second run, or as macOS's event,
 * which may come before the app is ready. They are a patient's, so nothing is written down about them.
 */
export function handedNumbers(source: NumberSource, commandLine: readonly string[]): HandedNumbers {
  let waiting = numberIn(commandLine);
  let follower: ((url: string) => void) | null = null;
  const take = (url: string | null): void => {
    if (url === null) return;
    if (follower) follower(url);
    else waiting = url;
  };
  source.on('open-url', (event, url) => {
    event.preventDefault();
    take(numberIn([url]));
  });
  source.on('second-instance', (_event, argv) => take(numberIn(argv)));
  return {
    follow: (listener) => {
      follower = listener;
      take(waiting);
      waiting = null;
    },
  };
}

function numberIn(words: readonly string[]): string | null {
  return words.find((word) => NUMBER_URL.test(word) && word.length <= LONGEST) ?? null;
}
