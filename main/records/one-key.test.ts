import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeyFile, type WrappedKey } from './key-file.ts';
import { OneKey } from './one-key.ts';
import type { PinRules } from './pin-tries.ts';

const PIN = 'seven grey herons';
const NEW_PIN = 'eight grey herons';
const RULES: PinRules = { wrongPinLimit: 10, onWrongPin: 'destroy' };
const KNOWN = { state: 'known', triesLeft: 10 };
const BOTH = ['key.json', 'key-copy.json'] as const;
const secret = randomBytes(32);

let folder: string;
let time: { nowMs: number; uptimeMs: number };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthline-two-keys-'));
  time = { nowMs: Date.UTC(2026, 2, 2, 8), uptimeMs: 3_600_000 };
});
afterEach(() => rmSync(folder, { recursive: true }));

const aKey = (): OneKey =>
  new OneKey(join(folder, 'agent'), {
    deviceSecret: secret,
    time: () => time,
    cost: { n: 1024, r: 8, p: 1 },
  });
const at = (name: string): string => join(folder, 'agent', name);
const text = (name: string): string => readFileSync(at(name), 'utf8');

async function opens(pin: string): Promise<boolean> {
  return (await aKey().unlock(pin, RULES)).ok;
}

/** Under `PIN`, and then under `NEW_PIN`. @returns the text under each */
async function underBoth(): Promise<{ before: string; after: string }> {
  await aKey().unlock(PIN, RULES);
  const before = text('key.json');
  expect(await aKey().changePin(PIN, NEW_PIN, RULES)).toMatchObject({ ok: true });
  return { before, after: text('key.json') };
}

function beAFolder(name: string): void {
  rmSync(at(name), { recursive: true });
  mkdirSync(at(name));
}

describe('a key in two files', () => {
  it.each(BOTH)('is known whichever byte of %s is another, and both are the same again', async (name) => {
    await aKey().unlock(PIN, RULES);
    const whole = readFileSync(at(name));
    // That each byte shows is seen below; here each time waits for the disk.
    for (let byte = 0; byte < whole.length; byte += 16) {
      const changed = Buffer.from(whole);
      changed[byte] = (changed[byte] ?? 0) ^ 0x01;
      writeFileSync(at(name), changed);
      expect([byte, aKey().look()]).toEqual([byte, KNOWN]);
      expect(BOTH.map(text)).toEqual([whole.toString(), whole.toString()]);
    }
    expect(await opens(PIN)).toBe(true);
  });

  it('is damaged where both are, whichever byte it is: no PIN is called wrong for a bad disk', async () => {
    await aKey().unlock(PIN, RULES);
    const whole = readFileSync(at('key.json'));
    for (let byte = 0; byte < whole.length; byte += 1) {
      const changed = Buffer.from(whole);
      changed[byte] = (changed[byte] ?? 0) ^ 0x01;
      for (const name of BOTH) writeFileSync(at(name), changed);
      expect([byte, aKey().look()]).toEqual([byte, { state: 'none', why: 'damaged' }]);
    }
  });

  it('opens with the old PIN, and no other, when the power went before the new one was in its file', async () => {
    const { before, after } = await underBoth();
    writeFileSync(at('key.json'), before);
    expect(text('key-copy.json')).toBe(after);
    expect([await opens(PIN), await opens(NEW_PIN)]).toEqual([true, false]);
    expect(text('key-copy.json')).toBe(before);
  });

  it('opens with the new PIN, and not with the old one, once that is in both', async () => {
    await underBoth();
    for (const name of BOTH) {
      rmSync(at(name));
      expect([await opens(NEW_PIN), await opens(PIN)]).toEqual([true, false]);
    }
  });

  it('is there when the power went before the first was in its file', async () => {
    await aKey().unlock(PIN, RULES);
    rmSync(at('key.json'));
    expect(aKey().look()).toEqual(KNOWN);
    expect([await opens(PIN), text('key.json')]).toEqual([true, text('key-copy.json')]);
  });

  it.each(BOTH)('is read of the other when the disk gives %s no more', async (name) => {
    await aKey().unlock(PIN, RULES);
    beAFolder(name);
    expect(aKey().look()).toEqual(KNOWN);
    expect(await opens(PIN)).toBe(true);
  });

  it('is never made anew while the disk does not tell what is there', async () => {
    await aKey().unlock(PIN, RULES);
    writeFileSync(at('key-copy.json'), 'noise');
    beAFolder('key.json');
    expect(() => aKey().look()).toThrow('EISDIR');
    expect(() => aKey().unlock(PIN, RULES)).toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['agent']);
    expect(text('key-copy.json')).toBe('noise');
  });

  it('is read as the first files were written, and copied', async () => {
    await aKey().unlock(PIN, RULES);
    const { key } = JSON.parse(text('key.json')) as { key: WrappedKey };
    const { format, cost, salt, nonce, wrapped, device } = key;
    const inOrder = JSON.stringify([format, cost.n, cost.r, cost.p, salt, nonce, wrapped, device]);
    const old = JSON.stringify({ key, check: createHash('sha256').update(inOrder).digest('hex') });
    expect(readKeyFile(old)).toEqual({ state: 'read', key });
    writeFileSync(at('key.json'), old);
    rmSync(at('key-copy.json'));
    expect([await opens(PIN), text('key-copy.json')]).toEqual([true, old]);
  });
});
