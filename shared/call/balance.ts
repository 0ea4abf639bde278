import { FRAME_MS, listen, QUIET, type VoiceActivity } from './voice-activity.ts';

/**
 * Who spoke for how long in one call, from loudness alone: for the agent's own eyes, while the call lasts.
 *
 * A monologue of the agent begins with their first word and goes on through their own pauses and through a short
 * "mm-hm" of the other side. It ends when the other side says more than that, when neither speaks for a while (who
 * waits lets them speak), and with every break of the call: hold, a lost path, a conference.
 */
export interface BalanceFigures {
  /** The agent spoke, alone or together with the other side. */
  readonly talkMs: number;
  /** The other side spoke, alone or together with the agent. */
  readonly listenMs: number;
  readonly bothMs: number;
  readonly silenceMs: number;
  /** From the first word of a monologue to its last. */
  readonly longestMonologueMs: number;
  /** Of the monologue that goes on now; 0 when there is none. */
  readonly currentMonologueMs: number;
}

export interface Balance {
  readonly figures: BalanceFigures;
  readonly near: VoiceActivity;
  readonly far: VoiceActivity;
  /** Frames that were decided for one side and not yet for the other; one of the two is empty. */
  readonly nearAhead: readonly boolean[];
  readonly farAhead: readonly boolean[];
  /** How long the other side has spoken without a pause. */
  readonly farRunMs: number;
  /** How long neither has spoken. */
  readonly hushMs: number;
  /** Since the first word of the monologue that goes on, its last pause included; 0 when there is none. */
  readonly turnMs: number;
}

/** Loudness of both sides over 20 ms: RMS of full scale, 0-1. */
export interface BalanceFrame {
  /** Null while the agent is muted: they may talk to the room, not to the patient. */
  readonly near: number | null;
  readonly far: number;
}

/** "Mm-hm", "yes, yes", "oh dear": who says no more than that is listening. */
const LONGEST_MM_HM_MS = 700;
/** Who is quiet for so long lets them speak. */
const LONGEST_PAUSE_MS = 3000;
const LET_THEM_SPEAK_AFTER_MS = 45_000;
/** Two sentences: before that the shares would jump about. */
const FIRST_SHARES_AFTER_MS = 10_000;

export const FRESH_BALANCE: Balance = {
  figures: {
    talkMs: 0,
    listenMs: 0,
    bothMs: 0,
    silenceMs: 0,
    longestMonologueMs: 0,
    currentMonologueMs: 0,
  },
  near: QUIET,
  far: QUIET,
  nearAhead: [],
  farAhead: [],
  farRunMs: 0,
  hushMs: 0,
  turnMs: 0,
};

/** Takes in one more frame. */
export function weigh(before: Balance, frame: BalanceFrame): Balance {
  const near = listen(before.near, frame.near, before.far);
  const far = listen(before.far, frame.far, before.near);
  const nearAhead = [...before.nearAhead, ...near.decided];
  const farAhead = [...before.farAhead, ...far.decided];
  const count = Math.min(nearAhead.length, farAhead.length);
  let now: Balance = { ...before, near: near.voice, far: far.voice };
  for (let at = 0; at < count; at += 1) now = counted(now, nearAhead[at] === true, farAhead[at] === true);
  return { ...now, nearAhead: nearAhead.slice(count), farAhead: farAhead.slice(count) };
}

/** The call is on hold, or lost, or not between two: nothing of that time counts. What was learnt is kept. */
export function interrupt({ figures, near, far }: Balance): Balance {
  return {
    ...FRESH_BALANCE,
    figures: { ...figures, currentMonologueMs: 0 },
    near: { ...QUIET, roomDb: near.roomDb, voiceDb: near.voiceDb },
    far: { ...QUIET, roomDb: far.roomDb, voiceDb: far.voiceDb },
  };
}

function counted(before: Balance, isNear: boolean, isFar: boolean): Balance {
  const { figures } = before;
  const farRunMs = isFar ? before.farRunMs + FRAME_MS : 0;
  const hushMs = isNear || isFar ? 0 : before.hushMs + FRAME_MS;
  const isOver = farRunMs > LONGEST_MM_HM_MS || hushMs >= LONGEST_PAUSE_MS;
  const goesOn = !isOver && (isNear || before.turnMs > 0);
  const turnMs = goesOn ? before.turnMs + FRAME_MS : 0;
  // A pause belongs to a monologue only once a word follows it.
  const soFarMs = isNear ? turnMs : figures.currentMonologueMs;
  const currentMonologueMs = goesOn ? soFarMs : 0;
  return {
    ...before,
    farRunMs,
    hushMs,
    turnMs,
    figures: {
      talkMs: figures.talkMs + (isNear ? FRAME_MS : 0),
      listenMs: figures.listenMs + (isFar ? FRAME_MS : 0),
      bothMs: figures.bothMs + (isNear && isFar ? FRAME_MS : 0),
      silenceMs: figures.silenceMs + (isNear || isFar ? 0 : FRAME_MS),
      longestMonologueMs: Math.max(figures.longestMonologueMs, currentMonologueMs),
      currentMonologueMs,
    },
  };
}

/** Shares of the time that was measured, in whole percent, 100 together. Speaking at once is half of each. */
export interface Shares {
  readonly own: number;
  readonly their: number;
  readonly quiet: number;
}

/** Null until there is enough to say something. */
export function sharesOf({ talkMs, listenMs, bothMs, silenceMs }: BalanceFigures): Shares | null {
  const totalMs = talkMs + listenMs - bothMs + silenceMs;
  if (totalMs < FIRST_SHARES_AFTER_MS) return null;
  const own = Math.round((100 * (talkMs - bothMs / 2)) / totalMs);
  // Edges are rounded, not widths: those need not be a hundred together.
  const spoken = Math.round((100 * (talkMs + listenMs - bothMs)) / totalMs);
  return { own, their: spoken - own, quiet: 100 - spoken };
}

/** The agent has talked for so long that a gentle word is due. It goes when the other side speaks, or may. */
export function isTimeToListen({ currentMonologueMs }: BalanceFigures): boolean {
  return currentMonologueMs >= LET_THEM_SPEAK_AFTER_MS;
}
