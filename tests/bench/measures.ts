import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../pbx/until.ts';
import { alertPainted } from './audio-probe.ts';
import type { Caller } from './caller.ts';
import { type BenchPhone, firstAudio, resetProbe } from './phones.ts';
import type { Relay } from '../wire/relay.ts';

/** A phone that waits for every STUN server sends its INVITE when Chromium gives up on them, after some 40 s. */
const INVITE_LIMIT_MS = 90_000;

const RINGING_MS = 1000;

const now = (): number => performance.timeOrigin + performance.now();

export interface AnsweredCall {
  /** INVITE on the phone's wire → alert painted. */
  readonly alertMs: number;
  /** Click on Answer → audio decoded at both ends. */
  readonly answerToAudioMs: number;
}

/**
 * The caller rings the phone, it answers, both hear each other, it hangs up. The caller's own line is up before the
 * phone rings, as that of a patient in a queue is: what is measured is the phone's answer and no other's.
 */
export async function answerOneCall(phone: BenchPhone, caller: Caller, tap: Relay): Promise<AnsweredCall> {
  await resetProbe(phone.sound);
  const painted = phone.screen.evaluate(alertPainted);
  const sinceMs = now();
  await caller.dial(`65${phone.extension.at(-1)}`);
  const paintedAt = await painted;
  const invite = tap.find('to-phone', 'INVITE', sinceMs);
  if (!invite) throw new Error('No INVITE was seen on the wire.');
  // People take a moment; it lets every phone do what it does while it rings.
  await settle();
  caller.listenAnew();
  const clickedAt = await phone.answer();
  const heard = await Promise.all([firstAudio(phone.sound), caller.firstAudio()]);
  await phone.hangUp();
  await until('the BYE to pass', () => tap.find('to-server', 'BYE', clickedAt) !== undefined);
  await Promise.all([phone.quiet(), caller.quiet()]);
  return { alertMs: paintedAt - invite.atMs, answerToAudioMs: Math.max(...heard) - clickedAt };
}

/** Press on the key that dials → INVITE on the wire. */
export async function dialOnce(phone: BenchPhone, target: string, tap: Relay): Promise<number> {
  const pressedAt = await phone.dial(target);
  const invite = await until(
    'the INVITE to pass',
    () => tap.find('to-server', 'INVITE', pressedAt),
    INVITE_LIMIT_MS,
  );
  // The challenge (401) gets an ACK too; the one that counts comes after the 200.
  const answered = (): boolean =>
    tap.seen.some(
      ({ atMs, startLine, text }) =>
        atMs > invite.atMs &&
        startLine.startsWith('SIP/2.0 200') &&
        /CSeq:.*INVITE/i.test(text) &&
        tap.find('to-server', 'ACK', atMs) !== undefined,
    );
  await until('the call to be up', answered, INVITE_LIMIT_MS);
  await phone.hangUp();
  await until('the BYE to pass', () => tap.find('to-server', 'BYE', pressedAt) !== undefined);
  await phone.quiet();
  return invite.atMs - pressedAt;
}

/** How long people let it ring: part of what is measured, not a wait for something. */
const settle = (): Promise<void> => delay(RINGING_MS);
