import { join } from 'node:path';
import { host } from '../host.ts';
import { Chromium } from './chromium.ts';
import { chromiumFlags } from './flags.ts';

let running: Chromium | null = null;

/** @param sessionDataDir where Electron would keep cookies and caches; Chromium's profile is a folder in it. */
export async function startChromium(sessionDataDir: string): Promise<Chromium> {
  const { switches, isHeadless } = host();
  const profileDir = join(sessionDataDir, 'host-chromium');
  const flags = chromiumFlags({ switches, profileDir, isHeadless, isRoot: process.getuid?.() === 0 });
  running = await Chromium.launch(flags);
  return running;
}

export function isChromiumRunning(): boolean {
  return running !== null;
}

/** @throws Error before the app is ready. */
export function runningChromium(): Chromium {
  if (running === null) throw new Error('Chromium is not running: the app is not ready');
  return running;
}
