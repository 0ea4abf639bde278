import { HostEvent, Modelled, ModelledEmitter } from './modelled.ts';
import { record } from '../recorded.ts';

/** The operating system's side of Electron: what it would do is recorded; see README.md, "Proved on Electron only". */

class PowerMonitor extends ModelledEmitter {
  readonly electronName = 'powerMonitor';
  // Only a test emits these.
  protected readonly events = [
    'suspend',
    'resume',
    'lock-screen',
    'unlock-screen',
    'shutdown',
    'on-ac',
    'on-battery',
    'user-did-become-active',
    'user-did-resign-active',
    'thermal-state-change',
    'speed-limit-change',
  ];

  getSystemIdleState(): 'unknown' {
    return 'unknown';
  }

  getSystemIdleTime(): number {
    return 0;
  }

  isOnBatteryPower(): boolean {
    return false;
  }

  get onBatteryPower(): boolean {
    return false;
  }
}

class PowerSaveBlocker extends Modelled {
  readonly electronName = 'powerSaveBlocker';
  readonly #started = new Set<number>();
  #lastId = 0;

  start(type: string): number {
    this.#lastId += 1;
    this.#started.add(this.#lastId);
    record('powerSaveBlocker.start', type);
    return this.#lastId;
  }

  stop(id: number): boolean {
    record('powerSaveBlocker.stop', id);
    return this.#started.delete(id);
  }

  isStarted(id: number): boolean {
    return this.#started.has(id);
  }
}

class Shell extends Modelled {
  readonly electronName = 'shell';

  openExternal(url: string): Promise<void> {
    record('shell.openExternal', url);
    return Promise.resolve();
  }

  openPath(path: string): Promise<string> {
    record('shell.openPath', path);
    return Promise.resolve('');
  }

  showItemInFolder(path: string): void {
    record('shell.showItemInFolder', path);
  }

  beep(): void {
    record('shell.beep');
  }
}

class Dialog extends Modelled {
  readonly electronName = 'dialog';

  /** Nobody chooses: the dialog is cancelled. */
  showOpenDialog(...args: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    record('dialog.showOpenDialog', ...args);
    return Promise.resolve({ canceled: true, filePaths: [] });
  }

  showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    record('dialog.showSaveDialog', ...args);
    return Promise.resolve({ canceled: true, filePath: '' });
  }

  showMessageBox(...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    record('dialog.showMessageBox', ...args);
    return Promise.resolve({ response: 0, checkboxChecked: false });
  }

  /** As Electron does where no window can be shown. */
  showErrorBox(title: string, content: string): void {
    record('dialog.showErrorBox', title, content);
    console.error(`${title}\n${content}`);
  }
}

class GlobalShortcut extends Modelled {
  readonly electronName = 'globalShortcut';
  readonly #registered = new Set<string>();

  register(accelerator: string, callback: () => void): boolean {
    record('globalShortcut.register', accelerator, callback);
    this.#registered.add(accelerator);
    return true;
  }

  isRegistered(accelerator: string): boolean {
    return this.#registered.has(accelerator);
  }

  unregister(accelerator: string): void {
    record('globalShortcut.unregister', accelerator);
    this.#registered.delete(accelerator);
  }

  unregisterAll(): void {
    record('globalShortcut.unregisterAll');
    this.#registered.clear();
  }
}

/** One screen, of the size that flags.ts gives headless Chromium. */
class Screen extends ModelledEmitter {
  readonly electronName = 'screen';
  protected readonly events = ['display-added', 'display-removed', 'display-metrics-changed'];

  getPrimaryDisplay(): object {
    const area = { x: 0, y: 0, width: 1920, height: 1080 };
    const size = { width: area.width, height: area.height };
    return {
      id: 1,
      label: '',
      bounds: area,
      workArea: area,
      size,
      workAreaSize: size,
      scaleFactor: 1,
      rotation: 0,
    };
  }

  getAllDisplays(): object[] {
    return [this.getPrimaryDisplay()];
  }

  getDisplayMatching(): object {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint(): object {
    return this.getPrimaryDisplay();
  }

  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 };
  }
}

/** A clipboard of this process alone. */
class Clipboard extends Modelled {
  readonly electronName = 'clipboard';
  #text = '';

  readText(): string {
    return this.#text;
  }

  writeText(text: string): void {
    this.#text = text;
  }

  clear(): void {
    this.#text = '';
  }
}

class CrashReporter extends Modelled {
  readonly electronName = 'crashReporter';

  start(options: unknown): void {
    record('crashReporter.start', options);
  }
}

export class Notification extends ModelledEmitter {
  readonly electronName = 'Notification';
  protected readonly events = ['show', 'click', 'close', 'reply', 'action', 'failed'];
  readonly #options: object;

  constructor(options: object = {}) {
    super();
    this.#options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    record('Notification.show', this.#options);
    this.emit('show', new HostEvent());
  }

  close(): void {
    record('Notification.close', this.#options);
    this.emit('close', new HostEvent());
  }
}

export const powerMonitor = new PowerMonitor();
export const powerSaveBlocker = new PowerSaveBlocker();
export const shell = new Shell();
export const dialog = new Dialog();
export const globalShortcut = new GlobalShortcut();
export const screen = new Screen();
export const clipboard = new Clipboard();
export const crashReporter = new CrashReporter();
