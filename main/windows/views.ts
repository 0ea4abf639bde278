import { session } from 'electron';
import { ORIGINS } from '#shared/contract/names.ts';
import type { Views } from '../views.ts';
import type { DeskWindow } from './desk-window.ts';
import type { LineWindow } from './line-window.ts';

/** The windows, as the shell speaks of them. */
export function viewsOf(desk: DeskWindow, line: LineWindow): Views {
  return {
    showDesk: () => desk.show('desk'),
    showSignIn: () => desk.show('sign-in'),
    forgetPages: async () => {
      const { defaultSession } = session;
      await Promise.all(
        [ORIGINS.desk, ORIGINS.signIn].map((origin) => defaultSession.clearStorageData({ origin })),
      );
    },
    pushState: (state) => desk.push('desk', 'state', state),
    pushLevels: (levels) => desk.push('desk', 'levels', levels),
    pushNumber: (text) => desk.push('desk', 'number', text),
    pushSignIn: (state) => desk.push('sign-in', 'signInState', state),
    sendOrder: line.send,
    replaceLine: () => line.replace(),
  };
}
