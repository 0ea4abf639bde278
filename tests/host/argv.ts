/** The command line of a run: `run.ts <appDir> [switches and words of the app]`. */
export interface Arguments {
  readonly appDir: string;
  /** Everything after the folder, as the app sees it in process.argv. */
  readonly rest: readonly string[];
  readonly switches: Switches;
}

/** Chromium-style switches: `--name` or `--name=value`, the last one of a name wins. */
export class Switches {
  readonly #values = new Map<string, string>();

  static of(args: readonly string[]): Switches {
    const switches = new Switches();
    for (const arg of args) {
      // As in Chromium, what follows a bare `--` are words.
      if (arg === '--') break;
      const parsed = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
      if (parsed?.[1] !== undefined) switches.set(parsed[1], parsed[2] ?? '');
    }
    return switches;
  }

  set(name: string, value = ''): void {
    this.#values.set(name, value);
  }

  delete(name: string): void {
    this.#values.delete(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Empty when the switch is not there or has no value. */
  value(name: string): string {
    return this.#values.get(name) ?? '';
  }

  entries(): [string, string][] {
    return [...this.#values];
  }
}

/** @throws Error when the app's folder is missing. */
export function readArguments(argv: readonly string[]): Arguments {
  const [appDir, ...rest] = argv;
  if (appDir === undefined || appDir.startsWith('--')) {
    throw new Error('usage: run.ts <appDir> [--switch[=value]…]');
  }
  return { appDir, rest, switches: Switches.of(rest) };
}
