/** What Electron's module has in it, each by its name there. */
import { BrowserWindow } from './browser-window.ts';
import { notModelled } from './modelled.ts';
import { allContents } from './registry.ts';
import { defaultSession } from './session.ts';

export { app } from './app.ts';
export { BrowserWindow };
export { ipcMain } from './ipc-main.ts';
export { nativeTheme } from './native-theme.ts';
export { net } from './net.ts';
export { protocol } from './protocol.ts';
export { Menu, MenuItem, nativeImage, Tray } from './recorded-menus.ts';
export {
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './recorded-system.ts';
export { safeStorage } from './safe-storage.ts';
export { utilityProcess } from './utility-process.ts';

export const session = {
  defaultSession,
  fromPartition: notModelled('session.fromPartition'),
  fromPath: notModelled('session.fromPath'),
};
export const webContents = {
  getAllWebContents: () => [...allContents.values()],
  fromId: (id: number) => allContents.get(id),
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
};

export const autoUpdater = notModelled('autoUpdater');
export const BaseWindow = notModelled('BaseWindow');
export const contentTracing = notModelled('contentTracing');
export const desktopCapturer = notModelled('desktopCapturer');
export const inAppPurchase = notModelled('inAppPurchase');
export const MessageChannelMain = notModelled('MessageChannelMain');
export const netLog = notModelled('netLog');
export const pushNotifications = notModelled('pushNotifications');
export const systemPreferences = notModelled('systemPreferences');
export const TouchBar = notModelled('TouchBar');
export const View = notModelled('View');
export const WebContentsView = notModelled('WebContentsView');
export const webFrameMain = notModelled('webFrameMain');
