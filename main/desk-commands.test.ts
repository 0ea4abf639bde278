import { describe, expect, it } from 'vitest';
import { DESK_COMMANDS } from '#shared/contract/names.ts';
import type { Call } from '#shared/call/call.ts';
import { deskCommandHandlers } from './desk-commands.ts';
import { Desk } from './desk.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { emptyQueue, FakeOffice } from './fakes/fake-office.ts';
import { FakeLineWindow } from './fakes/fake-line-window.ts';
import { quietLog } from './fakes/quiet-log.ts';
import {
  aCall,
  anAccount,
  connected,
  ended,
  nothingKept,
  ringing,
  SAMPLE_CAST,
  talking,
} from './fakes/samples.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';
import type { Sitting } from './sitting.ts';
import type { DeviceChoice, SettingsChange } from './system/settings.ts';
import { createVault } from './vault.ts';

function sit(sitting: Sitting | null = anAccount(), ...calls: Call[]) {
  const clock = new FakeClock();
  const window = new FakeLineWindow(clock);
  window.open();
  window.report({ connection: connected, calls });
  const office = new FakeOffice();
  const told: { devices: DeviceChoice[]; settings: SettingsChange[]; signedOut: number } = {
    devices: [],
    settings: [],
    signedOut: 0,
  };
  const desk =
    sitting &&
    new Desk(sitting, {
      line: window.line,
      clock,
      newId: () => 'notice',
      log: quietLog,
      settings: () => ({ theme: 'system' }),
      practice: SAMPLE_CAST,
      keptDebriefs: nothingKept,
      shelf: SAMPLE_SHELF,
      office,
      queue: emptyQueue,
      kept: [],
      examine: () => Promise.resolve(null),
      publish: () => undefined,
      soon: () => undefined,
    });
  const commands = deskCommandHandlers({
    desk: () => desk,
    line: window.line,
    office: () => office.ask,
    newId: () => 'new-call',
    clock,
    keepsSecrets: () => true,
    vault: createVault(),
    changeSettings: (change) => void told.settings.push(change),
    rememberDevice: (choice) => void told.devices.push(choice),
    signOut: () => {
      told.signedOut += 1;
      return Promise.resolve();
    },
  });
  return { clock, window, office, commands, told, desk };
}
const done = { ok: true, value: undefined };
const refusal = (code: string, details?: object): unknown => ({
  ok: false,
  error: details ? { code, details } : { code },
});
const inState = (phase: string): unknown => refusal('call-state', { phase });
const dialling = aCall('d', { name: 'dialling', since: 0 });
const earlyMedia = aCall('e', { name: 'alerting', since: 0, earlyMedia: true });

describe('dialling', () => {
  it('reads what was typed and calls its SIP address', async () => {
    const { window, commands } = sit();
    expect(await commands.dial({ text: '(202) 555-0123' })).toEqual({
      ok: true,
      value: { callId: 'new-call' },
    });
    expect(window.commands()).toEqual([
      {
        kind: 'dial',
        callId: 'new-call',
        target: 'sip:92025550123@pbx.example.org',
        number: '+12025550123',
      },
    ]);
  });

  it('refuses what is not a number, a call without a link, and one call too many', async () => {
    expect(await sit().commands.dial({ text: 'Ada' })).toEqual(refusal('number-invalid'));
    const offline = sit();
    offline.window.report({ connection: { name: 'idle' } });
    expect(await offline.commands.dial({ text: '1002' })).toEqual(refusal('not-connected'));
    const full = sit(
      anAccount(),
      talking('a'),
      talking('b'),
      ringing('c'),
      dialling,
      ended('over', 1_000_000),
    );
    expect(await full.commands.dial({ text: '1002' })).toEqual(refusal('too-many-calls', { max: 4 }));
    expect(full.window.commands()).toEqual([]);
  });

  it('keeps the digits behind a number until somebody has answered, also for a word with them first', async () => {
    const { clock, window, commands } = sit(anAccount(), talking('t'));
    expect(await commands.startConsult({ callId: 't', text: '(202) 555-0123 ext 45' })).toMatchObject({
      ok: true,
    });
    window.report({ calls: [talking('t'), talking('new-call')] });
    await clock.pass(2000);
    expect(window.commands().at(-1)).toEqual({ kind: 'send-digits', callId: 'new-call', digits: '45' });
  });

  it('forgets them when there was no call', async () => {
    const { clock, window, commands } = sit();
    window.refuse('dial', { code: 'microphone-denied' });
    await commands.dial({ text: '(202) 555-0123 ext 45' });
    window.report({ calls: [talking('new-call')] });
    await clock.pass(2000);
    expect(window.commands().map(({ kind }) => kind)).toEqual(['dial']);
  });

  it('says what the line window says when it cannot dial', async () => {
    const { window, commands } = sit();
    window.refuse('dial', { code: 'microphone-denied' });
    expect(await commands.dial({ text: '1002' })).toEqual(refusal('microphone-denied'));
  });
});

describe('a command on a call', () => {
  it('is ordered when the call can do it', async () => {
    const { window, commands } = sit(
      anAccount(),
      ringing('r'),
      talking('t'),
      talking('u'),
      dialling,
      earlyMedia,
    );
    const results = [
      await commands.answer({ callId: 'r' }),
      await commands.decline({ callId: 'r' }),
      await commands.hangUp({ callId: 't' }),
      await commands.hangUp({ callId: 'd' }),
      await commands.setMute({ callId: 't', muted: true }),
      await commands.setHold({ callId: 't', held: true }),
      await commands.sendDigits({ callId: 't', digits: '1 2*#d' }),
      await commands.sendDigits({ callId: 'e', digits: '5' }),
      await commands.merge({ callIds: ['t', 'u'] }),
    ];
    expect(results).toEqual(results.map(() => done));
    expect(window.commands()).toEqual([
      { kind: 'answer', callId: 'r' },
      { kind: 'decline', callId: 'r' },
      { kind: 'hang-up', callId: 't' },
      { kind: 'hang-up', callId: 'd' },
      { kind: 'set-mute', callId: 't', muted: true },
      { kind: 'set-hold', callId: 't', held: true },
      { kind: 'send-digits', callId: 't', digits: '12*#D' },
      { kind: 'send-digits', callId: 'e', digits: '5' },
      { kind: 'merge', callIds: ['t', 'u'] },
    ]);
  });

  it('is refused when the call is not there or not so far', async () => {
    const { window, commands } = sit(
      anAccount(),
      ringing('r'),
      talking('t'),
      dialling,
      ended('over', 1_000_000),
    );
    expect(await commands.answer({ callId: 't' })).toEqual(inState('talking'));
    expect(await commands.decline({ callId: 'x' })).toEqual(refusal('call-unknown'));
    expect(await commands.hangUp({ callId: 'over' })).toEqual(refusal('call-unknown'));
    expect(await commands.hangUp({ callId: 'r' })).toEqual(inState('ringing'));
    expect(await commands.setHold({ callId: 'd', held: true })).toEqual(inState('dialling'));
    expect(await commands.sendDigits({ callId: 'd', digits: '1' })).toEqual(inState('dialling'));
    expect(await commands.sendDigits({ callId: 't', digits: '1x' })).toEqual(refusal('digits-invalid'));
    expect(await commands.merge({ callIds: ['t', 't'] })).toEqual(refusal('call-state'));
    expect(await commands.merge({ callIds: ['t', 'r'] })).toEqual(inState('ringing'));
    expect(await commands.split({ conferenceId: 'c' })).toEqual(refusal('call-unknown'));
    expect(window.commands()).toEqual([]);
  });
});

describe('a transfer', () => {
  const consulting = {
    kind: 'attended',
    target: 'x',
    consultCallId: 'c',
    step: 'consulting',
    sipStatus: null,
  } as const;

  it('goes to the number that was typed', async () => {
    const { window, commands } = sit(anAccount(), talking('t'));
    expect(await commands.blindTransfer({ callId: 't', text: '1002', evenIfBusy: false })).toEqual(done);
    expect(await commands.startConsult({ callId: 't', text: '*97' })).toEqual({
      ok: true,
      value: { callId: 'new-call' },
    });
    expect(window.commands()).toEqual([
      {
        kind: 'blind-transfer',
        callId: 't',
        target: 'sip:1002@pbx.example.org',
        number: '1002',
        evenIfBusy: false,
      },
      {
        kind: 'start-consult',
        callId: 't',
        consultCallId: 'new-call',
        target: 'sip:*97@pbx.example.org',
        number: '*97',
      },
    ]);
  });

  it('can be help that is brought in: the patient is not held, and all hear each other once it has answered', async () => {
    const { window, commands } = sit(anAccount(), talking('t'));
    expect(await commands.bringIn({ callId: 't', text: '911' })).toEqual({
      ok: true,
      value: { callId: 'new-call' },
    });
    window.calls(talking('t'), talking('new-call'));
    window.calls(talking('t'), talking('new-call'));
    expect(window.commands()).toEqual([
      { kind: 'dial', callId: 'new-call', joins: 't', target: 'sip:911@pbx.example.org', number: '911' },
      { kind: 'merge', callIds: ['t', 'new-call'] },
    ]);
    expect(await commands.bringIn({ callId: 'gone', text: '911' })).toEqual(refusal('call-unknown'));
  });

  it('at once is refused to a number with an extension behind it, which nobody would send', async () => {
    const { window, commands } = sit(anAccount(), talking('t'));
    const text = '202 555 0123 ext 12';
    expect(await commands.blindTransfer({ callId: 't', text, evenIfBusy: true })).toEqual(
      refusal('target-has-extension'),
    );
    expect(window.commands()).toEqual([]);
    expect(await commands.startConsult({ callId: 't', text })).toMatchObject({ ok: true });
  });

  it('is completed and cancelled on either of its two calls', async () => {
    const patient = talking('t', { transfer: consulting });
    const { window, commands } = sit(anAccount(), patient, talking('c', { consultFor: 't' }));
    await commands.completeTransfer({ callId: 't' });
    await commands.cancelTransfer({ callId: 'c' });
    expect(window.commands()).toEqual([
      { kind: 'complete-transfer', callId: 't' },
      { kind: 'cancel-transfer', callId: 't' },
    ]);
  });

  it('is refused when there is none, one is under way, or the number is none', async () => {
    const { window, commands } = sit(anAccount(), talking('t', { transfer: consulting }), talking('u'));
    const to = { text: '1002', evenIfBusy: false };
    expect(await commands.blindTransfer({ callId: 't', ...to })).toEqual(inState('talking'));
    expect(await commands.blindTransfer({ callId: 'u', text: 'Ada', evenIfBusy: false })).toEqual(
      refusal('number-invalid'),
    );
    expect(await commands.completeTransfer({ callId: 'u' })).toEqual(inState('talking'));
    expect(window.commands()).toEqual([]);
  });
});

describe('the agent’s own state', () => {
  it('is theirs to choose, from the reasons of the profile', async () => {
    const { commands, desk } = sit();
    expect(commands.takeBreak({ reason: 'Lunch' })).toEqual(done);
    expect(desk?.state().availability).toMatchObject({ name: 'break', reason: 'Lunch' });
    expect(commands.takeBreak({ reason: 'Sailing' })).toEqual(refusal('bad-request'));
    expect(commands.becomeReady(undefined)).toEqual(done);
    expect(commands.extendWrapUp(undefined)).toEqual(refusal('call-state'));
  });

  it('needs no reason for a break where the profile has none', () => {
    const { profile, account } = anAccount();
    const { commands, desk } = sit({ kind: 'account', profile: { ...profile, breaks: [] }, account });
    expect(commands.takeBreak({ reason: 'Lunch' })).toEqual(refusal('bad-request'));
    expect(commands.takeBreak({ reason: '' })).toEqual(done);
    expect(desk?.state().availability).toMatchObject({ name: 'break', reason: '' });
  });
});

describe('the practice line', () => {
  it('calls a patient that exists, and only while practising', async () => {
    const { window, commands } = sit({ kind: 'practice' });
    expect(await commands.startPracticeCall({ patientId: 'worried-parent' })).toEqual(done);
    expect(await commands.startPracticeCall({ patientId: 'nobody' })).toEqual(refusal('patient-unknown'));
    expect(window.commands()).toEqual([{ kind: 'practice-call', patientId: 'worried-parent' }]);
    expect(await sit().commands.startPracticeCall({ patientId: 'worried-parent' })).toEqual(
      refusal('not-allowed'),
    );
  });
});

describe('everything else', () => {
  it('devices are remembered once the line has taken them', async () => {
    const { window, commands, told } = sit();
    await commands.chooseDevice({ role: 'speaker', deviceId: 'headset' });
    window.refuse('choose-device', { code: 'speaker-missing' });
    await commands.chooseDevice({ role: 'ringer', deviceId: 'gone' });
    expect(told.devices).toEqual([{ role: 'speaker', deviceId: 'headset' }]);
  });

  it('settings change, sign-out signs out, the list is the back office’s', async () => {
    const { commands, told, office } = sit();
    office.answers.listCalls = { ok: true, value: { entries: [{ id: 'a' }], more: false } };
    expect(commands.changeSettings({ theme: 'light' })).toEqual(done);
    expect(await commands.listCalls({ before: null, limit: 5, search: '' })).toMatchObject({
      value: { entries: [{ id: 'a' }] },
    });
    expect(await commands.signOut(undefined)).toEqual(done);
    expect(told).toMatchObject({ settings: [{ theme: 'light' }], signedOut: 1 });
  });

  it('nothing is done or told while nobody is signed in', async () => {
    const { commands, window } = sit(null);
    const inputs: Record<string, unknown> = {
      takeBreak: { reason: 'Lunch' },
      dial: { text: '1002' },
      listCalls: { before: null, limit: 1, search: '' },
      changeSettings: { theme: 'dark' },
      changePin: { present: 'blue lamp', next: 'red table' },
    };
    for (const name of DESK_COMMANDS.filter((command) => command !== 'signOut')) {
      const handler = commands[name] as (input: unknown) => unknown;
      expect([name, await handler(inputs[name] ?? { callId: 'a' })]).toEqual([name, refusal('not-allowed')]);
    }
    expect(window.commands()).toEqual([]);
  });
});
