import { describe, expect, it } from 'vitest';
import { LOG_SETTINGS, TEAM_SETTINGS } from './layout.ts';
import { checkServer, checkStream, isLed } from './stream-check.ts';

describe('a server', () => {
  it.each(['2.12.0', '2.12.0-RC.1', '2.15.1', '3.0.0'])('%s is new enough', (version) => {
    expect(checkServer({ version, api_lvl: 2 }).ok).toBe(true);
  });

  it.each(['2.11.9', '2.9.10', '1.4.1', '', 'new'])('%s is too old, or no version at all', (version) => {
    const details = { version, needed: '2.12' };
    expect(checkServer({ version, api_lvl: 2 })).toEqual({
      ok: false,
      error: { code: 'hub-too-old', details },
    });
  });

  it('that does not know its own API is too old, whatever it calls itself', () => {
    expect(checkServer({ version: '2.15.1' })).toMatchObject({ error: { code: 'hub-too-old' } });
  });
});

describe('what is said of a stream', () => {
  it('counts when its leader says it, or one node alone', () => {
    expect(isLed({ cluster: { leader: 'hub2' } })).toBe(true);
    expect(isLed({})).toBe(true);
  });

  it('does not count while the nodes have no leader for it', () => {
    expect(isLed({ cluster: {} })).toBe(false);
    expect(isLed({ cluster: { leader: '' } })).toBe(false);
  });
});

describe('a stream', () => {
  it('is as it should be, with what the server adds and leaves out', () => {
    const { allow_rollup_hdrs: _, ...told } = LOG_SETTINGS;
    expect(checkStream('CB', { ...told, num_replicas: 3, placement: {} }).ok).toBe(true);
    expect(checkStream('TEAM', TEAM_SETTINGS).ok).toBe(true);
  });

  it.each(Object.keys(LOG_SETTINGS))('is refused by name when %s is another', (setting) => {
    expect(checkStream('CB', { ...LOG_SETTINGS, [setting]: 'another' })).toEqual({
      ok: false,
      error: { code: 'hub-misconfigured', details: { what: `CB.${setting}` } },
    });
  });

  it('is refused when the server does not say that history is kept', () => {
    const { deny_delete: _, ...told } = LOG_SETTINGS;
    expect(checkStream('CB', told)).toMatchObject({ error: { details: { what: 'CB.deny_delete' } } });
  });
});
