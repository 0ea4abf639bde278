import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { launchChromium } from '../chromium.ts';
import { freePort } from './ports.ts';
import { type Pbx, startPbx } from './pbx.ts';
import { type TrustStore, trustStore } from './trust-store.ts';

describe('a Chromium that trusts the bench’s authority', () => {
  let pbx: Pbx;
  let store: TrustStore;
  let browser: Browser;
  let page: Server;
  let pagePort: number;

  beforeAll(async () => {
    pbx = await startPbx();
    store = await trustStore([pbx.caFile]);
    pagePort = await freePort();
    page = createServer((_request, response) => response.end('<!doctype html><title>test</title>'));
    await new Promise<void>((resolve) => {
      page.listen(pagePort, '127.0.0.1', resolve);
    });
    browser = await launchChromium({ env: store.env });
  });

  afterAll(async () => {
    await browser.close();
    page.close();
    await store.remove();
    await pbx.stop();
  });

  /** Opens a SIP WebSocket from a page, as the app does, and says whether it opened. */
  async function opens(url: string, where = browser): Promise<string> {
    const tab = await where.newPage();
    await tab.goto(`http://127.0.0.1:${pagePort}/`);
    const outcome = await tab.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          const socket = new globalThis.WebSocket(address, 'sip');
          socket.addEventListener('open', () => resolve('open'));
          socket.addEventListener('close', ({ code }) => resolve(`closed ${code}`));
        }),
      url,
    );
    await tab.close();
    return outcome;
  }

  it('opens wss to the PBX, by address', async () => {
    expect(await opens(pbx.wssUrl)).toBe('open');
  });

  it('does not open it without the authority in its home', async () => {
    const nobody = await trustStore([]);
    const stranger = await launchChromium({ env: nobody.env });
    expect(await opens(pbx.wssUrl, stranger)).toBe('closed 1006');
    await stranger.close();
    await nobody.remove();
  });

  it.each(['self-signed', 'expired', 'wrong-name'] as const)(
    'refuses a certificate that is %s',
    async (bad) => {
      const url = await pbx.wssUrlWith(bad);
      expect(await opens(url)).toBe('closed 1006');
      expect(await opensUnchecked(url), 'the same door, for a client that does not look').toBe('open');
    },
  );
});

/** Opens the same without looking at the certificate. */
function opensUnchecked(url: string): Promise<string> {
  const socket = new WebSocket(url, 'sip', { rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
  });
}
