import { describe, expect, it } from 'vitest';
import { everythingDone } from './fakes/fake-clock.ts';
import { openSignIn, PIN } from './fakes/open-sign-in.ts';
import { connected } from './fakes/samples.ts';

const WRONG = 'red table';
const failure = (code: string, details?: object) => ({
  ok: false,
  error: details ? { code, details } : { code },
});

function atKnownDesk(wrong = 0) {
  const desk = openSignIn();
  desk.records.has('1001', PIN, wrong);
  return desk;
}
/** The server cannot be reached, and the agent has tried. */
async function withoutServer(wrong = 0) {
  const desk = atKnownDesk(wrong);
  desk.serversAre(Promise.resolve({ code: 'host-unreachable' }));
  const done = desk.trySignIn('open');
  await desk.clock.pass(8000);
  expect(await done).toMatchObject(failure('host-unreachable'));
  const goOn = (pin = PIN, extension = '1001') =>
    Promise.resolve(desk.ask.goOnWithoutLine({ extension, password: 'sesame', pin }));
  return { ...desk, goOn };
}

describe('going on without the phone line', () => {
  it('is offered to a known extension whose server could not be reached, until the next try', async () => {
    const { states, trySignIn } = await withoutServer();
    expect(states.at(-1)?.mayGoOnWithoutLine).toBe('1001');
    void trySignIn('open');
    await everythingDone();
    expect(states.at(-1)?.mayGoOnWithoutLine).toBeNull();
  });

  it('is not offered where nothing is kept, nor when the server has said no', async () => {
    const fresh = openSignIn();
    fresh.serversAre(Promise.resolve({ code: 'host-unreachable' }));
    const first = fresh.trySignIn('create');
    await fresh.clock.pass(8000);
    await first;
    expect(fresh.states.at(-1)?.mayGoOnWithoutLine).toBeNull();
    const { trySignIn, window, clock, states, ask } = atKnownDesk();
    const done = trySignIn('open');
    await everythingDone();
    const refused = { name: 'refused', since: clock.now(), sipStatus: 401, code: 'wrong-password' } as const;
    window.report({ connection: connected, registration: refused });
    await done;
    expect(states.at(-1)?.mayGoOnWithoutLine).toBeNull();
    const account = { extension: '1001', password: 'sesame', pin: PIN };
    expect(await ask.goOnWithoutLine(account)).toEqual(failure('not-allowed'));
  });

  it('opens the records with the PIN, and the line goes on trying', async () => {
    const { goOn, seated, window, vault } = await withoutServer();
    expect(await goOn()).toMatchObject({ ok: true });
    await everythingDone();
    expect(seated).toMatchObject([{ sitting: { account: { extension: '1001' } }, opened: { edition: 1 } }]);
    expect(window.commands().map(({ kind }) => kind)).toEqual(['sign-in', 'sign-out', 'sign-in']);
    expect(vault.ha1('pbx').ok).toBe(true);
  });

  it.each([
    ['accepts', { name: 'registered', expiresAt: 9_000_000 }],
    ['refuses', { name: 'refused', sipStatus: 401, code: 'wrong-password' }],
  ] as const)('forgets the password as soon as the server %s it', async (_how, verdict) => {
    const { goOn, window, vault, clock } = await withoutServer();
    await goOn();
    vault.ha1('pbx');
    window.report({ registration: { ...verdict, since: clock.now() } });
    expect([vault.ha1('pbx').ok, vault.ha1('elsewhere').ok]).toEqual([true, false]);
  });

  it('is for the extension that was tried, and no other', async () => {
    const { goOn, records } = await withoutServer();
    records.has('1002', PIN);
    expect(await goOn(PIN, '1002')).toEqual(failure('not-allowed'));
  });

  it('spends only half of the tries, and destroys nothing', async () => {
    const { goOn, clock, records } = await withoutServer();
    for (let left = 4; left >= 0; left -= 1) {
      expect(await goOn(WRONG)).toMatchObject(failure('pin-wrong', { left, onLimit: 'server' }));
      await clock.pass(30_000);
    }
    expect(await goOn()).toEqual(failure('not-allowed', { why: 'tries-kept' }));
    expect(await records.look({ domain: '', extension: '1001' })).toEqual({ state: 'known', triesLeft: 5 });
  });

  it('holds no password while a PIN is wrong', async () => {
    const { goOn, vault, seated } = await withoutServer();
    await goOn(WRONG);
    expect([vault.ha1('pbx').ok, seated.length]).toEqual([false, 0]);
  });
});
