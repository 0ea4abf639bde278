import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Call } from '#shared/call/call.ts';
import type { Levels, LineSnapshot } from '#shared/call/line-state.ts';
import type { LineAccount, LineCommand, Milestone } from '#shared/contract/line.ts';
import type { PracticeFacts } from '#shared/contract/practice.ts';
import type { Result } from '#shared/result.ts';
import { launchChromium } from '../chromium.ts';
import { PARTY_HZ, type Party } from '../pbx/parties.ts';
import { until } from '../pbx/until.ts';
import { HEARING_LIMIT_MS } from '../pbx/until-heard.ts';
import { writeToneWav } from '../pbx/wav.ts';
import { installEars, installMicrophones, noteSounds, type SoundSource } from './page-ears.ts';

const FLAGS = [
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--ignore-certificate-errors',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];
const AUDIBLE_DB = -50;

export interface LinePageOptions {
  readonly siteUrl: string;
  readonly password: string;
  /** The tone of the fake microphone. */
  readonly voice: Party;
  /** Allowed and speaking its tone, unless said otherwise. */
  readonly microphone?: 'denied' | 'none';
}

function microphoneFlags(wav: string, microphone: LinePageOptions['microphone']): string[] {
  const device = ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${wav}`];
  if (microphone === 'denied') return [...device, '--deny-permission-prompts'];
  return microphone === 'none'
    ? ['--use-fake-ui-for-media-stream']
    : [...device, '--use-fake-ui-for-media-stream'];
}

interface Bridge {
  order(order: unknown): void;
}

/** One line window in a browser of its own (the fake microphone's sound is per process), and main's part played here. */
export class LinePage {
  readonly page: Page;
  readonly milestones: Milestone[] = [];
  /** What was told of practice calls that are over. */
  readonly practised: PracticeFacts[] = [];
  levels: Levels | null = null;
  /** What the page printed or threw. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #dir: string;
  #snapshot: LineSnapshot | null = null;
  readonly #watchers = new Set<(now: LineSnapshot) => void>();
  #nextOrder = 1;
  readonly #settled = new Map<string, (result: Result<void>) => void>();

  private constructor(browser: Browser, page: Page, dir: string) {
    this.#browser = browser;
    this.page = page;
    this.#dir = dir;
  }

  static async open(options: LinePageOptions): Promise<LinePage> {
    const dir = mkdtempSync(join(tmpdir(), 'hearthline-desk-'));
    const wav = writeToneWav(join(dir, 'voice.wav'), {
      hz: PARTY_HZ[options.voice],
      seconds: 4,
      sampleRateHz: 48_000,
    });
    const args = [...FLAGS, ...microphoneFlags(wav, options.microphone)];
    const browser = await launchChromium({ args });
    const page = await browser.newPage();
    const line = new LinePage(browser, page, dir);
    await line.#playMain(options.password);
    await page.addInitScript(installMicrophones);
    await page.addInitScript(noteSounds);
    await page.addInitScript(installEars);
    await page.goto(options.siteUrl);
    return line;
  }

  get snapshot(): LineSnapshot {
    if (!this.#snapshot) throw new Error('The line has not said anything yet.');
    return this.#snapshot;
  }

  /** Sends an order and waits for its answer. */
  async order(command: LineCommand): Promise<Result<void>> {
    const id = String(this.#nextOrder++);
    const { promise, resolve } = Promise.withResolvers<Result<void>>();
    this.#settled.set(id, resolve);
    await this.page.evaluate((order) => (window as unknown as { bridge: Bridge }).bridge.order(order), {
      id,
      command,
    });
    return promise;
  }

  /** An order that has to succeed. */
  async do(command: LineCommand): Promise<void> {
    const result = await this.order(command);
    if (!result.ok) throw new Error(`${command.kind}: ${JSON.stringify(result.error)}`);
  }

  async signIn(account: LineAccount): Promise<void> {
    await this.do({ kind: 'sign-in', account });
    await this.until('registered', (now) => now.registration.name === 'registered');
  }

  /** Resolves with the first snapshot, from the last one on, for which this holds; not even a fleeting one is missed. */
  until(what: string, holds: (now: LineSnapshot) => boolean, timeoutMs = 20_000): Promise<LineSnapshot> {
    if (this.#snapshot && holds(this.#snapshot)) return Promise.resolve(this.#snapshot);
    const { promise, resolve, reject } = Promise.withResolvers<LineSnapshot>();
    const look = (now: LineSnapshot): void => {
      if (!holds(now)) return;
      this.#watchers.delete(look);
      clearTimeout(limit);
      resolve(now);
    };
    const limit = setTimeout(() => {
      this.#watchers.delete(look);
      const last = JSON.stringify({ ...this.#snapshot, media: undefined });
      reject(new Error(`Waited ${timeoutMs} ms for ${what}: ${last}\n${this.complaints.join('\n')}`));
    }, timeoutMs);
    this.#watchers.add(look);
    return promise;
  }

  call(id: string): Call {
    const found = this.snapshot.calls.find((one) => one.id === id);
    if (!found) throw new Error(`No call ${id}.`);
    return found;
  }

  /** The newest call in this phase, once there is one. */
  async callIn(phase: Call['phase']['name'], timeoutMs?: number): Promise<Call> {
    const find = (now: LineSnapshot) => now.calls.findLast((one) => one.phase.name === phase);
    const now = await this.until(`a call to be ${phase}`, (seen) => find(seen) !== undefined, timeoutMs);
    const found = find(now);
    if (!found) throw new Error('Unreachable: it was just found.');
    return found;
  }

  async untilCall(
    id: string,
    what: string,
    holds: (call: Call) => boolean,
    timeoutMs?: number,
  ): Promise<Call> {
    await this.until(what, (now) => now.calls.some((one) => one.id === id && holds(one)), timeoutMs);
    return this.call(id);
  }

  async milestone(callId: string, name: Milestone['name']): Promise<number> {
    const probe = () => this.milestones.find((one) => one.callId === callId && one.name === name);
    return (await until(`milestone ${name}`, probe)).atMs;
  }

  /** Which parties come out of this desk's speaker now, like `patient` or `agent+patient`; empty is silence. */
  async heard(source: SoundSource = 'calls'): Promise<string> {
    const parties = Object.entries(PARTY_HZ);
    const levels = await this.page.evaluate(([hz, from]) => window.ears.levels(hz, from), [
      parties.map(([, hz]) => hz),
      source,
    ] as const);
    return parties
      .filter((_, at) => (levels[at] ?? -120) > AUDIBLE_DB)
      .map(([name]) => name)
      .sort()
      .join('+');
  }

  async untilHeard(wanted: string, source: SoundSource = 'calls'): Promise<void> {
    let last = '';
    const probe = async () => {
      last = await this.heard(source);
      return last === wanted;
    };
    await until(`hearing ${wanted || 'silence'}`, probe, HEARING_LIMIT_MS).catch((error: unknown) => {
      throw new Error(`Expected to hear "${wanted}", heard "${last}".`, { cause: error });
    });
  }

  /** Takes a device away: it is listed no more, and whoever uses it is told that its sound ended. */
  async unplug(deviceId: string): Promise<void> {
    await this.page.evaluate((id) => window.microphones.unplug(id), deviceId);
  }

  async plugIn(): Promise<void> {
    await this.page.evaluate(() => window.microphones.unplug(null));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  async #playMain(password: string): Promise<void> {
    const { page } = this;
    page.on('console', (message) => this.complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    let user = '';
    await page.exposeBinding('toMain', (_source, name: string, input: unknown): unknown => {
      switch (name) {
        case 'snapshot':
          this.#snapshot = input as LineSnapshot;
          for (const look of this.#watchers) look(this.#snapshot);
          break;
        case 'milestone':
          this.milestones.push(input as Milestone);
          break;
        case 'practised':
          this.practised.push(input as PracticeFacts);
          break;
        case 'levels':
          this.levels = input as Levels;
          break;
        case 'settled': {
          const { id, result } = input as { id: string; result: Result<void> };
          this.#settled.get(id)?.(result);
          break;
        }
        case 'sign-in':
          user = input as string;
          break;
        case 'credential': {
          const { realm } = input as { realm: string };
          const ha1 = createHash('md5').update(`${user}:${realm}:${password}`).digest('hex');
          return { ok: true, value: { ha1 } };
        }
        default:
      }
      return { ok: true };
    });
    await page.addInitScript(playMainInPage);
  }
}

/** Sent to the page as text: the preload's part. */
function playMainInPage(): void {
  const toMain = (window as unknown as { toMain: (name: string, input: unknown) => Promise<unknown> }).toMain;
  const listeners: ((order: unknown) => void)[] = [];
  const early: unknown[] = [];
  const say = (name: string) => (input: unknown) => toMain(name, input);
  Object.assign(window, {
    bridge: {
      order(order: { command: { kind: string; account?: { authorizationUser: string } } }) {
        if (order.command.account) void toMain('sign-in', order.command.account.authorizationUser);
        if (listeners.length === 0) early.push(order);
        for (const listener of listeners) listener(order);
      },
    },
    hearthline: {
      ready: say('ready'),
      snapshot: say('snapshot'),
      levels: say('levels'),
      milestone: say('milestone'),
      practised: say('practised'),
      settled: say('settled'),
      credential: say('credential'),
      onOrder(listener: (order: unknown) => void) {
        listeners.push(listener);
        for (const order of early.splice(0)) listener(order);
        return () => undefined;
      },
    },
  });
}

/** An account of the test PBX, with whatever a test wants different. */
export function lineAccount(extension: string, url: string, changes: Partial<LineAccount> = {}): LineAccount {
  return {
    domain: '127.0.0.1',
    extension,
    authorizationUser: extension,
    displayName: `Desk ${extension}`,
    servers: [{ url, mayAutoAnswer: false }],
    registrationExpirySec: 120,
    iceServers: [],
    gatheringBudgetMs: 300,
    dtmf: 'rfc4733',
    watch: [],
    maxCalls: 4,
    ...changes,
  };
}
