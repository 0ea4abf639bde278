import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amplitudeAt, levelDb, toneLevels } from './goertzel.ts';
import { describe as describeSound, whoIsHeard } from './listening.ts';
import { PARTY_HZ } from './parties.ts';
import { fromULaw, toULaw } from './u-law.ts';
import { untilHeard } from './until-heard.ts';
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

/** There and back through the telephone's coding, with its quantisation noise. */
function byTelephone(samples: Float32Array): Float32Array {
  return samples.map((sample) => fromULaw(toULaw(Math.round(sample * 32_767))) / 32_767);
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

  it('names who is heard through a telephone’s coding, and nobody else', () => {
    for (const [party, hz] of Object.entries(PARTY_HZ)) {
      const heard = describeSound(byTelephone(sines([{ hz, amplitude: 0.25 }])), RATE_HZ);
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

describe('waiting to hear', () => {
  const heard = (...parties: (keyof typeof PARTY_HZ)[]) =>
    describeSound(sines(parties.map((party) => ({ hz: PARTY_HZ[party], amplitude: 0.25 }))), RATE_HZ);

  it('is over with the first moment that sounds as awaited', async () => {
    const moments = [heard(), heard('agent', 'patient'), heard('patient')];
    const { tones } = await untilHeard({
      who: 'The phone',
      tonesHz: [PARTY_HZ.patient],
      hear: () => Promise.resolve(moments.shift() ?? heard()),
    });
    expect(tones.map(({ hz }) => hz)).toEqual([PARTY_HZ.patient]);
    expect(moments).toEqual([]);
  });

  it('tells who was heard instead, in turn', async () => {
    const moments = [heard(), heard('agent'), heard('agent')];
    const hear = () => Promise.resolve(moments.shift() ?? heard('agent', 'patient'));
    const waiting = untilHeard({ who: 'The phone', tonesHz: [PARTY_HZ.patient], hear, timeoutMs: 200 });
    await expect(waiting).rejects.toThrow(
      /^The phone should hear patient, heard silence from \d+ ms, agent from \d+ ms, agent\+patient from \d+ ms\.$/,
    );
  });
});

describe('µ-law', () => {
  it('keeps the values that G.711 gives', () => {
    expect([0, 32_767, -32_767, 1000, -1000].map(toULaw)).toEqual([0xff, 0x80, 0x00, 0xce, 0x4e]);
  });

  it('returns every sample within its step', () => {
    for (let sample = -32_000; sample <= 32_000; sample += 37) {
      expect(Math.abs(fromULaw(toULaw(sample)) - sample)).toBeLessThanOrEqual(4 + Math.abs(sample) / 28);
    }
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
