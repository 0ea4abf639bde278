import { expect, it } from 'vitest';
import { initials } from './Avatar.tsx';
import { clock, duration, serverName } from './format.ts';
import { meterFraction } from './Meter.tsx';

it.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [222, '3:42'],
  [3729, '1:02:09'],
  [-5, '0:00'],
])('%s seconds stand on the clock as %s', (seconds, shown) => {
  expect(clock(seconds)).toBe(shown);
});

it.each([
  [8, '8 s'],
  [222, '3 min 42 s'],
  [3729, '1 h 2 min'],
])('%s seconds are said as %s', (seconds, said) => {
  expect(duration(seconds)).toBe(said);
});

it('a server is named by its host, and a text that is no address stays', () => {
  expect(serverName('wss://sip-a.clinic.example:7443/ws')).toBe('sip-a.clinic.example:7443');
  expect(serverName('practice')).toBe('practice');
});

it.each([
  ['Funke Adeyemi', 'FA'],
  ['Maximiliana Wolkenstein-Oyelaran de la Vega', 'MV'],
  ['Amara Okafor, nurse desk', 'AO'],
  ['ångström', 'Å'],
  ['+1 202', ''],
  ['', ''],
])('%s has the initials “%s”', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it('a meter is empty at silence, full at full scale, and past the middle at a speaking voice', () => {
  expect(meterFraction(0)).toBe(0);
  expect(meterFraction(1)).toBe(1);
  expect(meterFraction(0.06)).toBeGreaterThan(0.5);
  expect(meterFraction(0.0001)).toBe(0);
});
