import type { DeskScene } from './desk-scenes.ts';
import { knownHere } from './records-here.ts';

const opened = { state: () => ({}), place: 'settings', press: ['Change the PIN'] } as const;
const filled = [
  ['Your PIN now', 'blue lamp'],
  ['New PIN', 'eight grey herons'],
  ['The same PIN again', 'eight grey herons'],
] as const;

/** Changing the PIN in the settings. */
export const pinScenes = {
  'settings-pin': opened,
  'settings-pin-alone': {
    ...opened,
    records: { ...knownHere, rules: { ...knownHere.rules, keyring: false, minLength: 12 } },
    fill: [...filled.slice(0, 2), ['The same PIN again', 'eight grey crows']],
  },
  'settings-pin-wrong': {
    ...opened,
    refuse: ['changePin', { code: 'pin-wrong', details: { left: 4, onLimit: 'sign-in' } }],
    fill: filled,
    type: '\n',
  },
  'settings-pin-waiting': {
    ...opened,
    records: {
      ...knownHere,
      kept: {
        state: 'waiting',
        untilMs: Date.UTC(2026, 2, 10, 12, 0, 15),
        triesLeft: { inAll: 7, withoutLine: 2 },
      },
    },
  },
  'settings-pin-no-tries': {
    ...opened,
    records: { ...knownHere, kept: { state: 'known', triesLeft: { inAll: 5, withoutLine: 0 } } },
  },
  'settings-pin-changed': { ...opened, fill: filled, type: '\n' },
} as const satisfies Record<string, DeskScene>;
