import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

export interface ToneWav {
  hz: number;
  seconds: number;
  sampleRateHz?: number;
  /** 1 is full scale. The default leaves room for three parties mixed together. */
  amplitude?: number;
}

/** The bytes of a 16-bit mono WAV file that holds one sine. */
export function toneWav({ hz, seconds, sampleRateHz = 8000, amplitude = 0.25 }: ToneWav): Buffer {
  const count = Math.round(seconds * sampleRateHz);
  const wav = Buffer.alloc(HEADER_BYTES + count * BYTES_PER_SAMPLE);
  writeHeader(wav, sampleRateHz, count * BYTES_PER_SAMPLE);
  for (let at = 0; at < count; at += 1) {
    const value = amplitude * Math.sin((2 * Math.PI * hz * at) / sampleRateHz);
    wav.writeInt16LE(Math.round(value * 32_767), HEADER_BYTES + at * BYTES_PER_SAMPLE);
  }
  return wav;
}

/**
 * Writes a WAV file with one sine. Chromium's fake microphone loops its file: `seconds` that hold whole periods
 * (any whole number of seconds, for a whole number of Hz) loop without a click.
 */
export function writeToneWav(path: string, tone: ToneWav): string {
  writeFileSync(path, toneWav(tone));
  return path;
}

function writeHeader(wav: Buffer, sampleRateHz: number, dataBytes: number): void {
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // mono
  wav.writeUInt32LE(sampleRateHz, 24);
  wav.writeUInt32LE(sampleRateHz * BYTES_PER_SAMPLE, 28);
  wav.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(dataBytes, 40);
}

/** Sound read from a WAV file, mixed down to one channel. */
export interface Sound {
  sampleRateHz: number;
  samples: Float32Array;
}

/** How a 16-bit WAV file is laid out; the end of its data is the end of the file, which may still be growing. */
export interface WavLayout {
  sampleRateHz: number;
  channels: number;
  dataOffset: number;
  /** Sample frames present now. */
  frames: number;
}

/** Reads a WAV file's layout, or `undefined` while its header is not complete yet. Throws on another format. */
export function wavLayout(path: string): WavLayout | undefined {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(1024);
    const size = fstatSync(file).size;
    const got = readSync(file, head, 0, head.length, 0);
    if (got < HEADER_BYTES) return undefined;
    if (head.toString('ascii', 0, 4) !== 'RIFF') throw new Error(`${path} is no WAV file.`);
    const format = chunk(head, 'fmt ');
    const data = chunk(head, 'data');
    if (format === undefined || data === undefined) return undefined;
    const [channels, bits] = [head.readUInt16LE(format + 2), head.readUInt16LE(format + 14)];
    if (bits !== 16) throw new Error(`${path}: ${bits} bits a sample, expected 16.`);
    const frames = Math.max(0, Math.floor((size - data) / (channels * BYTES_PER_SAMPLE)));
    return { sampleRateHz: head.readUInt32LE(format + 4), channels, dataOffset: data, frames };
  } finally {
    closeSync(file);
  }
}

/** Reads sample frames `from` (inclusive) to `to` (exclusive) of a 16-bit WAV file. */
export function readFrames(path: string, layout: WavLayout, from: number, to: number): Sound {
  const { channels, dataOffset, sampleRateHz } = layout;
  const frameBytes = channels * BYTES_PER_SAMPLE;
  const bytes = Buffer.alloc(Math.max(0, to - from) * frameBytes);
  const file = openSync(path, 'r');
  const got = readSync(file, bytes, 0, bytes.length, dataOffset + from * frameBytes);
  closeSync(file);
  const samples = new Float32Array(Math.floor(got / frameBytes));
  for (let at = 0; at < samples.length; at += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += bytes.readInt16LE(at * frameBytes + channel * BYTES_PER_SAMPLE);
    }
    samples[at] = sum / channels / 32_768;
  }
  return { sampleRateHz, samples };
}

/** Reads a whole 16-bit WAV file. */
export function readWav(path: string): Sound {
  const layout = wavLayout(path);
  if (!layout) throw new Error(`${path} has no complete WAV header.`);
  return readFrames(path, layout, 0, layout.frames);
}

/** Offset of a chunk's data in the head of a RIFF file. */
function chunk(head: Buffer, name: string): number | undefined {
  let at = 12;
  while (at + 8 <= head.length) {
    if (head.toString('ascii', at, at + 4) === name) return at + 8;
    at += 8 + head.readUInt32LE(at + 4);
  }
  return undefined;
}
