/** The `electron` module as the app's main process imports it. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { notModelled } from './modelled.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net.ts';
import { protocol } from './protocol.ts';
import { Menu, MenuItem, nativeImage, Tray } from './recorded-menus.ts';
import * as system from './recorded-system.ts';
import { allContents } from './registry.ts';
import { safeStorage } from './safe-storage.ts';
import { defaultSession } from './session.ts';

const session = {
  defaultSession,
  fromPartition: notModelled('session.fromPartition'),
  fromPath: notModelled('session.fromPath'),
};
const webContents = {
  getAllWebContents: () => [...allContents.values()],
  fromId: (id: number) => allContents.get(id),
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
};

const { clipboard, crashReporter, dialog, globalShortcut, Notification } = system;
const { powerMonitor, powerSaveBlocker, screen, shell } = system;
const autoUpdater = notModelled('autoUpdater');
const BaseWindow = notModelled('BaseWindow');
const contentTracing = notModelled('contentTracing');
const desktopCapturer = notModelled('desktopCapturer');
const inAppPurchase = notModelled('inAppPurchase');
const MessageChannelMain = notModelled('MessageChannelMain');
const netLog = notModelled('netLog');
const pushNotifications = notModelled('pushNotifications');
const systemPreferences = notModelled('systemPreferences');
const TouchBar = notModelled('TouchBar');
const utilityProcess = notModelled('utilityProcess');
const View = notModelled('View');
const WebContentsView = notModelled('WebContentsView');
const webFrameMain = notModelled('webFrameMain');

const electron = {
  app,
  autoUpdater,
  BaseWindow,
  BrowserWindow,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
};

export {
  app,
  autoUpdater,
  BaseWindow,
  BrowserWindow,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  inAppPurchase,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
  // oxlint-disable-next-line import/no-default-export -- Electron's module has one, and apps import it.
  electron as default,
  // What `require('electron')` returns.
  electron as 'module.exports',
};
