import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection, whileOpen } from './cdp.ts';
import type { CdpSession } from './cdp.ts';

/** One page of Chromium's and the line to it. */
export interface PageTarget {
  readonly targetId: string;
  readonly session: CdpSession;
}

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** How much of what Chromium complained about is kept for the case that it does not start. */
const COMPLAINT_LENGTH = 2000;

/** @throws Error when there is no Chromium; HEARTHLINE_CHROMIUM names one elsewhere. */
function findChromium(): string {
  const found = process.env['HEARTHLINE_CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`No Chromium in ${PLACES.join(', ')}; set HEARTHLINE_CHROMIUM`);
  return found;
}

/** The browser that shows the app's pages. It has a page only when a BrowserWindow asked for one. */
export class Chromium {
  /** Speaks to the browser as a whole. */
  readonly browser: CdpSession;
  /** The browser process went away without being asked to. */
  onGone: () => void = () => undefined;
  readonly #process: ChildProcess;
  readonly #connection: CdpConnection;
  readonly #ended: Promise<unknown>;
  readonly #ours = new Set<string>();
  #opening: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess, connection: CdpConnection) {
    this.#process = child;
    this.#connection = connection;
    this.browser = connection.browser;
    this.#ended = once(child, 'exit');
    void this.#ended.then(() => this.onGone());
  }

  /** @throws Error with Chromium's own words when it does not start. */
  static async launch(flags: readonly string[]): Promise<Chromium> {
    const child = spawn(findChromium(), flags, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in a terminal reaches us alone, and the app decides what it means.
      detached: true,
    });
    // Nothing of Chromium's outlives this process, however it ends. (If it is killed, the pipe closes: see flags.ts.)
    process.on('exit', () => killGroup(child));
    let complaints = '';
    child.stderr?.on('data', (text: Buffer) => {
      complaints = `${complaints}${text.toString()}`.slice(-COMPLAINT_LENGTH);
    });
    const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
    const chromium = new Chromium(child, connection);
    try {
      chromium.browser.on('Target.targetCreated', ({ targetInfo }) => {
        if (targetInfo.type === 'page') void whileOpen(chromium.#close(targetInfo.targetId));
      });
      await chromium.browser.send('Target.setDiscoverTargets', { discover: true });
      return chromium;
    } catch (error) {
      throw new Error(`Chromium did not start: ${complaints || String(error)}`, { cause: error });
    }
  }

  /** Opens an empty page in a window of its own. */
  async openPage(): Promise<PageTarget> {
    const opening = this.browser.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    this.#opening = Promise.allSettled([this.#opening, opening]);
    const { targetId } = await opening;
    this.#ours.add(targetId);
    const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: true });
    return { targetId, session: this.#connection.session(sessionId) };
  }

  /** An app has only the windows that it opened: whatever else appears (a link with a target) is closed at once. */
  async #close(targetId: string): Promise<void> {
    // A page of ours is announced before the answer that says so.
    await this.#opening;
    if (!this.#ours.has(targetId)) await this.browser.send('Target.closeTarget', { targetId });
  }

  async closePage(targetId: string): Promise<void> {
    this.#ours.delete(targetId);
    await this.browser.send('Target.closeTarget', { targetId });
  }

  async close(): Promise<void> {
    this.onGone = () => undefined;
    await whileOpen(this.browser.send('Browser.close'));
    await this.#ended;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // All of them have ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
