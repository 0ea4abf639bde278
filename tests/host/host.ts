import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Arguments, Switches } from './argv.ts';

/** The run as a whole: which app, with which switches. */
export interface Host {
  readonly appDir: string;
  readonly packageName: string;
  readonly version: string;
  /** The app's entry file, absolute. */
  readonly mainFile: string;
  readonly switches: Switches;
  readonly isHeadless: boolean;
}

let current: Host | null = null;

/** @throws Error when the folder is not an app. */
export function openHost({ appDir, switches }: Arguments): Host {
  const dir = resolve(appDir);
  const file: unknown = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const { name, productName, version, main } = file as Partial<Record<string, string>>;
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  current = {
    appDir: dir,
    packageName: productName ?? name ?? 'Electron',
    version: version ?? '0.0.0',
    mainFile: join(dir, main ?? 'index.js'),
    switches,
    isHeadless: switches.has('headless') || (process.platform === 'linux' && !hasDisplay),
  };
  return current;
}

export function host(): Host {
  if (current === null) throw new Error('tests/host/run.ts has not started');
  return current;
}
