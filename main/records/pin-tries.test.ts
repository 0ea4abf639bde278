import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readTries, writeTries, type PinTries } from './pin-tries.ts';

const WHOSE = { deviceSecret: randomBytes(32), folder: 'folder-1' };
const TRIES: PinTries = {
  failed: 2,
  lastUptimeMs: 3_600_000,
  rules: { wrongPinLimit: 10, onWrongPin: 'destroy' },
};

describe('the count of wrong PINs', () => {
  it('is read as it was written, for the same agent at the same computer', () => {
    const text = writeTries(TRIES, WHOSE);
    expect(readTries(text, WHOSE)).toEqual(TRIES);
    expect(readTries(text, { ...WHOSE, folder: 'folder-2' })).toBeNull();
    expect(readTries(text, { ...WHOSE, deviceSecret: randomBytes(32) })).toBeNull();
  });

  it('is untold, and never another count, whichever bit of it a disk has changed', () => {
    const whole = Buffer.from(writeTries(TRIES, WHOSE));
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const changed = Buffer.from(whole);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([bit, readTries(changed.toString(), WHOSE)]).toEqual([bit, null]);
    }
  });
});
