/** The desk window of a running Hearthline, over its DevTools port. Under the project's Node only. */
import { Stop } from './say.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Connects and waits for the desk page among the app's windows.
 * @param {number} port
 * @param {number} limitMs
 * @returns {Promise<{ page: Page, disconnect: () => Promise<void> }>}
 */
export async function openDeskPage(port, limitMs) {
  // Here and not above: an older Node reads this file before the project's own takes over.
  const { chromium } = await import('playwright-core');
  const { until } = await import('../../tests/pbx/until.ts');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: limitMs });
  const look = async () => {
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      if (await isDesk(page)) return page;
    }
    return undefined;
  };
  const page = await until('the desk window', look, limitMs).catch((/** @type {unknown} */ error) => {
    throw new Stop(`The desk window did not appear: ${error instanceof Error ? error.message : error}`);
  });
  return { page, disconnect: () => browser.close() };
}

/** Only the desk has the agent's availability in it. @param {Page} page */
async function isDesk(page) {
  const keys = page.getByRole('button', { name: /^(Ready|Break)$/ });
  // A page that is just being replaced cannot be asked.
  return (await keys.count().catch(() => 0)) > 0;
}
