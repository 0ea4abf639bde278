import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './json-text.ts';
import { lineAccountOf } from './line-account.ts';
import type { ProfileInput } from './profile.ts';
import { readProfile } from './read-profile.ts';

const least: ProfileInput = {
  version: 1,
  name: 'Harbour Clinic',
  sip: { domain: 'pbx.example.org', servers: [{ url: 'wss://pbx.example.org:8089/ws' }] },
  numbers: { country: 'US' },
};

function mistakes(profile: unknown): Record<string, string> {
  const result = readProfile(typeof profile === 'string' ? profile : JSON.stringify(profile));
  if (result.ok) return {};
  return Object.fromEntries(
    result.error.map(({ path, expected, found }) => [path, `${expected} | ${found}`]),
  );
}

describe('a profile', () => {
  it('needs little, and the rest is filled in', () => {
    const result = readProfile(`\uFEFF${JSON.stringify(least)}`);
    expect(result).toMatchObject({
      ok: true,
      value: {
        wrapUpSec: 30,
        colleagues: [],
        breaks: ['Break'],
        featureCodes: {},
        numbers: { dialPrefix: '', extensionMaxLength: 6 },
        sip: {
          registrationExpirySec: 120,
          dtmf: 'rfc4733',
          maxCalls: 4,
          authorizationUser: '{extension}',
          ice: { servers: [], gatheringBudgetMs: 300 },
          servers: [{ trustAutoAnswer: false }],
        },
      },
    });
  });

  it('says what the line window needs to know, and no more', () => {
    const profile = readProfile(
      JSON.stringify({
        ...least,
        sip: { ...least.sip, authorizationUser: 'web-{extension}' },
        colleagues: [
          { name: 'Desk One', extension: '1001' },
          { name: 'Desk Two', extension: '1002' },
        ],
      }),
    );
    if (!profile.ok) throw new Error('refused');
    expect(lineAccountOf(profile.value, '1001')).toEqual({
      domain: 'pbx.example.org',
      extension: '1001',
      authorizationUser: 'web-1001',
      displayName: 'Desk One',
      servers: [{ url: 'wss://pbx.example.org:8089/ws', mayAutoAnswer: false }],
      registrationExpirySec: 120,
      iceServers: [],
      gatheringBudgetMs: 300,
      dtmf: 'rfc4733',
      watch: ['1002'],
      maxCalls: 4,
    });
  });
});

describe('a profile with mistakes', () => {
  it('names ten mistakes when there are ten', () => {
    const ten = {
      version: 2,
      name: '',
      sip: {
        domian: 'pbx.example.org',
        servers: [{ url: 'http://pbx.example.org' }, { url: 'ws://pbx.example.org/ws' }],
        dtmf: 'inband',
        maxCalls: 99,
      },
      numbers: { country: 'us', extensionMaxLength: 'six' },
      password: 'not-to-be-seen',
    };
    const found = mistakes(ten);
    expect(Object.keys(found)).toHaveLength(10);
    expect(found).toEqual({
      version: '1, the version of this format | 2',
      name: 'a text of 1 to 60 characters | an empty text',
      'sip.domian': 'no such key; perhaps “domain” | “domian”',
      'sip.servers[0].url': 'an address like wss://pbx.example.org:8089/ws | “http://pbx.example.org”',
      'sip.servers[1].url':
        'wss:// (or sip.allowUnencrypted: true, if everybody on the way may listen) | “ws://pbx.example.org/ws”',
      'sip.dtmf': 'rfc4733 or info | “inband”',
      'sip.maxCalls': 'a whole number of calls from 1 to 8 | 99',
      'numbers.country': 'a country as two capital letters, like US | “us”',
      'numbers.extensionMaxLength': 'a whole number of digits from 2 to 8 | “six”',
      password: 'no secrets here: each agent types the password when signing in | a secret, not shown',
    });
  });

  it('never repeats a secret', () => {
    const text = JSON.stringify({
      ...least,
      secret: 'sesame-1',
      sip: { ...least.sip, ha1: 'sesame-2', servers: [{ url: 'wss://user:sesame-3@pbx.example.org/' }] },
    });
    const result = readProfile(text);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('sesame');
  });

  it.each([
    '{"sip": {"password": sesame}}',
    '{"sipPassword": "sesame}',
    '{"ha1": "open"sesame"}',
    JSON.stringify({
      ...least,
      sip: { ...least.sip, servers: [{ url: 'wss://user:se/sesame@pbx.example.org/' }] },
    }),
    JSON.stringify({
      ...least,
      sip: { ...least.sip, servers: [{ url: 'wss://user:open@sesame@pbx.example.org/' }] },
    }),
    JSON.stringify({
      ...least,
      sip: { ...least.sip, ice: { servers: [{ urls: ['turn:user:sesame@turn.example.org'] }] } },
    }),
  ])('nor one that stands where the file goes wrong: %s', (text) => {
    const result = readProfile(text);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('sesame');
  });

  it('that names a TURN server is refused, because no call would come about', () => {
    const withIce = (url: string): unknown => ({
      ...least,
      sip: { ...least.sip, ice: { servers: [{ urls: [url] }] } },
    });
    expect(mistakes(withIce('stun:stun.example.org:3478'))).toEqual({});
    expect(mistakes(withIce('turn:turn.example.org:3478?transport=tcp'))).toEqual({
      'sip.ice.servers[0].urls[0]': expect.stringContaining('TURN is not in this version'),
    });
  });

  it('that is far too long is not read at all', () => {
    expect(mistakes({ ...least, name: 'x'.repeat(300_000) })).toEqual({
      '': expect.stringMatching(/^at most 200000 characters \| 300\d+ characters$/),
    });
  });

  it('with thousands of mistakes is told the first fifty', () => {
    const many = Object.fromEntries(Array.from({ length: 15_000 }, (_, n) => [`key${n}`, 1]));
    const found = mistakes({ ...least, ...many });
    expect(Object.keys(found)).toHaveLength(51);
    expect(found['']).toBe('the mistakes above put right first | more of them');
  });

  it.each([
    [{ ...least, sip: null }, 'sip', 'an object in braces | null'],
    [{ ...least, sip: [least.sip] }, 'sip', 'an object in braces | a list of 1'],
    [{ ...least, numbers: 'US' }, 'numbers', 'an object in braces | “US”'],
    [{ ...least, colleagues: {} }, 'colleagues', 'a list of colleagues | an object'],
    [{ ...least, breaks: [7] }, 'breaks[0]', 'a text of 1 to 60 characters | 7'],
    [{ ...least, wrapUpSec: '30' }, 'wrapUpSec', 'a whole number of seconds from 0 to 3600 | “30”'],
    [{ ...least, wrapUpSec: 1.5 }, 'wrapUpSec', 'a whole number of seconds from 0 to 3600 | 1.5'],
    [
      { ...least, featureCodes: { echo: 600 } },
      'featureCodes.echo',
      'digits, * and #, as dialled, at most 20 | 600',
    ],
  ])('of the wrong type is told what was expected there: %j', (profile, path, words) => {
    expect(mistakes(profile)).toEqual({ [path]: words });
  });

  it('says that a number too large to be one is infinite, not nothing', () => {
    const text = JSON.stringify({ ...least, wrapUpSec: 0 }).replace('"wrapUpSec":0', '"wrapUpSec":1e400');
    expect(mistakes(text)['wrapUpSec']).toMatch(/ \| Infinity$/);
  });

  it('that names an extension twice is refused at the second', () => {
    const colleagues = ['1001', '1002', '1001'].map((extension) => ({ name: 'Desk', extension }));
    expect(mistakes({ ...least, colleagues })).toEqual({
      'colleagues[2].extension': 'each extension once | “1001”',
    });
  });

  it.each([
    ['[]', '', 'an object in braces | an empty list'],
    ['', '', 'a value (line 1, column 1) | the end of the file'],
    ['{\n  "version": 1,\n  "name": Harbour\n}', '', 'a value (line 3, column 11) | “Harbour”'],
    ['{\n  "version": 1,\n}', '', 'a key in double quotes (line 3, column 1) | “}”'],
    ['{"version": 1 "name": "x"}', '', 'a comma or a closing brace (line 1, column 15) | “"name": "x"}”'],
    ['{"name": "Harbour\n"}', '', 'a text that ends with a double quote (line 1, column 10) | “"Harbour”'],
    ['{"a": 1, "a": 2}', '', 'each key once (line 1, column 10) | “"a": 2}”'],
    ['{} x', '', 'the end of the file (line 1, column 4) | “x”'],
    ['['.repeat(1000), '', 'at most 64 levels (line 1, column 66) | “[[[[[[[[[[[[”'],
  ])('%s', (text, path, words) => {
    expect(mistakes(text)).toEqual({ [path]: words });
  });

  it('refuses an unencrypted server unless it is near or allowed', () => {
    const withUrl = (url: string, allowUnencrypted?: boolean): unknown => ({
      ...least,
      sip: {
        ...least.sip,
        servers: [{ url }],
        ...(allowUnencrypted === undefined ? {} : { allowUnencrypted }),
      },
    });
    for (const near of [
      'ws://127.0.0.1:8088/ws',
      'ws://localhost/ws',
      'ws://10.1.2.3/ws',
      'ws://[::1]:80/ws',
    ]) {
      expect(mistakes(withUrl(near))).toEqual({});
    }
    expect(Object.keys(mistakes(withUrl('ws://pbx.example.org/ws')))).toEqual(['sip.servers[0].url']);
    for (const far of [
      'ws://127.example.org/ws',
      'ws://010.1.2.3/ws',
      'ws://172.32.0.1/ws',
      'ws://[2001:db8::1]/ws',
    ]) {
      expect(Object.keys(mistakes(withUrl(far)))).toEqual(['sip.servers[0].url']);
    }
    for (const port of ['0', '65536', '99999', '080']) {
      expect(Object.keys(mistakes(withUrl(`ws://10.1.2.3:${port}/ws`)))).toEqual(['sip.servers[0].url']);
    }
    expect(mistakes(withUrl('wss://pbx.example.org:65535/ws'))).toEqual({});
    expect(mistakes(withUrl('ws://pbx.example.org/ws', true))).toEqual({});
  });

  it('refuses a + after a dial prefix', () => {
    const numbers = { country: 'US', dialPrefix: '9', dialForm: 'plus' };
    expect(Object.keys(mistakes({ ...least, numbers }))).toEqual(['numbers.dialForm']);
  });

  it('takes any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const result = readProfile(text);
        expect(result.ok ? [] : result.error).not.toEqual([]);
      }),
    );
  });

  it('reads every JSON text as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), (text) => {
        const parsed: unknown = JSON.parse(text);
        const result = readJson(text);
        if (JSON.stringify(parsed).includes('__proto__')) return;
        expect(result.ok && result.value).toEqual(parsed);
      }),
    );
  });
});
