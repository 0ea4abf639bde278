import { contextBridge, ipcRenderer } from 'electron';
import { channel } from '#shared/contract/names.ts';

type PageName = 'desk' | 'sign-in' | 'line';
type Listener = (value: unknown) => void;

/** One function per name. Each sends a single plain value and hands back what main answered. */
export function asks(page: PageName, names: readonly string[]): Record<string, (input?: unknown) => unknown> {
  return Object.fromEntries(
    names.map((name) => [name, (input?: unknown) => ipcRenderer.invoke(channel(page, name), input)]),
  );
}

/** Subscribes to what main pushes. The listener gets the value alone: Electron's event would hand over ipcRenderer. */
export function hears(ipcChannel: string): (listener: Listener) => () => void {
  return (listener) => {
    const pass = (_event: unknown, value: unknown): void => listener(value);
    ipcRenderer.on(ipcChannel, pass);
    return () => void ipcRenderer.off(ipcChannel, pass);
  };
}

/** Puts the bridge where the page finds it: `window.hearthline`, frozen by contextBridge. */
export function expose(bridge: Readonly<Record<string, unknown>>): void {
  contextBridge.exposeInMainWorld('hearthline', bridge);
}
