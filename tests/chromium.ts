import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { findChromium } from '../tools/lib/needs.mjs';

/** Starts the machine's Chromium (HEARTHLINE_CHROMIUM, else what the path has) without a window. */
export function launchChromium(
  options: Omit<LaunchOptions, 'executablePath' | 'headless'> = {},
): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('There is no Chromium here; name one in HEARTHLINE_CHROMIUM.');
  // Chromium's sandbox refuses to work for root.
  const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ ...options, executablePath, args: [...forRoot, ...(options.args ?? [])] });
}
