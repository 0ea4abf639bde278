import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePort } from '../../pbx/ports.ts';
import { until } from '../../pbx/until.ts';
import { descendants } from './process-tree.ts';

// The bench is no test run, and saves no evidence of failed tests.
const evidence = process.env['VITEST'] ? await import('./evidence.ts') : null;

const ROOT = join(import.meta.dirname, '../../..');
const START_LIMIT_MS = 60_000;
const QUIT_LIMIT_MS = 12_000;

/** app:// pages by the part of their address that both hosts keep (tests/host maps app://desk to desk.localhost). */
const DESK_OR_SIGN_IN = /^(?:app:\/\/|http:\/\/)(?:desk|sign-in)(?:\.localhost)?\//;
const DESK = /^(?:app:\/\/|http:\/\/)desk(?:\.localhost)?\//;
const LINE = /^(?:app:\/\/|http:\/\/)line(?:\.localhost)?\//;

export interface LaunchOptions {
  /** Profile file to open; none leaves the sign-in page without one. */
  readonly profile?: string;
  /** Straight to the practice line. */
  readonly practice?: boolean;
  /** What the fake microphone says, over and over. */
  readonly microphoneWav?: string;
  /** Leaves the machine's own sound devices, which a test machine has none of, instead of fake ones. */
  readonly withoutFakeDevices?: boolean;
  /** More Chromium switches; one that is given replaces ours of the same name. */
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A folder to go on with, instead of a fresh one that is removed at the end. */
  readonly userData?: string;
}

/** A call of Electron's that has no effect on the stand-in (tests/host/recorded.ts). */
export interface RecordedCall {
  readonly api: string;
  readonly args: readonly unknown[];
}

/** The real app, started by the same command that people use, and driven through its DevTools port. */
export class App {
  readonly userData: string;
  /** From the command to a usable page. */
  readonly readyMs: number;
  readonly #process: ChildProcess;
  readonly #browser: Browser;
  readonly #lines: readonly string[];
  readonly #ownsUserData: boolean;
  #closing: Promise<void> | null = null;

  constructor(made: {
    process: ChildProcess;
    browser: Browser;
    lines: readonly string[];
    userData: string;
    ownsUserData: boolean;
    readyMs: number;
  }) {
    this.#process = made.process;
    this.#browser = made.browser;
    this.#lines = made.lines;
    this.userData = made.userData;
    this.#ownsUserData = made.ownsUserData;
    this.readyMs = made.readyMs;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The window people see: its sign-in page, or the desk. */
  desk(): Page {
    const pages = this.#pages();
    // While the desk opens, the sign-in page that it replaces may still be listed.
    const page =
      pages.find((candidate) => DESK.test(candidate.url())) ??
      pages.find((candidate) => DESK_OR_SIGN_IN.test(candidate.url()));
    if (!page) throw new Error(`The desk window is gone.\n${this.output()}`);
    return page;
  }

  /** False on the sign-in page, and in the moment between the two. */
  isAtDesk(): boolean {
    return this.#pages().some((page) => DESK.test(page.url()));
  }

  /** The hidden window that owns the calls. */
  line(): Promise<Page> {
    return until('the line window', () => this.#pages().find((page) => LINE.test(page.url())));
  }

  /** Everything printed so far. */
  output(): string {
    return this.#lines.join('\n');
  }

  /** Process ids of the renderers that run now. */
  rendererPids(): number[] {
    return descendants(this.pid)
      .filter(
        ({ command }) => command.includes('--type=renderer') && !command.includes('--extension-process'),
      )
      .map(({ pid }) => pid);
  }

  async screenshot(name: string): Promise<string> {
    const dir = join(ROOT, 'out/pictures');
    mkdirSync(dir, { recursive: true });
    const path = join(dir, `${name}.png`);
    await this.desk().screenshot({ path });
    return path;
  }

  /** What the stand-in recorded instead of doing it: notifications, links opened outside… Nothing on Electron. */
  recorded(): RecordedCall[] {
    const file = recordFile(this.userData);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    return lines.map((line) => JSON.parse(line) as RecordedCall);
  }

  /** The app dies with everything it started, as in a crash or a power cut; its folder stays. */
  async kill(): Promise<void> {
    const gone = once(this.#process, 'exit');
    // Not the command that started it, which ends by itself and leaves no dead process that looks alive.
    for (const { pid } of descendants(this.pid)) killOne(pid);
    await gone;
    await this.#browser.close();
  }

  /** Ends the app as the system would, and waits until it is gone. A second call does nothing. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    evidence?.forgetApp(this);
    await this.#browser.close();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      const limit = setTimeout(() => killTree(this.pid), QUIT_LIMIT_MS);
      await gone;
      clearTimeout(limit);
    }
    if (this.#ownsUserData) rmSync(this.userData, { recursive: true, force: true });
  }

  #pages(): Page[] {
    return this.#browser.contexts().flatMap((context) => context.pages());
  }
}

/** Starts the app and resolves once its first page is usable. */
export async function launchApp(options: LaunchOptions = {}): Promise<App> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'hearthline-app-'));
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [join(ROOT, 'tools/start.mjs'), ...commandLine(options, userData, port)],
    {
      cwd: ROOT,
      env: { HEARTHLINE_HOST_RECORD: recordFile(userData), ...(options.env ?? process.env) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const lines: string[] = [];
  let isReady = false;
  let readyMs = 0;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (!line.startsWith('Hearthline is ready')) return;
      isReady = true;
      readyMs = performance.now() - begun;
    });
  }
  const browser = await until(
    'Hearthline to be ready',
    () => {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
      return isReady;
    },
    START_LIMIT_MS,
  )
    // Playwright's defaults would tell pages which colours and motion to prefer; that is the app's and the system's to say.
    .then(() => chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true }))
    .catch((error: unknown) => {
      killTree(child.pid ?? 0);
      if (!options.userData) rmSync(userData, { recursive: true, force: true });
      throw new Error(`Hearthline did not start:\n${lines.join('\n')}`, { cause: error });
    });
  const app = new App({ process: child, browser, lines, userData, ownsUserData: !options.userData, readyMs });
  evidence?.watchApp(app);
  return app;
}

/** Ends a command that did not end itself, and everything that it started. */
function killTree(root: number): void {
  for (const pid of [...descendants(root).map((one) => one.pid), root]) killOne(pid);
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended with the one before it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function recordFile(userData: string): string {
  return join(userData, 'host-recorded.jsonl');
}

function commandLine(options: LaunchOptions, userData: string, port: number): string[] {
  const { profile, practice, microphoneWav, withoutFakeDevices = false, switches = [] } = options;
  const host = process.env['HEARTHLINE_HOST'];
  const ours = [
    ...(withoutFakeDevices ? [] : ['--use-fake-device-for-media-stream']),
    ...(microphoneWav ? [`--use-file-for-fake-audio-capture=${microphoneWav}`] : []),
  ];
  const name = (text: string): string => text.split('=', 1)[0] ?? '';
  const kept = ours.filter((one) => !switches.some((other) => name(other) === name(one)));
  return [
    '--headless',
    `--user-data=${userData}`,
    `--cdp=${port}`,
    ...(host ? [`--host=${host}`] : []),
    ...(profile ? [`--profile=${profile}`] : []),
    ...(practice ? ['--practice'] : []),
    '--milestones',
    '--',
    ...kept,
    ...switches,
  ];
}
