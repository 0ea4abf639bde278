import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import type { Agent } from '../desk/agent.ts';
import { installAudioProbe } from './audio-probe.ts';
import type { PlainConfig, PlainPhone } from './plain/phone.ts';

/** A phone under the bench: three actions, and the pages on which their effects show. */
export interface BenchPhone {
  readonly name: string;
  readonly extension: string;
  /** Where the alert appears. */
  readonly screen: Page;
  /** Where far-end audio is decoded; has the audio probe. */
  readonly sound: Page;
  /** Clicks Answer; resolves with the moment of the click. */
  answer(): Promise<number>;
  /** Presses the key that dials; resolves with the moment of the press. */
  dial(extension: string): Promise<number>;
  hangUp(): Promise<void>;
  /** Resolves once the phone itself knows that no call is left. */
  quiet(): Promise<void>;
}

/** Page-side: clicks the button inside the alert and says when. */
const clickAnswer = (): number => {
  const button = [...document.querySelectorAll<HTMLElement>('[role="alert"] button')].find((element) =>
    /answer/i.test(element.textContent),
  );
  if (!button) throw new Error('There is no Answer button.');
  const at = performance.timeOrigin + performance.now();
  // React Aria presses on pointer events, a plain button on click: a person's press makes all of them.
  const options = { bubbles: true, cancelable: true, pointerType: 'mouse', button: 0, detail: 1 };
  button.dispatchEvent(new PointerEvent('pointerdown', options));
  button.dispatchEvent(new PointerEvent('pointerup', options));
  button.click();
  return at;
};

const CHROMIUM_ARGS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

export interface Plain extends BenchPhone {
  readonly browser: Browser;
  /** From the start of the browser's process to a registered phone. */
  readonly startMs: number;
}

export async function startPlainPhone(siteUrl: string, wav: string, config: PlainConfig): Promise<Plain> {
  const begun = performance.now();
  const browser = await launchChromium({
    args: [...CHROMIUM_ARGS, `--use-file-for-fake-audio-capture=${wav}`],
  });
  const page = await browser.newPage();
  await page.addInitScript(installAudioProbe);
  await page.goto(siteUrl);
  await page.evaluate(async (given) => {
    const scope = window as unknown as { startPhone(c: PlainConfig): Promise<PlainPhone> };
    await (await scope.startPhone(given)).register();
  }, config);
  const startMs = performance.now() - begun;
  return {
    name: config.library,
    extension: config.extension,
    screen: page,
    sound: page,
    browser,
    startMs,
    answer: () => page.evaluate(clickAnswer),
    dial: (extension) =>
      page.evaluate((target) => {
        const at = performance.timeOrigin + performance.now();
        void (window as unknown as { phone: PlainPhone }).phone.dial(target);
        return at;
      }, extension),
    hangUp: () => page.evaluate(() => (window as unknown as { phone: PlainPhone }).phone.hangUp()),
    quiet: async () => {
      await page.waitForFunction(
        () => !(window as unknown as { phone: PlainPhone }).phone.isBusy(),
        undefined,
        {
          polling: 20,
          timeout: 10_000,
        },
      );
    },
  };
}

/** Hearthline itself, by the same three actions. */
export async function hearthlinePhone(agent: Agent, extension: string): Promise<BenchPhone> {
  const line = await agent.app.line();
  await line.evaluate(installAudioProbe);
  return {
    name: 'hearthline',
    extension,
    screen: agent.page,
    sound: line,
    answer: () => agent.page.evaluate(clickAnswer),
    dial: async (target) => {
      const box = agent.page.getByRole('textbox', { name: 'Number to call' });
      await box.fill(target);
      await agent.page.evaluate(() => {
        const scope = globalThis as typeof globalThis & { dialledAt: number };
        addEventListener('keydown', () => (scope.dialledAt = performance.timeOrigin + performance.now()), {
          capture: true,
          once: true,
        });
      });
      await box.press('Enter');
      return agent.page.evaluate(() => (globalThis as typeof globalThis & { dialledAt: number }).dialledAt);
    },
    hangUp: () => agent.hangUpAll(),
    quiet: () => agent.quiet(),
  };
}

export async function resetProbe(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as typeof globalThis & { firstAudioAt: number | null }).firstAudioAt = null;
  });
}

/** The first moment of decoded far-end audio since the probe was reset. */
export async function firstAudio(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => (globalThis as typeof globalThis & { firstAudioAt: number | null }).firstAudioAt,
    undefined,
    { polling: 20, timeout: 15_000 },
  );
  return (await handle.jsonValue()) ?? 0;
}
