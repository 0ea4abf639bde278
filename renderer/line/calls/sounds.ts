import type { Call } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import type { ToneName } from '../media/tones.ts';

/** What the calls of this moment should sound like, apart from the voices in them. */
export interface Sounds {
  readonly ringer: ToneName | null;
  readonly speaker: ToneName | null;
}

/** @param canAnswer False when the microphone is known not to open: then no call answers itself, and all of them ring. */
export function soundsFor(calls: readonly Call[], canAnswer: boolean): Sounds {
  const busy = calls.some((call) => isUp(call) || call.phase.name === 'answering');
  const ringing = calls.some(
    ({ phase }) => phase.name === 'ringing' && (phase.autoAnswerAt === null || !canAnswer),
  );
  const waitsWithoutSound = calls.some((call) => call.phase.name === 'alerting' && !call.phase.earlyMedia);
  const ringer = busy ? 'callWaiting' : 'ring';
  return { ringer: ringing ? ringer : null, speaker: waitsWithoutSound ? 'ringBack' : null };
}
