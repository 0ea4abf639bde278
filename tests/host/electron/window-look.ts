import { record } from '../recorded.ts';
import { HostEvent, ModelledEmitter } from './modelled.ts';

/** What a window manager would do with a window: recorded, with answers that agree with what was asked. */
export abstract class WindowLook extends ModelledEmitter {
  #title = '';
  #isAlwaysOnTop = false;

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }

  setAlwaysOnTop(isOnTop: boolean, level?: string): void {
    record('BrowserWindow.setAlwaysOnTop', isOnTop, level);
    this.#isAlwaysOnTop = isOnTop;
    this.emit('always-on-top-changed', new HostEvent(), isOnTop);
  }

  isMinimized(): boolean {
    return false;
  }

  minimize(): void {
    record('BrowserWindow.minimize');
  }

  restore(): void {
    record('BrowserWindow.restore');
  }

  setMenu(menu: unknown): void {
    record('BrowserWindow.setMenu', menu);
  }

  removeMenu(): void {
    record('BrowserWindow.removeMenu');
  }

  setMenuBarVisibility(isVisible: boolean): void {
    record('BrowserWindow.setMenuBarVisibility', isVisible);
  }

  setAutoHideMenuBar(isHidden: boolean): void {
    record('BrowserWindow.setAutoHideMenuBar', isHidden);
  }

  setContentProtection(isOn: boolean): void {
    record('BrowserWindow.setContentProtection', isOn);
  }

  flashFrame(isOn: boolean): void {
    record('BrowserWindow.flashFrame', isOn);
  }

  setSkipTaskbar(isSkipped: boolean): void {
    record('BrowserWindow.setSkipTaskbar', isSkipped);
  }

  setBackgroundColor(colour: string): void {
    record('BrowserWindow.setBackgroundColor', colour);
  }

  setTitleBarOverlay(options: unknown): void {
    record('BrowserWindow.setTitleBarOverlay', options);
  }
}
