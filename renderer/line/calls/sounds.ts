import { type Call, isUp } from '#shared/call/call.ts';
import type { ToneName } from '../media/tones.ts';

/** What the calls of this moment should sound like, apart from the voices in them. */
export interface Sounds {
  readonly ringer: ToneName | null;
  readonly speaker: ToneName | null;
}

export function soundsFor(calls: readonly Call[]): Sounds {
  const busy = calls.some((call) => isUp(call) || call.phase.name === 'answering');
  const ringing = calls.some((call) => call.phase.name === 'ringing' && call.phase.autoAnswerAt === null);
  const waitsWithoutSound = calls.some((call) => call.phase.name === 'alerting' && !call.phase.earlyMedia);
  const ringer = busy ? 'callWaiting' : 'ring';
  return { ringer: ringing ? ringer : null, speaker: waitsWithoutSound ? 'ringBack' : null };
}
