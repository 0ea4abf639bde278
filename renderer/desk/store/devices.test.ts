import { expect, it } from 'vitest';
import { deviceName } from './devices.ts';

it.each([
  ['default', 'Default - Jabra Evolve2 65 (USB)', 'Jabra Evolve2 65 (USB)'],
  ['communications', 'Communications - Built-in - front', 'Built-in - front'],
  ['usb-1', 'Headset - left', 'Headset - left'],
  ['default', '', ''],
])('%s “%s” is named “%s”', (id, label, name) => {
  expect(deviceName({ id, label })).toBe(name);
});
