import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { Fixture } from './fixture/run-fixture.ts';

/** Page-side: what becomes of a request for the microphone. */
const openMicrophone = async (): Promise<string> => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = stream.getAudioTracks();
    track?.stop();
    return track?.kind ?? 'no track';
  } catch (error) {
    return (error as Error).name;
  }
};

const FAKE_DEVICE = '--use-fake-device-for-media-stream';

describe('Permissions', () => {
  let app: Fixture;
  let page: Page;
  beforeAll(async () => {
    app = await Fixture.start({ switches: [FAKE_DEVICE] });
    page = await app.page();
  });
  afterEach(() => app.ask('rules', { media: true, network: true }));
  afterAll(() => app.close());

  it('to use the microphone is the app’s to give: the handler is asked when the page asks', async () => {
    expect(await app.seen('asked')).toEqual([]);
    expect(await page.evaluate(openMicrophone)).toBe('audio');
    expect(await app.seen('asked')).toEqual([['app://first/index.html', ['audio']]]);
  });

  it('to use the microphone is the app’s to refuse', async () => {
    await app.ask('rules', { media: false });
    expect(await page.evaluate(openMicrophone)).toBe('NotAllowedError');
    await app.ask('rules', { media: true });
    expect(await page.evaluate(openMicrophone)).toBe('audio');
  });

  it('show in permissions.query as the check handler says', async () => {
    const states = await page.evaluate(async () => [
      (await navigator.permissions.query({ name: 'microphone' })).state,
      (await navigator.permissions.query({ name: 'geolocation' })).state,
    ]);
    expect(states).toEqual(['granted', 'denied']);
  });

  it('let a page name the devices', async () => {
    const labels = await page.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      return devices.filter(({ kind }) => kind === 'audioinput').map(({ label }) => label);
    });
    expect(labels.length).toBeGreaterThan(0);
    for (const label of labels) expect(label).not.toBe('');
  });

  it('to reach this computer over WebSocket are the app’s to give and to refuse', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const connect = (one: Page): Promise<string> =>
      one.evaluate(
        (port) =>
          new Promise<string>((resolve) => {
            const socket = new WebSocket(`ws://127.0.0.1:${port}`);
            for (const name of ['open', 'error']) socket.addEventListener(name, () => resolve(name));
          }),
        (server.address() as AddressInfo).port,
      );
    expect(await connect(page)).toBe('open');
    await app.ask('rules', { network: false });
    await app.ask('open', 'second', 'app://second/');
    expect(await connect(await app.page('second'))).toBe('error');
    server.close();
  });
});

describe('Chromium’s own answer (--use-fake-ui-for-media-stream=deny)', () => {
  it('stands in front of the app’s, as in Electron', async () => {
    const app = await Fixture.start({ switches: [FAKE_DEVICE, '--use-fake-ui-for-media-stream=deny'] });
    try {
      expect(await (await app.page()).evaluate(openMicrophone)).toBe('NotAllowedError');
      expect(await app.seen('asked')).toEqual([]);
    } finally {
      await app.close();
    }
  });
});
