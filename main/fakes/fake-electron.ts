import { EventEmitter } from 'node:events';

/** The windows made so far, in order. */
export const windows: FakeWindow[] = [];
class FakeContents extends EventEmitter {
  readonly id = windows.length;
  crash = (reason = 'crashed'): void => void this.emit('render-process-gone', {}, { reason });
  forcefullyCrashRenderer = (): void => this.crash('killed');
  isDestroyed = (): boolean => false;
}
/** Electron’s window, as far as the desk’s window uses it; a test causes what would befall it. */
export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly done: string[] = [];
  #isDestroyed = false;
  constructor() {
    super();
    windows.push(this);
  }
  loadURL = (): Promise<void> => Promise.resolve();
  show = (): void => void this.done.push('shown');
  minimize = (): void => void this.done.push('minimized');
  isMinimized = (): boolean => false;
  isDestroyed = (): boolean => this.#isDestroyed;
  getBounds = (): object => ({ x: 0, y: 0, width: 1200, height: 800 });
  destroy = (): void => {
    this.#isDestroyed = true;
    this.emit('closed');
  };
}
