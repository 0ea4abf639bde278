import { randomFrom } from '../fakes/random.ts';

/** Telephone calls of two people, mixed so that it is known who spoke when. */
export const RATE_HZ = 16_000;

/** Sentences of each of them, as samples from -1 to 1. */
export interface Speakers {
  readonly agent: readonly Float32Array[];
  readonly patient: readonly Float32Array[];
  /** Of other people, who talk in the background. */
  readonly others: readonly Float32Array[];
}

export interface Recipe {
  readonly name: string;
  /** Of a hundred sentences' time, how much the agent says. */
  readonly agentShare: number;
  readonly agent?: Side;
  readonly patient?: Side;
  /** The next one begins before the last is over, now and then. */
  readonly talkOver?: boolean;
}

interface Side {
  /** Louder or quieter than a good headset. */
  readonly gainDb?: number;
  /** Steady noise, in dB under full scale. */
  readonly noiseDb?: number;
  /** People in the background, in dB under full scale. */
  readonly babbleDb?: number;
  /** What comes back of the other side, and how much quieter. */
  readonly echoDb?: number;
}

export interface Recording {
  readonly name: string;
  readonly near: Float32Array;
  readonly far: Float32Array;
  readonly truth: Truth;
}

/** Milliseconds; a sentence lasts from its first sound to its last. */
export interface Truth {
  readonly talkMs: number;
  readonly listenMs: number;
  readonly bothMs: number;
  readonly silenceMs: number;
}

/** 20 ms. */
const FRAME = RATE_HZ / 50;
/** Gaps between words are shorter than 300 ms. */
const BREATH_FRAMES = 15;
const SECONDS = 100;
/** Active speech on a good headset. */
const SPEECH_DB = -23;
const ECHO_DELAY_MS = 120;

export const RECIPES: readonly Recipe[] = [
  { name: 'an even talk, quiet rooms', agentShare: 50 },
  { name: 'the agent explains, a fan beside them', agentShare: 78, agent: { noiseDb: -50 } },
  {
    name: 'the patient tells, noise on both sides',
    agentShare: 20,
    agent: { noiseDb: -48 },
    patient: { noiseDb: -42 },
  },
  { name: 'an open-plan office behind the agent', agentShare: 40, agent: { babbleDb: -40 } },
  { name: 'a waiting room behind the patient', agentShare: 55, patient: { babbleDb: -38 } },
  { name: 'a quiet headset', agentShare: 50, agent: { gainDb: -20, noiseDb: -68 } },
  { name: 'a loud headset that clips', agentShare: 35, agent: { gainDb: 18, noiseDb: -40 } },
  { name: 'the patient leaks out of the earpiece', agentShare: 30, agent: { echoDb: -25, noiseDb: -60 } },
  { name: 'both talk over each other', agentShare: 60, talkOver: true, agent: { noiseDb: -55 } },
  {
    name: 'all at once: quiet headset, leak, noise, and the patient in a café on a loudspeaker',
    agentShare: 45,
    talkOver: true,
    agent: { gainDb: -20, noiseDb: -66, echoDb: -32 },
    patient: { babbleDb: -40, echoDb: -22, gainDb: 3 },
  },
];

export function mixRecording(recipe: Recipe, speakers: Speakers, seed: number): Recording {
  const random = randomFrom(seed);
  const { agent, patient, spoken } = converse(recipe, speakers, random);
  const near = takeUp(agent, patient, recipe.agent ?? {}, speakers.others, random);
  const far = takeUp(patient, agent, recipe.patient ?? {}, speakers.others, random);
  return { name: recipe.name, near, far, truth: count(spoken) };
}

interface Conversation {
  readonly agent: Float32Array;
  readonly patient: Float32Array;
  /** Who speaks, for each sample. */
  readonly spoken: Readonly<Record<Who, Uint8Array>>;
}
type Who = 'agent' | 'patient';

function converse(recipe: Recipe, speakers: Speakers, random: () => number): Conversation {
  const length = SECONDS * RATE_HZ;
  const tracks = { agent: new Float32Array(length), patient: new Float32Array(length) };
  const spoken = { agent: new Uint8Array(length), patient: new Uint8Array(length) };
  const said = { agent: 0, patient: 0 };
  let at = Math.round(RATE_HZ * (0.5 + random()));
  for (;;) {
    // Whoever is behind their share is next; chance lets one say two sentences in a row.
    const wanted = ((said.agent + said.patient) * recipe.agentShare) / 100;
    const who: Who = said.agent + (random() - 0.5) * 6 * RATE_HZ <= wanted ? 'agent' : 'patient';
    const pool = speakers[who];
    const sentence = pool[Math.floor(random() * pool.length)] ?? new Float32Array();
    if (at + sentence.length > length) return { ...tracks, spoken };
    for (const [index, sample] of sentence.entries()) {
      tracks[who][at + index] = (tracks[who][at + index] ?? 0) + sample;
    }
    spoken[who].fill(1, at, at + sentence.length);
    said[who] += sentence.length;
    const overlaps = recipe.talkOver === true && random() < 0.35;
    const pauseSec = overlaps ? -Math.min(1.2, (0.4 * sentence.length) / RATE_HZ) : 0.3 + 1.5 * random();
    at += sentence.length + Math.round(pauseSec * RATE_HZ);
  }
}

/** What a microphone makes of a voice, of what is around it, and of what comes out of the earpiece. */
function takeUp(
  voice: Float32Array,
  other: Float32Array,
  side: Side,
  people: readonly Float32Array[],
  random: () => number,
): Float32Array {
  const { gainDb = 0, noiseDb = -75, babbleDb, echoDb } = side;
  const gain = factor(gainDb);
  const noise = factor(noiseDb) * Math.sqrt(3);
  const babble = babbleDb === undefined ? null : babbleOf(people, voice.length, babbleDb, random);
  const echo = echoDb === undefined ? 0 : factor(echoDb);
  const delay = Math.round((ECHO_DELAY_MS * RATE_HZ) / 1000);
  return voice.map((sample, at) => {
    const around = noise * (2 * random() - 1) + (babble?.[at] ?? 0) + echo * (other[at - delay] ?? 0);
    return Math.max(-1, Math.min(1, gain * sample + around));
  });
}

/** Six people who never pause, none of them understood. */
function babbleOf(
  people: readonly Float32Array[],
  length: number,
  levelDb: number,
  random: () => number,
): Float32Array {
  const sum = new Float32Array(length);
  for (let person = 0; person < 6; person += 1) {
    let at = -Math.round(random() * 3 * RATE_HZ);
    while (at < length) {
      const sentence = people[Math.floor(random() * people.length)] ?? new Float32Array(RATE_HZ);
      for (const [index, sample] of sentence.entries()) {
        if (at + index >= 0 && at + index < length) sum[at + index] = (sum[at + index] ?? 0) + sample;
      }
      at += sentence.length;
    }
  }
  const scale = factor(levelDb) / rms(sum);
  return sum.map((sample) => sample * scale);
}

/**
 * What was said in a recording, as loud as on a good headset, without the silence around it: a recording of two
 * sentences with a breath between them is two.
 */
export function utterancesIn(recording: Float32Array): Float32Array[] {
  const levels = frameLevels(recording);
  const softest = Math.max(...levels) * factor(-35);
  const utterances: Float32Array[] = [];
  let from = -1;
  let to = -1;
  const end = () => {
    if (from >= 0) utterances.push(asOnAGoodHeadset(recording.slice(from * FRAME, (to + 1) * FRAME)));
    from = -1;
  };
  for (const [at, level] of levels.entries()) {
    if (level < softest) continue;
    if (at - to > BREATH_FRAMES) end();
    if (from < 0) from = at;
    to = at;
  }
  end();
  return utterances;
}

function asOnAGoodHeadset(voiced: Float32Array): Float32Array {
  const scale = factor(SPEECH_DB) / rms(voiced);
  return voiced.map((sample) => sample * scale);
}

function count({ agent, patient }: Conversation['spoken']): Truth {
  const truth = { talkMs: 0, listenMs: 0, bothMs: 0, silenceMs: 0 };
  const ms = 1000 / RATE_HZ;
  for (const [at, isAgent] of agent.entries()) {
    const isPatient = patient[at] ?? 0;
    truth.talkMs += isAgent * ms;
    truth.listenMs += isPatient * ms;
    truth.bothMs += isAgent * isPatient * ms;
    truth.silenceMs += (1 - isAgent) * (1 - isPatient) * ms;
  }
  return truth;
}

/** RMS of each 20 ms. */
export function frameLevels(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / FRAME) }, (_, at) =>
    rms(samples.subarray(at * FRAME, (at + 1) * FRAME)),
  );
}

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function factor(db: number): number {
  return 10 ** (db / 20);
}
