import { describe, expect, it } from 'vitest';
import { zoneOf } from './zones.ts';

const NOW = Date.UTC(2026, 9, 7, 15);
const TEAM = 'Europe/London';

describe('the zone of a patient', () => {
  it('is the one that was said', () => {
    expect(zoneOf('Asia/Kolkata', ['America/New_York'], TEAM, NOW)).toEqual({
      name: 'Asia/Kolkata',
      all: ['Asia/Kolkata'],
      from: 'patient',
    });
  });

  it('is that of the number, when none was said, or one that there is not', () => {
    const told = { name: 'America/New_York', all: ['America/New_York'], from: 'number' };
    expect(zoneOf(null, ['America/New_York'], TEAM, NOW)).toEqual(told);
    expect(zoneOf('Mars/Olympus', ['Nowhere', 'America/New_York'], TEAM, NOW)).toEqual(told);
  });

  it('is each of those that the number may be in, up to three hours apart, and the middle one is shown', () => {
    const across = ['America/New_York', 'America/Los_Angeles', 'America/Denver'];
    expect(zoneOf(null, across, TEAM, NOW)).toEqual({
      name: 'America/Denver',
      all: ['America/Los_Angeles', 'America/Denver', 'America/New_York'],
      from: 'number',
    });
  });

  it('is the team’s, when the number may be farther apart or says nothing', () => {
    const team = { name: TEAM, all: [TEAM], from: 'team' };
    expect(zoneOf(null, ['America/New_York', 'America/Anchorage'], TEAM, NOW)).toEqual(team);
    expect(zoneOf(null, [], TEAM, NOW)).toEqual(team);
  });

  it('goes by the clocks of that day', () => {
    // The Azores change their clocks and Moscow does not: three hours apart in summer, four in winter.
    const both = ['Atlantic/Azores', 'Europe/Moscow'];
    expect(zoneOf(null, both, TEAM, Date.UTC(2026, 6, 7)).from).toBe('number');
    expect(zoneOf(null, both, TEAM, Date.UTC(2026, 11, 7)).from).toBe('team');
  });
});
