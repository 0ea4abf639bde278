import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everythingDone } from './fakes/fake-clock.ts';
import { openShell } from './fakes/open-shell.ts';
import { connected, PROFILE_TEXT, registeredAt, talking } from './fakes/samples.ts';
import { noLine } from './line.ts';
import type { StoredSettings } from './system/settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthline-shell-'));
  writeFileSync(join(folder, 'harbour.hearthline.json'), PROFILE_TEXT);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const snapshot = { ...noLine, connection: connected };

async function signedIn(stored: Partial<StoredSettings> = {}) {
  const app = openShell(stored);
  await app.shell.start({ practice: false, profilePath: join(folder, 'harbour.hearthline.json') });
  await app.ask('line', 'ready');
  const pin = { pin: 'four green doors', records: 'create' };
  const done = app.ask('sign-in', 'signIn', { extension: '1001', password: 'sesame', ...pin });
  await app.settleAll();
  await app.ask('line', 'credential', { realm: 'pbx' });
  await app.ask('line', 'snapshot', { ...snapshot, registration: registeredAt(app.clock.now()) });
  expect(await done).toMatchObject({ ok: true });
  return app;
}

describe('the app', () => {
  it('shows the sign-in page with the profile of the command line, then the desk', async () => {
    const { ask, shown, usable, values } = await signedIn();
    expect(shown).toEqual(['sign-in', 'desk']);
    await ask('desk', 'getState');
    await ask('desk', 'getState');
    expect(usable).toEqual(['desk']);
    expect(values).toMatchObject({ lastExtension: '1001', profile: { fileName: 'harbour.hearthline.json' } });
    expect(JSON.stringify(values)).not.toContain('sesame');
  });

  it('says on the sign-in page when the profile of the command line cannot be read', async () => {
    const { shell, ask } = openShell();
    await shell.start({ practice: false, profilePath: join(folder, 'gone.hearthline.json') });
    expect(await ask('sign-in', 'getSignIn')).toMatchObject({
      value: {
        profile: { state: 'refused', fileName: 'gone.hearthline.json', mistakes: [{ found: 'ENOENT' }] },
      },
    });
  });

  it('keeps a number that was handed over until somebody sits at the desk, and calls it for nobody', async () => {
    const { shell, ask, numbers, kinds, told } = await signedIn();
    shell.offerNumber('tel:+12025550123');
    expect(numbers).toEqual([]);
    await ask('desk', 'getState');
    shell.offerNumber('tel:1002');
    await ask('desk', 'getState');
    expect(numbers).toEqual(['tel:+12025550123', 'tel:1002']);
    expect(kinds()).not.toContain('dial');
    expect(told()).not.toContain('5550123');
  });

  it('goes straight to the practice line when asked', async () => {
    const { shell, ask, shown, settleAll, kinds } = openShell();
    const started = shell.start({ practice: true, profilePath: null });
    await ask('line', 'ready');
    await settleAll();
    await started;
    expect([shown, kinds()]).toEqual([['desk'], ['practise']]);
    expect(await ask('desk', 'getState')).toMatchObject({ value: { sitting: { kind: 'practice' } } });
  });

  it('shows the sign-in page when the practice line does not start', async () => {
    const { clock, shell, shown } = openShell();
    const started = shell.start({ practice: true, profilePath: null });
    await clock.pass(15_000);
    await started;
    expect(shown).toEqual(['sign-in']);
  });

  it('signs out even when the pages’ storage cannot be cleared', async () => {
    const { ask, shown, settleAll, orders } = await signedIn();
    orders.length = 0;
    const done = ask('desk', 'signOut');
    await settleAll();
    expect(await done).toEqual({ ok: true });
    expect(shown.at(-1)).toBe('sign-in');
    expect(await ask('desk', 'getState')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await ask('line', 'credential', { realm: 'pbx' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  it('signs out once, however often it is asked, and closes a microphone left open in the settings', async () => {
    const { ask, shown, settleAll, orders, kinds, replaced } = await signedIn();
    orders.length = 0;
    const done = Promise.all([ask('desk', 'signOut'), ask('desk', 'signOut')]);
    await settleAll();
    expect(await done).toEqual([{ ok: true }, { ok: true }]);
    expect(kinds()).toEqual(['set-meter', 'set-echo-test', 'sign-out']);
    expect(shown).toEqual(['sign-in', 'desk', 'sign-in']);
    expect(replaced).toEqual([]);
  });

  it('replaces a line window that does not sign out, so that nothing rings for somebody who has left', async () => {
    const { ask, shown, clock, replaced } = await signedIn();
    const startedAt = clock.now();
    const done = ask('desk', 'signOut');
    await clock.pass(5000);
    expect(await done).toEqual({ ok: true });
    expect([replaced, shown.at(-1)]).toEqual([[startedAt + 5000], 'sign-in']);
  });

  it('shows the sign-in page at once when somebody leaves, and lets nobody in before the line is free', async () => {
    const { ask, shown, settleAll, orders, kinds } = await signedIn();
    orders.length = 0;
    const left = ask('desk', 'signOut');
    expect(shown.at(-1)).toBe('sign-in');
    const next = ask('sign-in', 'practise');
    await everythingDone();
    expect(kinds()).toEqual(['set-meter', 'set-echo-test', 'sign-out']);
    await settleAll();
    expect(await left).toEqual({ ok: true });
    expect(kinds().at(-1)).toBe('practise');
    await settleAll();
    expect([await next, shown.at(-1)]).toEqual([{ ok: true }, 'desk']);
  });

  it('lets the next one in although the disk never lets go of the records of who has left', async () => {
    const { ask, shown, settleAll, orders, kinds, clock, office } = await signedIn();
    office.answers.shut = new Promise(() => undefined);
    orders.length = 0;
    const left = ask('desk', 'signOut');
    await settleAll();
    void ask('sign-in', 'practise');
    await clock.pass(19_000);
    expect([shown.at(-1), kinds().at(-1)]).toEqual(['sign-in', 'sign-out']);
    await clock.pass(1000);
    expect(await left).toEqual({ ok: true });
    expect(kinds().at(-1)).toBe('practise');
  });

  it('closes a microphone left open in the settings when the desk’s page dies', async () => {
    const { shell, orders, kinds } = await signedIn();
    orders.length = 0;
    shell.deskGone();
    await everythingDone();
    expect(kinds()).toEqual(['set-meter', 'set-echo-test']);
  });

  it('tells a new line window who is signed in and which devices were chosen', async () => {
    const { shell, ask, orders, kinds, states, clock } = await signedIn({ devices: { speaker: 'headset' } });
    await ask('line', 'snapshot', { ...snapshot, calls: [talking('a')] });
    expect(shell.hasCalls()).toBe(true);
    orders.length = 0;
    shell.lineGone();
    await clock.pass(0);
    expect(shell.hasCalls()).toBe(false);
    expect(states.at(-1)).toMatchObject({
      connection: { name: 'idle' },
      notices: [{ error: { code: 'line-window-gone' } }],
      calls: [{ id: 'a', phase: { reason: 'lost' } }],
    });
    await ask('line', 'ready');
    expect(kinds()).toEqual(['choose-device', 'sign-in']);
    expect(await ask('line', 'credential', { realm: 'pbx' })).toMatchObject({ ok: true });
  });

  it('leaves within its limit even when the line window does not answer', async () => {
    const { shell, clock, kinds } = await signedIn();
    let hasLeft = false;
    const left = shell.leave(2000).then(() => {
      hasLeft = true;
    });
    await clock.pass(1999);
    expect([hasLeft, kinds().at(-1)]).toEqual([false, 'sign-out']);
    await clock.pass(1);
    await left;
    expect(hasLeft).toBe(true);
  });
});
