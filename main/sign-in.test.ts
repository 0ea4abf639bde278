import { describe, expect, it } from 'vitest';
import type { AppError } from '#shared/result.ts';
import { everythingDone } from './fakes/fake-clock.ts';
import { memorySettings, openSignIn as start } from './fakes/open-sign-in.ts';
import { connected, registeredAt } from './fakes/samples.ts';

const waiting = {
  name: 'waiting',
  server: 'wss://pbx.example.org:8089/ws',
  attempt: 1,
  since: 1_000_000,
  retryAt: 1_000_400,
  reason: 'refused',
} as const;

describe('signing in', () => {
  it('orders the line to sign in, and seats the agent when the registrar accepts', async () => {
    const { clock, window, seated, trySignIn, progress, settings, vault } = start();
    const done = trySignIn();
    await everythingDone();
    window.report({ connection: connected });
    window.report({ registration: { name: 'registering', since: clock.now() } });
    vault.ha1('pbx');
    window.report({ registration: registeredAt(clock.now()) });
    await expect(done).resolves.toMatchObject({ ok: true });
    expect(window.commands()).toMatchObject([{ kind: 'sign-in', account: { extension: '1001' } }]);
    expect(JSON.stringify(window.commands())).not.toContain('sesame');
    expect(seated).toMatchObject([{ sitting: { kind: 'account', account: { displayName: 'Desk One' } } }]);
    expect(progress()).toContain('reaching-server');
    expect(progress()).toContain('checking-password');
    expect(progress().at(-1)).toBeNull();
    expect(settings.values.lastExtension).toBe('1001');
  });

  it('keeps HA1 and forgets the password once it is in', async () => {
    const { clock, window, trySignIn, vault, settings } = start();
    const done = trySignIn();
    await everythingDone();
    vault.ha1('pbx');
    window.report({ connection: connected, registration: registeredAt(clock.now()) });
    await done;
    expect(vault.ha1('pbx').ok).toBe(true);
    expect(vault.ha1('elsewhere').ok).toBe(false);
    expect(JSON.stringify(settings.values)).not.toContain('sesame');
  });

  it('says why the registrar refused, signs the line out and forgets everything', async () => {
    const { clock, window, trySignIn, seated, vault } = start();
    const done = trySignIn();
    await everythingDone();
    vault.ha1('pbx');
    window.report({
      connection: connected,
      registration: { name: 'refused', since: clock.now(), sipStatus: 401, code: 'wrong-password' },
    });
    await expect(done).resolves.toEqual({
      ok: false,
      error: {
        code: 'wrong-password',
        details: { host: 'pbx.example.org', extension: '1001', sipStatus: 401 },
      },
    });
    expect(window.commands().map(({ kind }) => kind)).toEqual(['sign-in', 'sign-out']);
    expect(seated).toEqual([]);
    expect(vault.ha1('pbx').ok).toBe(false);
  });

  it('does not take an older refusal for an answer to this attempt', async () => {
    const { clock, window, trySignIn, seated } = start();
    await clock.pass(1000);
    const done = trySignIn();
    await everythingDone();
    window.report({
      connection: connected,
      registration: { name: 'refused', since: clock.now() - 500, sipStatus: 401, code: 'wrong-password' },
    });
    window.report({ registration: registeredAt(clock.now()) });
    await done;
    expect(seated).toHaveLength(1);
  });

  it('says what is wrong with the server as soon as that is found', async () => {
    const { window, trySignIn, serversAre } = start();
    serversAre(Promise.resolve({ code: 'certificate-expired', details: { host: 'pbx.example.org' } }));
    const done = trySignIn();
    await everythingDone();
    window.report({ connection: waiting });
    await expect(done).resolves.toEqual({
      ok: false,
      error: { code: 'certificate-expired', details: { host: 'pbx.example.org' } },
    });
  });

  it('looks at the server after two seconds even when the line still tries', async () => {
    const { clock, trySignIn, serversAre } = start();
    serversAre(Promise.resolve({ code: 'server-silent' }));
    const done = trySignIn();
    await everythingDone();
    await clock.pass(1999);
    let isDone = false;
    void done.then(() => (isDone = true)); // prettier-ignore
    await everythingDone();
    expect(isDone).toBe(false);
    await clock.pass(1);
    await expect(done).resolves.toMatchObject({ error: { code: 'server-silent' } });
  });

  it('goes on when a link comes up while the servers are looked at', async () => {
    const { clock, window, trySignIn, serversAre, seated } = start();
    let tell!: (error: AppError) => void;
    serversAre(new Promise((resolve) => (tell = resolve))); // prettier-ignore
    const done = trySignIn();
    await everythingDone();
    window.report({ connection: waiting });
    window.report({ connection: connected });
    tell({ code: 'host-unreachable' });
    await everythingDone();
    window.report({ registration: registeredAt(clock.now()) });
    await done;
    expect(seated).toHaveLength(1);
  });

  it('ends after eight seconds whatever happens', async () => {
    const silent = start();
    const first = silent.trySignIn();
    await everythingDone();
    silent.window.report({ connection: connected });
    await silent.clock.pass(8000);
    await expect(first).resolves.toMatchObject({ error: { code: 'server-silent' } });
    const unreachable = start();
    unreachable.serversAre(new Promise(() => undefined));
    const second = unreachable.trySignIn();
    await everythingDone();
    await unreachable.clock.pass(8000);
    await expect(second).resolves.toMatchObject({ error: { code: 'host-unreachable' } });
  });

  it('can be called off, and tried again', async () => {
    const { clock, window, trySignIn, ask, seated, vault } = start();
    const first = trySignIn();
    await everythingDone();
    await expect(trySignIn()).resolves.toMatchObject({ error: { code: 'bad-request' } });
    await ask.cancelSignIn(undefined);
    await expect(first).resolves.toEqual({ ok: true, value: undefined });
    expect(seated).toEqual([]);
    expect(vault.ha1('pbx').ok).toBe(false);
    const second = trySignIn();
    await everythingDone();
    window.report({ connection: connected, registration: registeredAt(clock.now()) });
    await expect(second).resolves.toMatchObject({ ok: true });
    expect(seated).toHaveLength(1);
  });

  it('fails when the line window dies', async () => {
    const { window, trySignIn } = start();
    window.saysNothing();
    const done = trySignIn();
    await everythingDone();
    window.line.gone();
    await expect(done).resolves.toMatchObject({ error: { code: 'line-window-gone' } });
  });

  it('fails at once when the line window dies after it has been told to sign in', async () => {
    const { clock, window, signIn, trySignIn, progress } = start();
    const done = trySignIn();
    await everythingDone();
    await clock.pass(0);
    window.report({ connection: connected });
    signIn.lineGone();
    window.line.gone();
    await expect(done).resolves.toMatchObject({ error: { code: 'line-window-gone' } });
    expect(progress().at(-1)).toBeNull();
  });

  it.each(['10 01', 'a@b', '<1001>', ''])('does not send “%s” as an extension', async (extension) => {
    const { ask, window } = start();
    await expect(
      ask.signIn({ extension, password: 'sesame', pin: 'blue lamp', records: 'create' }),
    ).resolves.toMatchObject({
      error: { code: 'extension-unknown' },
    });
    expect(window.commands()).toEqual([]);
  });
});

describe('the profile', () => {
  it('is remembered with the extension, and nothing secret', () => {
    const settings = memorySettings();
    start(settings);
    const again = start(settings);
    expect(again.ask.getSignIn(undefined)).toMatchObject({
      value: { profile: { state: 'open', name: 'Harbour Clinic', fileName: 'harbour.hearthline.json' } },
    });
  });

  it('is refused with every mistake, and the one before is put away', async () => {
    const { ask, trySignIn, settings } = start();
    const answer = await ask.openProfile({ fileName: 'bad.json', text: '{"version": 2}' });
    expect(answer).toMatchObject({ value: { state: 'refused', fileName: 'bad.json' } });
    await expect(trySignIn()).resolves.toMatchObject({ error: { code: 'profile-unreadable' } });
    expect(settings.values.profile?.fileName).toBe('harbour.hearthline.json');
  });

  it('that cannot be read is a refused one', () => {
    const { signIn, ask } = start();
    signIn.profileUnreadable('gone.json', { path: '', expected: 'a file', found: 'ENOENT' });
    expect(ask.getSignIn(undefined)).toMatchObject({
      value: { profile: { state: 'refused', mistakes: [{ path: '', found: 'ENOENT' }] } },
    });
  });
});

describe('practice', () => {
  it('needs no profile and no password', async () => {
    const { ask, seated, window } = start();
    await expect(ask.practise(undefined)).resolves.toMatchObject({ ok: true });
    expect(seated).toEqual([{ sitting: { kind: 'practice' }, opened: null }]);
    expect(window.commands()).toEqual([{ kind: 'practise' }]);
  });

  it('begins once, however often and with whatever else it is asked for', async () => {
    const { ask, seated, window, trySignIn } = start();
    const answers = await Promise.all([ask.practise(undefined), ask.practise(undefined), trySignIn()]);
    const tooMuch = { error: { code: 'bad-request' } };
    expect(answers).toMatchObject([{ ok: true }, tooMuch, tooMuch]);
    expect([seated.length, window.commands().length]).toEqual([1, 1]);
  });
});
