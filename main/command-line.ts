/** What may be asked of the app on its command line. */
export interface CommandLine {
  /** Profile to open instead of the remembered one. */
  readonly profilePath: string | null;
  /** Folder for settings and logs, instead of the system's place for them. */
  readonly userDataPath: string | null;
  /** Straight to the practice line, without a server. */
  readonly practice: boolean;
  /** No window is shown. */
  readonly headless: boolean;
  /** DevTools on 127.0.0.1 at this port, in unpackaged runs only. */
  readonly cdpPort: number | null;
  /** Prints the moments of each call. */
  readonly milestones: boolean;
}

/** Each switch and the names it goes by: ours, and Chromium's where it means the same. */
const VALUES = {
  profilePath: ['profile'],
  userDataPath: ['user-data', 'user-data-dir'],
  cdpPort: ['cdp', 'remote-debugging-port'],
} as const;

/**
 * Reads our own switches out of everything that stands on the command line, as `--name value` or `--name=value`.
 * Chromium's and Electron's are left alone.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  return {
    profilePath: valueOf(args, VALUES.profilePath),
    userDataPath: valueOf(args, VALUES.userDataPath),
    practice: args.includes('--practice'),
    headless: args.includes('--headless'),
    cdpPort: portOf(valueOf(args, VALUES.cdpPort)),
    milestones: args.includes('--milestones'),
  };
}

function valueOf(args: readonly string[], names: readonly string[]): string | null {
  for (const [index, arg] of args.entries()) {
    const name = names.find((n) => arg === `--${n}` || arg.startsWith(`--${n}=`));
    if (name === undefined) continue;
    const value = arg.includes('=') ? arg.slice(name.length + 3) : args[index + 1];
    if (value !== undefined && value !== '' && !value.startsWith('--')) return value;
  }
  return null;
}

function portOf(text: string | null): number | null {
  const port = text === null ? Number.NaN : Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}
