import { describe, expect, it } from 'vitest';
import type { AppError } from '#shared/result.ts';
import { everythingDone } from './fakes/fake-clock.ts';
import { openShell } from './fakes/open-shell.ts';
import { connected, PROFILE_TEXT, registeredAt } from './fakes/samples.ts';
import { noLine } from './line.ts';

const PASSWORD = 'sesame-7Q';
const PIN = 'lamp by the door';
type App = ReturnType<typeof openShell>;

/** The sign-in page is up, the line window is there, and somebody has pressed Sign in. */
async function signingIn(examine?: () => Promise<AppError | null>, password = PASSWORD) {
  const app = openShell({ profile: { fileName: 'team.hearthline.json', text: PROFILE_TEXT } }, examine);
  await app.shell.start({ practice: false, profilePath: null });
  await app.ask('line', 'ready');
  const done = app.ask('sign-in', 'signIn', { extension: '1001', password, pin: PIN, records: 'create' });
  await app.settleAll();
  return { app, done };
}
const reported = (app: App, change: object): Promise<unknown> =>
  app.ask('line', 'snapshot', { ...noLine, connection: connected, ...change });
const refusal = (at: number): object => ({
  name: 'refused',
  since: at,
  sipStatus: 401,
  code: 'wrong-password',
});
/** Whether HA1 can be had for a realm that nobody has asked about yet, which takes the password. */
async function isHeld(app: App, realm: string): Promise<boolean> {
  return ((await app.ask('line', 'credential', { realm })) as { ok: boolean }).ok;
}

/** What may become of a sign-in, by what happens. */
const ENDINGS: readonly [string, (app: App) => unknown][] = [
  ['is accepted', (app) => reported(app, { registration: registeredAt(app.clock.now()) })],
  ['is refused', (app) => reported(app, { registration: refusal(app.clock.now()) })],
  ['is called off', (app) => app.ask('sign-in', 'cancelSignIn')],
  ['finds nobody', (app) => app.clock.pass(8000)],
  ['loses its line window', (app) => app.shell.lineGone()],
];

describe('the password', () => {
  it.each(ENDINGS)(
    'is told to nobody, as the PIN is, and is gone when signing in %s',
    async (_how, happens) => {
      const { app, done } = await signingIn();
      expect(await isHeld(app, 'before')).toBe(true);
      await happens(app);
      const answer = await done;
      await everythingDone();
      expect(await isHeld(app, 'after')).toBe(false);
      const told = `${app.told()}${JSON.stringify(answer)}`;
      expect(told).not.toContain(PASSWORD);
      expect(told).not.toContain(PIN);
    },
  );

  it('is gone when looking at the servers goes wrong', async () => {
    const { app, done } = await signingIn(() => Promise.reject(new Error(`a bug near ${PASSWORD}`)));
    await app.clock.pass(8000);
    expect(await done).toMatchObject({ error: { code: 'host-unreachable' } });
    expect(await isHeld(app, 'after')).toBe(false);
    expect(app.told()).not.toContain(PASSWORD);
  });

  it('stands in no answer and no log when it is too long', async () => {
    const { app, done } = await signingIn(undefined, PASSWORD.repeat(100));
    expect(await done).toEqual({ ok: false, error: { code: 'bad-request' } });
    expect(app.told()).toContain('ipc-refused');
    expect(app.told()).not.toContain(PASSWORD);
  });
});
