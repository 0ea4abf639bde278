import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createVault } from './vault.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const refused = { ok: false, error: { code: 'not-allowed' } };

describe('the vault', () => {
  it('derives HA1 of RFC 2617', () => {
    const vault = createVault();
    vault.hold('Mufasa', 'Circle Of Life', null);
    // The example of RFC 2617 §3.5.
    expect(vault.ha1('testrealm@host.com')).toEqual({
      ok: true,
      value: { ha1: '939e7578ed9e3c518a452acee763bce9' },
    });
  });

  it('takes passwords of any script as UTF-8', () => {
    const vault = createVault();
    vault.hold('1001', 'пароль-ü', null);
    expect(vault.ha1('pbx')).toEqual({ ok: true, value: { ha1: md5('1001:pbx:пароль-ü') } });
  });

  it('tells its own password from another text, as long as anything of it is kept', () => {
    const vault = createVault();
    expect(vault.isPassword('')).toBe(false);
    vault.hold('1001', 'secret', null);
    expect([vault.isPassword('secret'), vault.isPassword('secreT')]).toEqual([true, false]);
    vault.ha1('pbx');
    vault.accepted();
    expect([vault.isPassword('secret'), vault.isPassword('secreT')]).toEqual([true, false]);
    vault.forget();
    expect(vault.isPassword('secret')).toBe(false);
  });

  it('knows after acceptance only the realms that were asked for before', () => {
    const vault = createVault();
    vault.hold('1001', 'secret', null);
    const before = vault.ha1('pbx');
    vault.accepted();
    expect(vault.ha1('pbx')).toEqual(before);
    expect(vault.ha1('elsewhere')).toEqual(refused);
  });

  it('does not keep the password at all when the realm is known', () => {
    const vault = createVault();
    vault.hold('1001', 'secret', 'pbx');
    expect(vault.ha1('pbx')).toEqual({ ok: true, value: { ha1: md5('1001:pbx:secret') } });
    expect(vault.ha1('elsewhere')).toEqual(refused);
  });

  it('knows nothing before anybody signs in, and nothing after they sign out', () => {
    const vault = createVault();
    expect(vault.ha1('pbx')).toEqual(refused);
    vault.hold('1001', 'secret', 'pbx');
    vault.forget();
    expect(vault.ha1('pbx')).toEqual(refused);
  });

  it('does not mix two agents', () => {
    const vault = createVault();
    vault.hold('1001', 'secret', null);
    vault.ha1('pbx');
    vault.hold('1002', 'other', null);
    expect(vault.ha1('pbx')).toEqual({ ok: true, value: { ha1: md5('1002:pbx:other') } });
  });

  it('stops when somebody collects digests for realm after realm', () => {
    const vault = createVault();
    vault.hold('1001', 'secret', null);
    for (let n = 0; n < 8; n += 1) expect(vault.ha1(`realm-${n}`).ok).toBe(true);
    expect(vault.ha1('one-more')).toEqual(refused);
    expect(vault.ha1('realm-3').ok).toBe(true);
  });
});
