import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCallback, aMessage, inFolder, NOW, openedStore } from './fakes/samples.ts';
import { createKeyRing } from './key-ring.ts';
import { mendStore } from './mend-store.ts';
import type { RecordStore } from './store.ts';

const NAME = 'Quillamina Vexworth';
const NUMBER = '+12025550187';
const NOTE = 'Prefers the zephyrine inhaler';
const PIN = 'nine brown otters';
const NEEDLES = [NAME, 'Quillamina', 'vexworth', NUMBER, '2025550187', NOTE, 'zephyrine', PIN, 'needle-'];

/** However a program may have written it. */
function writings(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  const shifts = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
    // What does not depend on what stands before and after it.
    return Buffer.from(encoded.slice(4, -4));
  });
  return [utf8, Buffer.from(text, 'utf16le'), Buffer.from(utf8.toString('hex')), ...shifts];
}

function foundIn(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const needle of NEEDLES) {
      if (writings(needle).some((writing) => writing.length > 3 && bytes.includes(writing))) {
        found.push(`${needle} in ${entry.name}`);
      }
    }
  }
  return found;
}

function writeEverywhere(store: RecordStore): void {
  const event = { type: 'note', id: 'needle-event', at: NOW, text: NOTE } as const;
  const notes = [{ author: 'mira', atMs: NOW, text: NOTE }];
  store.log.append([aMessage(1, { callbackId: 'needle-callback', event, data: Buffer.from(NOTE) })]);
  store.outbox.add({ callbackId: 'needle-callback', event, writtenMs: NOW });
  store.callbacks.put(aCallback('needle-callback', { name: NAME, number: NUMBER, notes }), true);
  store.calls.put({
    id: 'needle-call',
    direction: 'outgoing',
    number: NUMBER,
    name: NAME,
    queue: null,
    startedAt: NOW,
    answeredAt: null,
    endedAt: NOW,
    reason: 'no-answer',
    mos: null,
    practice: false,
    wrapUp: null,
    redFlags: [],
  });
  store.drafts.set('needle-callback', NOTE);
  store.facts.set('needle-fact', `${NAME} ${NUMBER}`);
}

describe('what is typed', () => {
  it('lies in no file in clear: not while it is written, not afterwards, not after a mending', () =>
    inFolder(async (folder) => {
      const time = () => ({ nowMs: NOW, uptimeMs: 1 });
      const parts = { folder, deviceSecret: randomBytes(32), time, cost: { n: 1024, r: 8, p: 1 } };
      const whose = { domain: 'pbx.example.org', extension: '1001' };
      const rules = { wrongPinLimit: 10, onWrongPin: 'destroy' } as const;
      const unlocked = await createKeyRing(parts).unlock(whose, PIN, rules);
      if (!unlocked.ok) throw new Error(unlocked.error.code);
      const { path, key } = unlocked.value;
      const store = openedStore(path, key);
      writeEverywhere(store);
      expect(foundIn(folder)).toEqual([]);
      store.close();
      expect(foundIn(folder)).toEqual([]);
      const mended = mendStore({ path, key });
      if (!mended.ok) throw new Error(mended.error.code);
      expect(mended.value.store.drafts.get('needle-callback')).toBe(NOTE);
      expect(foundIn(folder)).toEqual([]);
      mended.value.store.close();
    }));

  it.each([0, 1, 2])('would be found in a file, as text, or in base64 from letter %i on', (shift) =>
    inFolder((folder) => {
      const text = Buffer.from(
        `${'-'.repeat(shift)}${NAME} ${NAME.toLowerCase()} ${NUMBER} ${NOTE} ${PIN} needle-1`,
      );
      for (const encoding of ['utf8', 'hex', 'base64'] as const) {
        writeFileSync(join(folder, `${encoding}.log`), text.toString(encoding));
      }
      writeFileSync(join(folder, 'utf16le.log'), Buffer.from(text.toString(), 'utf16le'));
      for (const name of ['utf8', 'hex', 'base64', 'utf16le']) {
        const found = foundIn(folder).filter((one) => one.endsWith(`${name}.log`));
        expect([name, found.length]).toEqual([name, NEEDLES.length]);
      }
    }),
  );
});
