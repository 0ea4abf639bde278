import type { Chromium } from '../chromium/chromium.ts';
import { startChromium } from '../chromium/running.ts';
import { guardNetwork } from '../chromium/network.ts';
import { host } from '../host.ts';
import { record } from '../recorded.ts';
import { goneReasonOf } from './chromium-words.ts';
import { CommandLine } from './command-line.ts';
import { HostEvent, ModelledEmitter } from './modelled.ts';
import { networkRules } from './network-rules.ts';
import { SpecialPaths } from './paths.ts';
import { processMetrics } from './process-metrics.ts';
import { contentsOfTarget, openWindows, windowOfTarget } from './registry.ts';
import { SingleInstance } from './single-instance.ts';

const CLOSE_LIMIT_MS = 5000;

/** Electron's app: the life of the whole. */
class App extends ModelledEmitter {
  readonly electronName = 'app';
  protected readonly events = [
    'will-finish-launching',
    'ready',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
    'second-instance',
    'web-contents-created',
    'browser-window-created',
    'browser-window-focus',
    'browser-window-blur',
    'render-process-gone',
    // Nothing here causes these.
    'activate',
    'child-process-gone',
    'open-url',
    'open-file',
    'certificate-error',
    'select-client-certificate',
    'login',
    'gpu-info-update',
    'accessibility-support-changed',
  ];
  readonly isPackaged = false;
  readonly commandLine = new CommandLine();
  // As everywhere but on macOS.
  readonly dock = undefined;
  readonly #paths = new SpecialPaths();
  #name: string | null = null;
  #chromium: Chromium | null = null;
  #isReady = false;
  #isQuitting = false;
  #isEnding = false;
  #instance: SingleInstance | null = null;
  readonly #ready = Promise.withResolvers<void>();

  /** Part of the stand-in: the app's main file has been read. */
  async start(): Promise<void> {
    this.emit('will-finish-launching');
    const chromium = await startChromium(this.getPath('sessionData'));
    this.#chromium = chromium;
    chromium.onGone = () => {
      console.error('Chromium ended unasked');
      this.exit(1);
    };
    chromium.browser.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
      contentsOfTarget(targetId)?.gone(goneReasonOf(status), errorCode);
    });
    chromium.browser.on('Target.targetDestroyed', ({ targetId }) =>
      windowOfTarget(targetId)?.closedOutside(),
    );
    await guardNetwork(chromium.browser, networkRules);
    this.#isReady = true;
    this.emit('ready', new HostEvent(), {});
    this.#ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** Asks every window to close; one that refuses ends the attempt. */
  quit(): void {
    if (this.#isQuitting) return;
    const event = new HostEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of openWindows) {
      if (!window.mayClose()) {
        this.#isQuitting = false;
        return;
      }
    }
    void this.#closeAndEnd();
  }

  async #closeAndEnd(): Promise<void> {
    await Promise.all([...openWindows].map((window) => window.closeNow()));
    const event = new HostEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#isQuitting = false;
    else this.exit(0);
  }

  /** Ends at once: no window is asked. */
  exit(exitCode = 0): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#isQuitting = true;
    this.emit('quit', new HostEvent(), exitCode);
    this.releaseSingleInstanceLock();
    void this.#end(exitCode);
  }

  async #end(exitCode: number): Promise<void> {
    // Chromium may hang; it is killed when this process ends.
    const limit = setTimeout(() => process.exit(exitCode), CLOSE_LIMIT_MS);
    await this.#chromium?.close();
    clearTimeout(limit);
    process.exit(exitCode);
  }

  /** Part of the stand-in: a window has closed. */
  windowClosed(): void {
    if (openWindows.size > 0 || this.#isQuitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  getPath(name: string): string {
    return this.#paths.get(name, this.getName());
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path, this.getName());
  }

  setAppLogsPath(path?: string): void {
    if (path !== undefined) this.setPath('logs', path);
  }

  getAppPath(): string {
    return host().appDir;
  }

  getName(): string {
    return this.#name ?? host().packageName;
  }

  setName(name: string): void {
    this.#name = name;
  }

  get name(): string {
    return this.getName();
  }

  set name(name: string) {
    this.setName(name);
  }

  getVersion(): string {
    return host().version;
  }

  getLocale(): string {
    return host().switches.value('lang') || 'en-US';
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    this.#instance ??= new SingleInstance(this.getPath('userData'));
    const message = { argv: [...process.argv], workingDirectory: process.cwd(), additionalData };
    return this.#instance.request(message, (second) => {
      const { argv, workingDirectory } = second;
      this.emit('second-instance', new HostEvent(), argv, workingDirectory, second.additionalData);
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance?.isHeld ?? false;
  }

  releaseSingleInstanceLock(): void {
    this.#instance?.release();
  }

  getAppMetrics(): ReturnType<typeof processMetrics> {
    return processMetrics();
  }

  /** Every page of the stand-in runs its preload in the isolated world of a web page, sandboxed or not. */
  enableSandbox(): void {
    record('app.enableSandbox');
  }

  focus(): void {
    record('app.focus');
  }

  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id);
  }

  setAsDefaultProtocolClient(scheme: string, ...rest: unknown[]): boolean {
    record('app.setAsDefaultProtocolClient', scheme, ...rest);
    return true;
  }

  isDefaultProtocolClient(scheme: string): boolean {
    record('app.isDefaultProtocolClient', scheme);
    return false;
  }

  disableHardwareAcceleration(): void {
    this.commandLine.appendSwitch('disable-gpu');
  }

  setLoginItemSettings(settings: unknown): void {
    record('app.setLoginItemSettings', settings);
  }

  setBadgeCount(count = 0): boolean {
    record('app.setBadgeCount', count);
    return true;
  }
}

export const app = new App();
