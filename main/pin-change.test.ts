import { describe, expect, it } from 'vitest';
import type { KeptRecords } from '#shared/contract/sign-in.ts';
import { appError, failed, ok } from '#shared/result.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { FakeOffice } from './fakes/fake-office.ts';
import { anAccount } from './fakes/samples.ts';
import { pinHandlers } from './pin-change.ts';
import type { RecordsLook } from './sign-in-records.ts';
import type { Sitting } from './sitting.ts';
import { createVault } from './vault.ts';

const PRESENT = 'blue lamp';
const NEXT = 'eight grey herons';
const failure = (code: string, details?: object) => ({
  ok: false,
  error: details ? { code, details } : { code },
});

function atDesk(
  look: RecordsLook = { state: 'known', triesLeft: 10 },
  sitting: Sitting | null = anAccount(),
) {
  const clock = new FakeClock();
  const office = new FakeOffice();
  const vault = createVault();
  office.answers.look = look;
  office.answers.changePin = ok();
  const desk = { hasKeyring: true };
  const handlers = pinHandlers({
    sitting: () => sitting,
    office: () => office.ask,
    keepsSecrets: () => desk.hasKeyring,
    vault,
    clock,
  });
  const change = async (next = NEXT, present = PRESENT) => handlers.changePin({ present, next });
  const tried = () => office.inputs('changePin');
  return { clock, office, vault, desk, handlers, change, tried };
}

describe('the PIN of whoever sits at the desk', () => {
  it('is changed behind the records that it opens, by the rules of the profile', async () => {
    const { change, tried } = atDesk();
    expect(await change('cafe\u0301 lamp table', 'cafe\u0301 lamp')).toEqual({ ok: true });
    expect(tried()).toEqual([
      {
        whose: { domain: 'pbx.example.org', extension: '1001' },
        present: 'caf\u00e9 lamp',
        next: 'caf\u00e9 lamp table',
        rules: { wrongPinLimit: 10, onWrongPin: 'destroy' },
      },
    ]);
  });

  it('has rules, which are told with what is kept', async () => {
    const { handlers, desk } = atDesk();
    desk.hasKeyring = false;
    expect(await handlers.recordsHere(undefined)).toMatchObject({
      value: {
        kept: { state: 'known', triesLeft: { inAll: 10, withoutLine: 5 } },
        rules: { minLength: 12, keyring: false },
      },
    });
  });

  it.each([
    ['practises', { kind: 'practice' } as const],
    ['has left', null],
  ])('is nobody’s who %s', async (_what, sitting) => {
    const { handlers, change, office } = atDesk({ state: 'none' }, sitting);
    expect(await handlers.recordsHere(undefined)).toEqual(failure('not-allowed'));
    expect(await change()).toEqual(failure('not-allowed'));
    expect(office.asked).toEqual([]);
  });

  it('is changed once when the key is pressed twice', async () => {
    const { change, tried } = atDesk();
    expect(await Promise.all([change(), change()])).toEqual([{ ok: true }, failure('bad-request')]);
    expect(tried()).toHaveLength(1);
    expect(await change()).toEqual({ ok: true });
  });

  it('can be changed again after the back office has failed', async () => {
    const { change, office } = atDesk();
    office.answers.changePin = failed(appError('records-full'));
    expect(await change()).toEqual(failure('records-full'));
    office.answers.changePin = Promise.reject(new Error('the back office is gone'));
    await expect(change()).rejects.toThrow('gone');
    office.answers.changePin = ok();
    expect(await change()).toEqual({ ok: true });
  });
});

describe('a new PIN at the desk', () => {
  it.each([
    ['4719', 'too-short'],
    ['123456', 'too-plain'],
    ['100147', 'is-extension'],
  ])('as weak as “%s” is refused, and no try is spent', async (next, why) => {
    const { change, tried } = atDesk();
    expect(await change(next)).toEqual(failure('pin-weak', { why, minLength: 6 }));
    expect(tried()).toEqual([]);
  });

  it('is not the password, which only whoever knows the present PIN is told', async () => {
    const { change, tried, vault, office } = atDesk();
    vault.hold('1001', 'sesame-7Q', 'pbx');
    expect(await change('sesame-7Q')).toEqual(failure('pin-weak', { why: 'is-password', minLength: 6 }));
    // The present PIN was tried, and stays.
    expect(tried()).toMatchObject([{ present: PRESENT, next: PRESENT }]);
    office.answers.changePin = failed(appError('pin-wrong', { left: 9, onLimit: 'destroy' }));
    expect(await change('sesame-7Q', 'red table')).toMatchObject(failure('pin-wrong'));
  });
});

describe('a wrong present PIN', () => {
  it('says how many tries are left before the server has to be asked, and for how long none is taken', async () => {
    const { change, clock, office } = atDesk({ state: 'known', triesLeft: 8 });
    office.answers.changePin = failed(appError('pin-wrong', { left: 7, onLimit: 'destroy' }));
    const done = change();
    office.answers.look = { state: 'waiting', untilMs: clock.now() + 5000, triesLeft: 7 };
    expect(await done).toMatchObject(failure('pin-wrong', { left: 2, onLimit: 'sign-in' }));
    expect(await change()).toEqual(failure('pin-wait', { seconds: 5 }));
  });

  it('never spends the half of the tries that is kept for a sign-in', async () => {
    const { change, tried } = atDesk({ state: 'known', triesLeft: 5 });
    expect(await change()).toEqual(failure('not-allowed', { why: 'tries-kept' }));
    expect(tried()).toEqual([]);
  });

  it.each<[KeptRecords['state'] & ('locked' | 'sealed' | 'newer'), string]>([
    ['locked', 'records-locked'],
    ['sealed', 'records-failed'],
    ['newer', 'records-newer'],
  ])('is not tried on records that are %s', async (state, code) => {
    const { change, tried } = atDesk({ state });
    expect(await change()).toMatchObject(failure(code));
    expect(tried()).toEqual([]);
  });
});
