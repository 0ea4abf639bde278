import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRESH_BALANCE, sharesOf, weigh, type BalanceFigures } from '#shared/call/balance.ts';
import { launchChromium } from '../chromium.ts';
import {
  frameLevels,
  mixRecording,
  type Recipe,
  type Recording,
  RATE_HZ,
  RECIPES,
  utterancesIn,
  type Speakers,
} from './mixed-recordings.ts';

const VOICES = join(import.meta.dirname, '..', '..', 'assets', 'practice', 'voices');
const POINTS = 5;

/** Two pairs of people, who take turns in the recordings. */
let pairs: readonly [Speakers, Speakers];

beforeAll(async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const said = async (who: string): Promise<Float32Array[]> => {
      const files = readdirSync(join(VOICES, who)).toSorted();
      const recordings = files.map((file) => readFileSync(join(VOICES, who, file)).toString('base64'));
      const decoded = await page.evaluate(decodeAll, { recordings, rateHz: RATE_HZ });
      return decoded.flatMap((samples) => utterancesIn(samplesFrom(samples)));
    };
    const slow = { agent: await said('missed-appointment'), patient: await said('waiting-for-results') };
    const quick = { agent: await said('worried-parent'), patient: await said('billed-twice') };
    pairs = [
      { ...slow, others: [...quick.agent, ...quick.patient] },
      { ...quick, others: [...slow.agent, ...slow.patient] },
    ];
  } finally {
    await browser.close();
  }
});

/** The same recording each time. */
function recordingOf(recipe: Recipe, at: number): Recording {
  return mixRecording(recipe, at % 2 === 0 ? pairs[0] : pairs[1], 40 + at);
}

const measured: string[] = [];
afterAll(() => {
  process.stdout.write(
    `Agent’s share of speech; both’s shares of the time (truth, measured), in %\n${measured.join('\n')}\n`,
  );
});

describe('ten mixed recordings of which it is known who spoke when', () => {
  it.each(RECIPES.map((recipe, at) => ({ ...recipe, at })))('$name', ({ at, ...recipe }) => {
    const { near, far, truth } = recordingOf(recipe, at);
    const known = percent(truth);
    const heard = percent(figuresOf(frameLevels(near), frameLevels(far)));
    measured.push(
      `  ${recipe.name}: ${known.map((value, index) => `${value.toFixed(1)}, ${(heard[index] ?? 0).toFixed(1)}`).join(' | ')}`,
    );
    for (const [index, value] of heard.entries()) {
      expect(Math.abs(value - (known[index] ?? 0))).toBeLessThanOrEqual(POINTS);
    }
  });

  it('would not come out right by chance: without what tells a voice from its surroundings they are far off', () => {
    const wrong = RECIPES.map((recipe, at) => {
      const { near, far, truth } = recordingOf(recipe, at);
      const isLoud = (level: number) => level > 0.003;
      const talkMs = frameLevels(near).filter(isLoud).length;
      const listenMs = frameLevels(far).filter(isLoud).length;
      const share = (100 * talkMs) / (talkMs + listenMs);
      return Math.abs(share - (percent(truth)[0] ?? 0)) > POINTS;
    });
    expect(wrong.filter(Boolean).length).toBeGreaterThanOrEqual(4);
  });
});

function figuresOf(near: readonly number[], far: readonly number[]): BalanceFigures {
  return near.reduce(
    (balance, level, at) => weigh(balance, { near: level, far: far[at] ?? 0 }),
    FRESH_BALANCE,
  ).figures;
}

type Spoken = Pick<BalanceFigures, 'talkMs' | 'listenMs' | 'bothMs' | 'silenceMs'>;

/** The agent's share of all speech, then what the desk draws: the share of the time of each, and of quiet. */
function percent(spoken: Spoken): number[] {
  const shares = sharesOf({ ...FRESH_BALANCE.figures, ...spoken });
  if (!shares) throw new Error('The recording is too short.');
  const { own, their, quiet } = shares;
  return [(100 * spoken.talkMs) / (spoken.talkMs + spoken.listenMs), own, their, quiet];
}

interface Encoded {
  readonly recordings: readonly string[];
  readonly rateHz: number;
}

/** In the page: samples of 16 bits, base64, of recordings that only a browser can read. */
async function decodeAll({ recordings, rateHz }: Encoded): Promise<string[]> {
  const context = new OfflineAudioContext(1, 1, rateHz);
  const decoded: string[] = [];
  for (const recording of recordings) {
    const bytes = Uint8Array.from(atob(recording), (character) => character.charCodeAt(0));
    const buffer = await context.decodeAudioData(bytes.buffer);
    const samples = Int16Array.from(buffer.getChannelData(0), (sample) => Math.round(sample * 0x7fff));
    let text = '';
    for (const byte of new Uint8Array(samples.buffer)) text += String.fromCharCode(byte);
    decoded.push(btoa(text));
  }
  return decoded;
}

function samplesFrom(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(2 * at) / 0x7fff);
}
