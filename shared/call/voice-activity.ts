/**
 * Tells from loudness alone whether somebody speaks on one side of a call, frame by frame. Nothing is known about what
 * is said, or how. Three things are learnt, and forgotten with the call:
 *
 *   room    what is always there (a fan, an open-plan office): follows at once when it gets quieter, slowly when louder
 *   voice   how loud whoever speaks here is: a quiet headset is no silence, and a colleague two desks on is not the agent
 *   recent  how loud this side was just now: the other side may hear it come back, quieter and a little late
 *
 * Loud for less than 100 ms is a click or a cough; a gap of less than 400 ms stands between words. Both are certain
 * only afterwards, so frames are decided late, and all of a word or of a pause counts as what it turned out to be.
 */
export interface VoiceActivity {
  readonly roomDb: number;
  /** Null until somebody has spoken here while the other side was quiet. */
  readonly voiceDb: number | null;
  /** Loudness of the last frames, evened out: dB under full scale, as all the others. */
  readonly smoothDb: number;
  /** The loudest of the last moments, sinking. */
  readonly recentDb: number;
  readonly isLoud: boolean;
  readonly isSpeech: boolean;
  /** Frames that are not decided yet: all loud while there is no speech, all quiet while there is. */
  readonly undecided: number;
}

export const FRAME_MS = 20;

const SHORTEST_SPEECH_FRAMES = 100 / FRAME_MS;
const LONGEST_GAP_FRAMES = 400 / FRAME_MS;

/** Digital silence, near enough. */
const SILENCE_DB = -100;
/** Under this nothing is speech: 20 dB under a quiet voice on a quiet headset. */
const SOFTEST_SPEECH_DB = -62;
const ABOVE_ROOM_DB = 8;
/** No room is taken for quieter: it would take too long to learn that a fan was switched on. */
const QUIETEST_ROOM_DB = SOFTEST_SPEECH_DB - ABOVE_ROOM_DB;
/** Before anything was heard: a loud room, because the first pause shows a quieter one. */
const FIRST_ROOM_DB = -50;
/** Syllables of one voice lie within this, but for the softest, which stand between others. */
const BELOW_VOICE_DB = 18;
/** What was speech stays so until it is clearly not. */
const STICKS_DB = 3;
/** What comes back of the other side is at least this much quieter than it. */
const ECHO_LOSS_DB = 12;
/** No voice is masked by what comes back when it is as loud as it usually is. */
const BELOW_VOICE_OVER_ECHO_DB = 8;

/** 5 dB a second: pauses between words pull the room down again before speech is taken for it. */
const ROOM_RISE_DB = 5 * (FRAME_MS / 1000);
const ROOM_FALL = 0.2;
const SMOOTH = 0.5;
const VOICE_RISE = 0.08;
const VOICE_FALL = 0.005;
/** Somebody with a softer voice takes the receiver: unheard at first, and heard after a while. */
const VOICE_FORGET_DB = 0.5 * (FRAME_MS / 1000);
/** Sound takes up to some 300 ms there and back. */
const RECENT_SINK_DB = 60 * (FRAME_MS / 1000);

export const QUIET: VoiceActivity = {
  roomDb: FIRST_ROOM_DB,
  voiceDb: null,
  smoothDb: SILENCE_DB,
  recentDb: SILENCE_DB,
  isLoud: false,
  isSpeech: false,
  undecided: 0,
};

/** What is known now, and the frames that were decided with it, oldest first: was it speech? */
export interface Heard {
  readonly voice: VoiceActivity;
  readonly decided: readonly boolean[];
}

/**
 * Takes in one more frame.
 * @param level RMS of full scale, 0-1; null while this side is muted: nothing is learnt from a silence that was made
 * @param other the other side, up to the frame before
 */
export function listen(before: VoiceActivity, level: number | null, other: VoiceActivity): Heard {
  if (level === null) return decide({ ...before, isLoud: false, recentDb: SILENCE_DB });
  const db = toDb(level);
  // Digital silence is nobody's room: nothing has come yet, or somebody there is muted. Nothing is evened out with it.
  const isNothing = db === SILENCE_DB;
  const smoothDb =
    isNothing || before.smoothDb === SILENCE_DB ? db : before.smoothDb + (db - before.smoothDb) * SMOOTH;
  const heard = {
    ...before,
    smoothDb,
    roomDb: isNothing ? before.roomDb : learnRoom(before.roomDb, smoothDb),
    recentDb: Math.max(db, before.recentDb - RECENT_SINK_DB),
  };
  // Nothing comes back of an other side that says nothing.
  const otherDb = other.isLoud || other.isSpeech ? other.recentDb : SILENCE_DB;
  const isLoud = smoothDb > softestSpeech(heard, otherDb) - (before.isLoud ? STICKS_DB : 0);
  const voiceDb = smoothDb > otherDb ? learnVoice(heard, isLoud) : heard.voiceDb;
  return decide({ ...heard, isLoud, voiceDb });
}

function toDb(level: number): number {
  return level <= 0 ? SILENCE_DB : Math.max(SILENCE_DB, 20 * Math.log10(level));
}

function learnRoom(roomDb: number, db: number): number {
  if (db > roomDb) return Math.min(db, roomDb + ROOM_RISE_DB);
  return Math.max(QUIETEST_ROOM_DB, roomDb + (db - roomDb) * ROOM_FALL);
}

function softestSpeech({ roomDb, voiceDb }: VoiceActivity, otherDb: number): number {
  const overRoom = Math.max(SOFTEST_SPEECH_DB, roomDb + ABOVE_ROOM_DB);
  const overEcho = otherDb - ECHO_LOSS_DB;
  if (voiceDb === null) return Math.max(overRoom, overEcho);
  return Math.max(overRoom, voiceDb - BELOW_VOICE_DB, Math.min(overEcho, voiceDb - BELOW_VOICE_OVER_ECHO_DB));
}

function learnVoice({ voiceDb, smoothDb, roomDb }: VoiceActivity, isLoud: boolean): number | null {
  if (voiceDb === null) return isLoud ? smoothDb : null;
  if (isLoud) return voiceDb + (smoothDb - voiceDb) * (smoothDb > voiceDb ? VOICE_RISE : VOICE_FALL);
  return smoothDb > roomDb + ABOVE_ROOM_DB ? voiceDb - VOICE_FORGET_DB : voiceDb;
}

function decide(heard: VoiceActivity): Heard {
  const { isLoud, isSpeech } = heard;
  const frames = heard.undecided + 1;
  if (isLoud === isSpeech) return { voice: { ...heard, undecided: 0 }, decided: alike(frames, isSpeech) };
  const needed = isSpeech ? LONGEST_GAP_FRAMES : SHORTEST_SPEECH_FRAMES;
  if (frames < needed) return { voice: { ...heard, undecided: frames }, decided: [] };
  return { voice: { ...heard, isSpeech: isLoud, undecided: 0 }, decided: alike(frames, isLoud) };
}

function alike(count: number, isSpeech: boolean): readonly boolean[] {
  return Array.from({ length: count }, () => isSpeech);
}
