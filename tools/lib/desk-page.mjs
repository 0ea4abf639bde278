/** The desk window of a running Hearthline, over its DevTools port. Under the project's Node only. */
import { createServer } from 'node:net';
import { Stop } from './say.mjs';

/** @typedef {import('playwright-core').Page} Page */

const LOOK_EVERY_MS = 50;

/** A port on 127.0.0.1 that was free a moment ago. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/**
 * Connects and waits for the desk page among the app's windows.
 * @param {number} port
 * @param {number} limitMs
 * @returns {Promise<{ page: Page, disconnect: () => Promise<void> }>}
 */
export async function openDeskPage(port, limitMs) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: limitMs });
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      if (await isDesk(page)) return { page, disconnect: () => browser.close() };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Stop(`The desk window did not appear in ${limitMs / 1000} s`);
}

/** Only the desk has the agent's availability in it. @param {Page} page */
async function isDesk(page) {
  const keys = page.getByRole('button', { name: /^(Ready|Break)$/ });
  // A page that is just being replaced cannot be asked.
  return (await keys.count().catch(() => 0)) > 0;
}
