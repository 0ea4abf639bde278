import { describe, expect, it } from 'vitest';
import { newAgentCode, readAgentCode } from './agent-code.ts';
import { openAgentFile, readAgentFile, sealAgentFile, type AgentAccess } from './agent-file.ts';
import { identityFrom, newSeed } from './identity.ts';
import { publicText } from './raw-keys.ts';

const access: AgentAccess = {
  teamId: 'north-clinic',
  teamName: 'North Clinic',
  servers: ['wss://hub1.example.org', 'wss://hub2.example.org:8443/nats'],
  agent: 'ana-lima',
  displayName: 'Ana Lima',
  adminKey: publicText(identityFrom(newSeed()).signing),
  ca: null,
  seed: newSeed(),
};
const code = newAgentCode();
const file = sealAgentFile(access, code);

function altered(change: (json: Record<string, unknown>) => void): string {
  const json = JSON.parse(file) as Record<string, unknown>;
  change(json);
  return JSON.stringify(json);
}

describe('an agent file', () => {
  it('opens with its code, however that is typed', () => {
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `;
    for (const given of [code, typed]) {
      expect(openAgentFile(file, given)).toEqual({
        ok: true,
        value: { ...access, seed: Buffer.from(access.seed) },
      });
    }
  });

  it('does not hold the seed or the code', () => {
    const { seed } = access;
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(file).not.toContain(Buffer.from(seed).toString(encoding));
    }
    expect(file).not.toContain(code);
  });

  it('stays shut for another code', () => {
    for (const wrong of [newAgentCode(), '', 'open']) {
      expect(openAgentFile(file, wrong)).toEqual({ ok: false, error: { code: 'hub-code-wrong' } });
    }
  });

  it.each<[string, (json: Record<string, unknown>) => void]>([
    ['servers', (json) => (json['servers'] = ['wss://elsewhere.example.net'])],
    ['the admin', (json) => (json['adminKey'] = publicText(identityFrom(newSeed()).signing))],
    ['the agent', (json) => (json['agent'] = { name: 'lead-ana', displayName: 'Ana Lima' })],
    ['the team', (json) => (json['team'] = { id: 'south', name: 'North Clinic' })],
    [
      'the authority',
      (json) => (json['ca'] = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----'),
    ],
  ])('stays shut when somebody altered %s on the way', (_, change) => {
    expect(openAgentFile(altered(change), code)).toEqual({ ok: false, error: { code: 'hub-code-wrong' } });
  });

  it.each<[string, string, Record<string, string>]>([
    ['no JSON', 'PK\u0003', { path: '', expected: 'an agent file in JSON', found: 'something else' }],
    ['another thing', '[]', { path: '', expected: 'an object in braces', found: 'a list' }],
    [
      'a server that is none',
      altered((json) => (json['servers'] = ['wss://a.example', 'http://b.example'])),
      { path: 'servers[1]', expected: 'an address like wss://hub.example.org', found: '“http://b.example”' },
    ],
    [
      'an unknown key',
      altered((json) => (json['agent'] = { name: 'ana', displayName: 'Ana', boss: true })),
      { path: 'agent.boss', expected: 'no such key', found: 'a key' },
    ],
    [
      'a missing key',
      altered((json) => delete json['adminKey']),
      { path: 'adminKey', expected: 'base64url', found: 'nothing' },
    ],
    [
      'a short secret',
      altered((json) => ((json['sealed'] as Record<string, unknown>)['data'] = 'AAAA')),
      { path: 'sealed.data', expected: '48 bytes as base64url', found: '4 characters' },
    ],
    [
      'a later version',
      altered((json) => (json['version'] = 2)),
      { path: 'version', expected: '1', found: '2' },
    ],
  ])('names the mistake: %s', (_, text, details) => {
    expect(readAgentFile(text)).toEqual({ ok: false, error: { code: 'hub-file-invalid', details } });
  });

  it('is small', () => {
    const result = readAgentFile(' '.repeat(70_000));
    expect(result).toMatchObject({ ok: false, error: { code: 'hub-file-invalid' } });
  });
});

describe('a code', () => {
  it('has five groups of four, and is read though letters were mistaken', () => {
    expect(newAgentCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
    expect(newAgentCode()).not.toBe(newAgentCode());
    expect(readAgentCode('oil0 – 1111-2222-3333-4444')).toBe('01101111222233334444');
    expect(readAgentCode('1111-2222-3333-444')).toBeNull();
    expect(readAgentCode('1111-2222-3333-444U')).toBeNull();
  });
});
