import type { DeviceRole } from '#shared/call/line-state.ts';

const DEVICES: Record<DeviceRole, string> = {
  microphone: 'Microphone',
  speaker: 'Speaker',
  ringer: 'Ringer',
};

/** What the settings place says. */
export const words = {
  title: 'Settings',
  sound: 'Sound',
  look: 'Look',
  keys: 'Keys',
  devices: DEVICES,
  followSystem: 'System default',
  followSystemNow: (label: string) => `System default (${label})`,
  unnamed: (role: DeviceRole, number: number): string => `${DEVICES[role]} ${number}`,
  gone: 'Chosen device (unplugged)',
  goneHint: 'It is unplugged. It comes back into use when you plug it in.',
  yourVoice: 'Your voice',
  speakHint: 'Speak: the bar should move past the middle.',
  play: { speaker: 'Test the speaker', ringer: 'Test the ringer' },
  echo: 'Hear yourself',
  echoHint: 'You hear your own microphone, half a second late, as callers do.',
  theme: 'Colours',
  themes: { system: 'Same as system', light: 'Light', dark: 'Dark' },
  letterKeys: 'One-letter keys during a call',
  letterKeysHint: 'Turn them off if you use dictation or speech input.',
  keyList: [
    ['F4', 'Answer the call that rings first'],
    ['Shift+F4', 'Decline it'],
    ['M', 'Mute'],
    ['H', 'Hold'],
    ['K', 'Keypad'],
    ['T', 'Transfer'],
    ['A', 'Add call'],
    ['J', 'Merge two calls, or split them'],
    ['Esc', 'Close what is open; twice: hang up'],
  ],
} as const;
