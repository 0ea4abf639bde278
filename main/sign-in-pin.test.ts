import { describe, expect, it } from 'vitest';
import { everythingDone } from './fakes/fake-clock.ts';
import { memorySettings, openSignIn, PIN } from './fakes/open-sign-in.ts';
import { connected, PROFILE_TEXT } from './fakes/samples.ts';

const WRONG = 'red table';
const withRecords = (records: object): string => JSON.stringify({ ...JSON.parse(PROFILE_TEXT), records });
const failure = (code: string, details?: object) => ({
  ok: false,
  error: details ? { code, details } : { code },
});

function atKnownDesk(wrong = 0, profileText = PROFILE_TEXT) {
  const desk = openSignIn(memorySettings(), profileText);
  desk.records.has('1001', PIN, wrong);
  return desk;
}
describe('what is kept here for an extension', () => {
  const ask = async ({ ask: { recordsFor } }: ReturnType<typeof openSignIn>, extension = '1001') =>
    recordsFor({ extension });

  it('is nothing at first, and what a PIN must be is said with it', async () => {
    expect(await ask(openSignIn())).toMatchObject({
      value: {
        kept: { state: 'none', why: 'first-time' },
        rules: { minLength: 6, keyring: true, wrongPinLimit: 10, onWrongPin: 'destroy' },
      },
    });
  });

  it('needs a longer PIN where the system keeps no secrets', async () => {
    const desk = openSignIn();
    desk.records.hasKeyring = false;
    expect(await ask(desk)).toMatchObject({ value: { rules: { minLength: 12, keyring: false } } });
    expect(await desk.trySignIn('create', 'blue lamp')).toMatchObject(
      failure('pin-weak', { why: 'too-short', minLength: 12 }),
    );
  });

  it('is known with the tries that are left, half of them kept for whoever has the password', async () => {
    expect(await ask(atKnownDesk(3))).toMatchObject({
      value: { kept: { state: 'known', triesLeft: { inAll: 7, withoutLine: 2 } } },
    });
  });

  it('cannot be asked before there is a profile, nor for what is no extension', async () => {
    const desk = openSignIn();
    expect(await ask(desk, '10 01')).toMatchObject(failure('extension-unknown'));
    desk.signIn.profileUnreadable('gone.json', { path: '', expected: 'a file', found: 'ENOENT' });
    expect(await ask(desk)).toMatchObject(failure('profile-unreadable'));
  });
});

describe('a new PIN', () => {
  it('makes the records once the server has accepted the password', async () => {
    const { accepted, records, seated, progress } = openSignIn();
    expect(await accepted('create', 'cafe\u0301 lamp')).toMatchObject({ ok: true });
    expect(records.tries).toEqual(['caf\u00e9 lamp']);
    expect(seated).toMatchObject([{ opened: { extension: '1001', edition: 1 } }]);
    expect(progress()).toContain('opening-records');
  });

  it.each([
    ['123456', 'too-plain'],
    ['sesame', 'is-password'],
    ['100147', 'is-extension'],
    ['4719', 'too-short'],
  ])('as weak as “%s” is refused before the server is asked', async (pin, why) => {
    const { trySignIn, window } = openSignIn();
    expect(await trySignIn('create', pin)).toMatchObject(failure('pin-weak', { why, minLength: 6 }));
    expect(window.commands()).toEqual([]);
  });

  it('does not take the place of one that is known', async () => {
    const { trySignIn, records } = atKnownDesk();
    expect(await trySignIn('create', WRONG)).toMatchObject(failure('not-allowed'));
    expect(records.tries).toEqual([]);
  });
});

describe('a known PIN', () => {
  it('opens the records', async () => {
    const { accepted, seated, vault } = atKnownDesk();
    expect(await accepted('open')).toMatchObject({ ok: true });
    expect(seated).toMatchObject([{ sitting: { kind: 'account' }, opened: { edition: 1 } }]);
    expect(vault.ha1('elsewhere').ok).toBe(false);
  });

  it('is not tried before the server has accepted the password', async () => {
    const { trySignIn, window, records, clock } = atKnownDesk();
    const done = trySignIn('open', WRONG);
    await everythingDone();
    const refused = { name: 'refused', since: clock.now(), sipStatus: 401, code: 'wrong-password' } as const;
    window.report({ connection: connected, registration: refused });
    expect(await done).toMatchObject(failure('wrong-password'));
    expect(records.tries).toEqual([]);
  });

  it('that is wrong says how many are left before what, and leaves nobody signed in', async () => {
    const { accepted, window, vault, seated, records } = atKnownDesk();
    expect(await accepted('open', WRONG)).toEqual(failure('pin-wrong', { left: 9, onLimit: 'destroy' }));
    expect(window.commands().map(({ kind }) => kind)).toEqual(['sign-in', 'sign-out']);
    expect([vault.ha1('pbx').ok, seated.length, records.openCount]).toEqual([false, 0, 0]);
  });

  it('waits longer after each, and is then not tried at all', async () => {
    const { accepted, trySignIn, window, clock, ask } = atKnownDesk(1);
    expect(await accepted('open', WRONG)).toMatchObject(failure('pin-wrong', { left: 8, seconds: 30 }));
    const before = window.commands().length;
    expect(await trySignIn('open')).toEqual(failure('pin-wait', { seconds: 30 }));
    expect(window.commands()).toHaveLength(before);
    expect(await ask.recordsFor({ extension: '1001' })).toMatchObject({
      value: { kept: { state: 'waiting', untilMs: clock.now() + 30_000 } },
    });
    await clock.pass(30_000);
    expect(await accepted('open')).toMatchObject({ ok: true });
  });

  it('that was wrong too often destroys the records, and the next one is a new one', async () => {
    const { accepted, trySignIn, seated } = atKnownDesk(9);
    expect(await accepted('open', WRONG)).toEqual(failure('records-destroyed'));
    expect(await trySignIn('open')).toEqual(failure('records-destroyed'));
    expect(await accepted('create')).toMatchObject({ ok: true });
    expect(seated).toMatchObject([{ opened: { edition: 2 } }]);
  });

  it.each([
    ['locked', 'records-locked'],
    ['sealed', 'records-failed'],
    ['newer', 'records-newer'],
  ] as const)('is not tried on records that are %s', async (state, code) => {
    const { trySignIn, records, window } = openSignIn();
    records.looks('1001', { state });
    expect(await trySignIn('open')).toMatchObject(failure(code));
    expect([records.tries, window.commands()]).toEqual([[], []]);
  });

  it.each(['records-damaged', 'records-full', 'records-newer'] as const)(
    'behind which stand %s ends the sign-in with that word',
    async (code) => {
      const { accepted, records, window, seated } = atKnownDesk();
      records.breaks({ code });
      expect(await accepted('open')).toEqual(failure(code));
      expect([window.commands().at(-1)?.kind, seated]).toEqual(['sign-out', []]);
    },
  );

  it('behind which stands a bug of ours leaves nobody signed in, and the next try works', async () => {
    const { accepted, records, window, bugs } = atKnownDesk();
    records.breaks(new Error('a bug'));
    expect(await accepted('open')).toEqual(failure('records-failed'));
    expect([window.commands().at(-1)?.kind, bugs.length]).toEqual(['sign-out', 1]);
    expect(await accepted('open')).toMatchObject({ ok: true });
  });
});

describe('while the records open', () => {
  async function opening() {
    const desk = atKnownDesk();
    const go = desk.records.slow();
    const done = desk.accepted('open');
    await everythingDone();
    await everythingDone();
    expect(desk.progress().at(-1)).toBe('opening-records');
    return { ...desk, go, done };
  }

  it('the agent may call it off: they are shut again, and the line is left', async () => {
    const { ask, go, done, records, seated, window } = await opening();
    await ask.cancelSignIn(undefined);
    go();
    expect(await done).toEqual({ ok: true, value: undefined });
    expect([records.openCount, seated.length, window.commands().at(-1)?.kind]).toEqual([0, 0, 'sign-out']);
  });

  it('a line window that dies takes the sign-in with it', async () => {
    const { signIn, go, done, records, seated } = await opening();
    signIn.lineGone();
    go();
    expect(await done).toEqual(failure('line-window-gone'));
    expect([records.openCount, seated.length]).toEqual([0, 0]);
  });
});

describe('an agent who forgot the PIN', () => {
  it('starts over: what is here is erased once the server has accepted, and a new PIN made', async () => {
    const { accepted, trySignIn, records, seated } = atKnownDesk(4);
    expect(await trySignIn('start-over', '1234')).toMatchObject(failure('pin-weak'));
    expect(await accepted('start-over', WRONG)).toMatchObject({ ok: true });
    expect(seated).toMatchObject([{ opened: { edition: 2 } }]);
    expect(await records.look({ domain: '', extension: '1001' })).toMatchObject({ triesLeft: 10 });
  });

  it('erases nothing when the password is wrong', async () => {
    const { trySignIn, records, window, clock } = atKnownDesk();
    const done = trySignIn('start-over', WRONG);
    await everythingDone();
    const refused = { name: 'refused', since: clock.now(), sipStatus: 401, code: 'wrong-password' } as const;
    window.report({ connection: connected, registration: refused });
    expect(await done).toMatchObject(failure('wrong-password'));
    expect(await records.look({ domain: '', extension: '1001' })).toMatchObject({ state: 'known' });
  });

  it('cannot where the team wants records locked rather than erased', async () => {
    const { trySignIn } = atKnownDesk(0, withRecords({ onWrongPin: 'lock' }));
    expect(await trySignIn('start-over', WRONG)).toMatchObject(failure('not-allowed'));
  });
});

it('two wishes at once are one too many', async () => {
  const { trySignIn, accept, seated } = openSignIn();
  const first = trySignIn();
  expect(await trySignIn()).toEqual(failure('bad-request'));
  await everythingDone();
  accept();
  await first;
  expect(seated).toHaveLength(1);
});
