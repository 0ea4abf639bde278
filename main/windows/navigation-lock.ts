import { app } from 'electron';
import type { Log } from '../system/log.ts';

/**
 * No page ever goes anywhere by itself, opens a window or embeds another page. Only main loads pages, by loadURL,
 * which does not pass these events. Set on every webContents as it is made, so none can be forgotten.
 */
export function lockNavigation(log: Log): void {
  const block =
    (state: string) =>
    (event: { preventDefault: () => void }): void => {
      event.preventDefault();
      log.write('page-blocked', { state });
    };
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', block('navigate'));
    contents.on('will-frame-navigate', block('navigate'));
    contents.on('will-redirect', block('redirect'));
    contents.on('will-attach-webview', block('attach'));
    contents.setWindowOpenHandler(() => {
      log.write('page-blocked', { state: 'open' });
      return { action: 'deny' };
    });
  });
}
