import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amplitudeAt, levelDb, toneLevels } from './goertzel.ts';
import { describe as describeSound, whoIsHeard } from './listening.ts';
import { PARTY_HZ } from './parties.ts';
import { readWav, toneWav, wavLayout, writeToneWav } from './wav.ts';

const RATE_HZ = 8000;

function sines(parts: readonly { hz: number; amplitude: number }[], seconds = 0.4): Float32Array {
  return Float32Array.from({ length: seconds * RATE_HZ }, (_, at) =>
    parts.reduce(
      (sum, { hz, amplitude }) => sum + amplitude * Math.sin((2 * Math.PI * hz * at) / RATE_HZ),
      0,
    ),
  );
}

/** What µ-law coding of eight bits does to a sample, roughly: its quantisation noise. */
function coarsely(samples: Float32Array): Float32Array {
  return samples.map((sample) => {
    const step = 2 ** (Math.ceil(Math.log2(Math.max(Math.abs(sample), 2 ** -8))) - 5);
    return Math.round(sample / step) * step;
  });
}

describe('the tone meter', () => {
  it('measures a sine as loud as it is', () => {
    expect(amplitudeAt(sines([{ hz: 600, amplitude: 0.25 }]), RATE_HZ, 600)).toBeCloseTo(0.25, 3);
  });

  it('finds almost nothing at the other parties’ tones', () => {
    const others = Object.values(PARTY_HZ).filter((hz) => hz !== PARTY_HZ.agent);
    const levels = toneLevels(sines([{ hz: PARTY_HZ.agent, amplitude: 0.25 }]), RATE_HZ, others);
    expect(Math.max(...levels.map(({ db }) => db))).toBeLessThan(-75);
  });

  it('gives each of three mixed parties its own level', () => {
    const mixed = sines([
      { hz: 600, amplitude: 0.25 },
      { hz: 1500, amplitude: 0.1 },
      { hz: 2400, amplitude: 0.025 },
    ]);
    const [agent, lead, patient] = toneLevels(mixed, RATE_HZ, [600, 1500, 2400]).map(({ db }) =>
      Math.round(db),
    );
    expect([agent, lead, patient]).toEqual([-12, -20, -32]);
  });

  it('calls silence silence', () => {
    const silence = new Float32Array(3200);
    expect(levelDb(silence)).toBe(-120);
    expect(toneLevels(silence, RATE_HZ, [600])).toEqual([{ hz: 600, db: -120, share: 0 }]);
    expect(amplitudeAt(new Float32Array(0), RATE_HZ, 600)).toBe(0);
  });

  it('names who is heard through coarse coding, and nobody else', () => {
    for (const [party, hz] of Object.entries(PARTY_HZ)) {
      const heard = describeSound(coarsely(sines([{ hz, amplitude: 0.25 }])), RATE_HZ);
      expect(whoIsHeard(heard)).toBe(party);
    }
  });

  it('does not take noise for a party', () => {
    let seed = 1;
    const noise = new Float32Array(3200).map(() => {
      seed = (seed * 48_271) % 2_147_483_647;
      return (seed / 2_147_483_647 - 0.5) * 0.5;
    });
    expect(whoIsHeard(describeSound(noise, RATE_HZ))).toBe('');
  });
});

describe('sound files', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'hearthline-wav-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('come back as they were written', () => {
    const { sampleRateHz, samples } = readWav(writeToneWav(join(dir, 'a.wav'), { hz: 900, seconds: 1 }));
    expect([sampleRateHz, samples.length]).toEqual([8000, 8000]);
    expect(amplitudeAt(samples, sampleRateHz, 900)).toBeCloseTo(0.25, 2);
  });

  it('are read as far as they have grown, whatever their header says', () => {
    const whole = toneWav({ hz: 900, seconds: 1 });
    const path = join(dir, 'growing.wav');
    writeFileSync(path, whole.subarray(0, 20));
    expect(wavLayout(path)).toBeUndefined();
    writeFileSync(path, whole.subarray(0, 44 + 2000));
    expect(wavLayout(path)?.frames).toBe(1000);
  });
});
