/**
 * Tells speech from quiet by loudness alone, as a person on the telephone does: something clearly louder than the
 * room, for a moment, is somebody speaking. The room is learnt, so that a fan or an open-plan office is quiet too.
 */
export interface Ear {
  /** RMS of what is always there, 0-1. */
  readonly roomLevel: number;
  readonly isSpeech: boolean;
  /** Since when it has been as loud, or as quiet, as it is now; in ms. */
  readonly since: number;
  readonly isLoud: boolean;
}

export type HeardChange = { readonly kind: 'agent-began' | 'agent-paused'; readonly at: number };

/** Loud for less than this is a click or a cough. */
const BEGIN_AFTER_MS = 120;
/** Gaps between words are shorter than this. */
const PAUSE_AFTER_MS = 300;
/** Speech stands this far above the room. */
const ABOVE_ROOM = 3;
/** Below -40 dBFS nothing counts as speech: the quietest microphone gain in use is louder. */
const SOFTEST_SPEECH = 0.01;
/** The room is learnt at once when it gets quieter, and over some ten seconds when it gets louder. */
const ROOM_TIME_MS = 25_000;
const FIRST_ROOM_LEVEL = 0.002;

export function freshEar(now: number): Ear {
  return { roomLevel: FIRST_ROOM_LEVEL, isSpeech: false, since: now, isLoud: false };
}

/**
 * Takes in one more level.
 * @param level RMS of full scale over the time since the last call, 0-1
 * @param elapsedMs that time
 * @returns the ear, and when speech began or paused, if that is now certain. `at` lies in the past by as much as it
 * took to be certain.
 */
export function hear(
  ear: Ear,
  level: number,
  now: number,
  elapsedMs: number,
): { readonly ear: Ear; readonly change: HeardChange | null } {
  const isLoud = level > Math.max(SOFTEST_SPEECH, ear.roomLevel * ABOVE_ROOM);
  const since = isLoud === ear.isLoud ? ear.since : now;
  const certainAfterMs = isLoud ? BEGIN_AFTER_MS : PAUSE_AFTER_MS;
  const isSpeech = now - since >= certainAfterMs ? isLoud : ear.isSpeech;
  const next = { roomLevel: learnRoom(ear.roomLevel, level, elapsedMs), isSpeech, since, isLoud };
  if (isSpeech === ear.isSpeech) return { ear: next, change: null };
  return { ear: next, change: { kind: isSpeech ? 'agent-began' : 'agent-paused', at: since } };
}

function learnRoom(room: number, level: number, elapsedMs: number): number {
  if (level <= room) return level;
  return room + (level - room) * Math.min(1, elapsedMs / ROOM_TIME_MS);
}
