import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FULL_COST, makeKey, unwrapKey } from './key-file.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';
import { writeTries, type PinRules, type PinTries } from './pin-tries.ts';

// An extension that no hash spells by chance: it is looked for among hexadecimal digits.
const MIRA = { domain: 'pbx.example.org', extension: 'mira-1001' };
const PIN = 'seven grey herons';
const RULES: PinRules = { wrongPinLimit: 10, onWrongPin: 'destroy' };
const CHEAP = { n: 1024, r: 8, p: 1 };
const KEY_FILES = ['key.json', 'key-copy.json'];
const YEAR_MS = 365 * 86_400_000;

let folder: string;
let secret: Uint8Array;
let time: { nowMs: number; uptimeMs: number };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthline-keys-'));
  secret = randomBytes(32);
  time = { nowMs: Date.UTC(2026, 2, 2, 8), uptimeMs: 3_600_000 };
});
afterEach(() => rmSync(folder, { recursive: true }));

function keyRing(change: { deviceSecret?: Uint8Array } = {}): KeyRing {
  return createKeyRing({ folder, deviceSecret: secret, time: () => time, cost: CHEAP, ...change });
}

function pass(ms: number): void {
  time = { nowMs: time.nowMs + ms, uptimeMs: time.uptimeMs + ms };
}

async function unlocked(ring: KeyRing, pin = PIN, rules = RULES) {
  const result = await ring.unlock(MIRA, pin, rules);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function wrongTimes(ring: KeyRing, count: number, rules = RULES) {
  const errors = [];
  for (let each = 0; each < count; each += 1) {
    pass(900_000);
    const result = await ring.unlock(MIRA, `wrong ${each}`, rules);
    errors.push(result.ok ? null : result.error);
  }
  return errors;
}

function inFolder(name: string): string {
  const [only] = readdirSync(folder);
  if (only === undefined) throw new Error('there is no folder of an agent');
  return join(folder, only, name);
}

describe('a key', () => {
  it('is made under the first PIN, and the same for the same PIN ever after', async () => {
    expect(await keyRing().look(MIRA)).toEqual({ state: 'none', why: 'first-time' });
    const made = await unlocked(keyRing());
    expect(made.isNew).toBe(true);
    expect(made.key).toHaveLength(32);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 10 });
    expect(await unlocked(keyRing())).toEqual({ ...made, isNew: false });
  });

  it('is not there for anybody else at the desk', async () => {
    await unlocked(keyRing());
    expect(await keyRing().look({ ...MIRA, extension: '1002' })).toEqual({
      state: 'none',
      why: 'first-time',
    });
    expect(await keyRing().look({ ...MIRA, domain: 'pbx.example.com' })).toMatchObject({ state: 'none' });
  });

  it('lies in files that nobody else may read, without the key, the PIN or the extension in them', async () => {
    const { key } = await unlocked(keyRing());
    expect(statSync(inFolder('.')).mode & 0o777).toBe(0o700);
    for (const name of [...KEY_FILES, 'tries.json']) {
      expect(statSync(inFolder(name)).mode & 0o777).toBe(0o600);
      const text = readFileSync(inFolder(name), 'utf8');
      for (const needle of [Buffer.from(key).toString('hex'), PIN, MIRA.extension])
        expect(text).not.toContain(needle);
    }
    expect(inFolder('.')).not.toContain(MIRA.extension);
  });

  it('says at another computer that it is sealed, and takes no try for it', async () => {
    const made = await unlocked(keyRing());
    const elsewhere = keyRing({ deviceSecret: randomBytes(32) });
    expect(await elsewhere.look(MIRA)).toEqual({ state: 'sealed' });
    expect(await elsewhere.unlock(MIRA, PIN, RULES)).toEqual({
      ok: false,
      error: { code: 'records-failed', details: { why: 'sealed' } },
    });
    expect(await unlocked(keyRing())).toMatchObject({ key: made.key });
  });

  it('needs the secret of the computer as much as the PIN', async () => {
    const { key, wrapped } = await makeKey(PIN, secret, CHEAP);
    expect(await unwrapKey(PIN, secret, wrapped)).toEqual(key);
    expect(await unwrapKey(PIN, randomBytes(32), wrapped)).toBeNull();
    expect(await unwrapKey(`${PIN} `, secret, wrapped)).toBeNull();
  });

  it('is left as it is when a newer app wrote it', async () => {
    await unlocked(keyRing());
    const key = { format: 2, argon: true };
    const check = createHash('sha256').update(JSON.stringify(key)).digest('hex');
    const text = JSON.stringify({ key, check });
    writeFileSync(inFolder('key.json'), text);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'newer' });
    expect(await keyRing().unlock(MIRA, PIN, RULES)).toEqual({ ok: false, error: { code: 'records-newer' } });
    expect(readFileSync(inFolder('key.json'), 'utf8')).toBe(text);
  });

  it('is made again in the place of a damaged one, and what was there is put aside', async () => {
    await unlocked(keyRing());
    for (const name of KEY_FILES) writeFileSync(inFolder(name), '');
    writeFileSync(inFolder('records.db'), 'noise');
    expect(await keyRing().look(MIRA)).toEqual({ state: 'none', why: 'damaged' });
    expect(await unlocked(keyRing(), 'eight grey herons')).toMatchObject({ isNew: true });
    expect(existsSync(inFolder('records.db'))).toBe(false);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 10 });
    const [, aside = ''] = readdirSync(folder);
    expect(aside).toMatch(/^[0-9a-f]{32}\.damaged-1$/);
    expect(readFileSync(join(folder, aside, 'records.db'), 'utf8')).toBe('noise');
    await keyRing().erase(MIRA);
    expect(readdirSync(folder)).not.toContain(aside);
  });

  it('costs 128 MB a try in the app', () => {
    expect(128 * FULL_COST.n * FULL_COST.r).toBe(128 * 1024 * 1024);
  });
});

describe('a wrong PIN', () => {
  it('costs no time twice, then 5 s, 15 s, a minute, 5 minutes, and 15 minutes each', async () => {
    const ring = keyRing();
    await unlocked(ring);
    const waits = [];
    for (let each = 0; each < 9; each += 1) {
      expect(await ring.unlock(MIRA, `wrong ${each}`, RULES)).toMatchObject({ ok: false });
      const look = await ring.look(MIRA);
      waits.push(look.state === 'waiting' ? (look.untilMs - time.nowMs) / 1000 : 0);
      pass(900_000);
    }
    expect(waits).toEqual([0, 0, 5, 15, 60, 300, 900, 900, 900]);
  });

  it('leaves one try less, until the right one gives them all back', async () => {
    const ring = keyRing();
    await unlocked(ring);
    expect(await wrongTimes(ring, 2)).toEqual([
      { code: 'pin-wrong', details: { left: 9, onLimit: 'destroy' } },
      { code: 'pin-wrong', details: { left: 8, onLimit: 'destroy' } },
    ]);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 8 });
    await unlocked(keyRing());
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 10 });
  });

  it('is counted before it is tried', async () => {
    await unlocked(keyRing());
    const countSeen: unknown[] = [];
    const count = () =>
      (JSON.parse(readFileSync(inFolder('tries.json'), 'utf8')) as { tries: PinTries }).tries.failed;
    const trying = keyRing().unlock(MIRA, PIN, RULES);
    // Its turn has come, and scrypt runs in a thread of its own.
    await Promise.resolve();
    countSeen.push(count());
    await trying;
    countSeen.push(count());
    expect(countSeen).toEqual([1, 0]);
  });

  it('is counted once for each of two that were tried at once', async () => {
    const ring = keyRing();
    await unlocked(ring);
    await Promise.all([ring.unlock(MIRA, 'wrong 1', RULES), ring.unlock(MIRA, 'wrong 2', RULES)]);
    expect(await ring.look(MIRA)).toMatchObject({ triesLeft: 8 });
  });

  it('makes even the right one wait, without counting it', async () => {
    const ring = keyRing();
    await unlocked(ring);
    await wrongTimes(ring, 4);
    const wait = { ok: false, error: { code: 'pin-wait', details: { seconds: 15 } } };
    expect(await ring.unlock(MIRA, PIN, RULES)).toEqual(wait);
    expect(await keyRing().unlock(MIRA, PIN, RULES)).toEqual(wait);
    pass(15_000);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 6 });
    expect(await unlocked(ring)).toMatchObject({ isNew: false });
  });

  it.each([
    ['set back', -YEAR_MS],
    ['set forward', YEAR_MS],
  ])('makes wait as long when the clock is %s', async (_, byMs) => {
    await unlocked(keyRing());
    await wrongTimes(keyRing(), 5);
    time = { nowMs: time.nowMs + byMs, uptimeMs: time.uptimeMs + 1000 };
    expect(await keyRing().look(MIRA)).toMatchObject({ state: 'waiting', untilMs: time.nowMs + 59_000 });
  });

  it.each([
    ['as it was', 40_000],
    ['set back', -YEAR_MS],
    ['set forward', YEAR_MS],
  ])('makes wait for as long as the computer runs that was started again, the clock %s', async (_, byMs) => {
    await unlocked(keyRing());
    await wrongTimes(keyRing(), 5);
    const nowMs = time.nowMs + byMs;
    time = { nowMs, uptimeMs: 10_000 };
    expect(await keyRing().look(MIRA)).toMatchObject({ state: 'waiting', untilMs: nowMs + 50_000 });
    time = { nowMs, uptimeMs: 60_000 };
    expect(await keyRing().look(MIRA)).toMatchObject({ state: 'known' });
  });

  it('is not counted up to the last by a bad disk', async () => {
    await unlocked(keyRing());
    await wrongTimes(keyRing(), 2);
    const whole = readFileSync(inFolder('tries.json'), 'utf8');
    const changed = whole.replace('"wrongPinLimit":10', '"wrongPinLimit":1');
    expect(changed).not.toBe(whole);
    writeFileSync(inFolder('tries.json'), changed);
    expect(await keyRing().look(MIRA)).toMatchObject({ state: 'waiting', untilMs: time.nowMs + 900_000 });
    pass(900_000);
    expect(await unlocked(keyRing())).toMatchObject({ isNew: false });
  });

  it('is not forgiven by the count of a colleague at the same desk', async () => {
    await unlocked(keyRing());
    const [own = ''] = readdirSync(folder);
    await keyRing().unlock({ ...MIRA, extension: '1002' }, PIN, RULES);
    const other = readdirSync(folder).find((name) => name !== own) ?? '';
    writeFileSync(join(folder, own, 'tries.json'), readFileSync(join(folder, other, 'tries.json')));
    expect(await keyRing().look(MIRA)).toMatchObject({ state: 'waiting', untilMs: time.nowMs + 900_000 });
  });

  it.each([
    ['written over', () => writeFileSync(inFolder('tries.json'), '{}')],
    ['taken away', () => rmSync(inFolder('tries.json'))],
  ])('makes wait longest when its count was %s, whatever the profile forgives', async (_, tamper) => {
    await unlocked(keyRing());
    tamper();
    expect(await keyRing().look(MIRA)).toMatchObject({ state: 'waiting', untilMs: time.nowMs + 900_000 });
    pass(900_000);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 3 });
    const lenient: PinRules = { wrongPinLimit: 1000, onWrongPin: 'destroy' };
    expect(await keyRing().unlock(MIRA, 'wrong', lenient)).toMatchObject({ error: { details: { left: 2 } } });
    pass(900_000);
    expect(await unlocked(keyRing())).toMatchObject({ isNew: false });
  });
});

describe('another PIN', () => {
  const NEW_PIN = 'eight grey herons';

  it('opens the same records, and the old one no more', async () => {
    const ring = keyRing();
    const { key } = await unlocked(ring);
    expect(await ring.changePin(MIRA, PIN, NEW_PIN, RULES)).toMatchObject({ ok: true });
    expect(await keyRing().unlock(MIRA, PIN, RULES)).toMatchObject({ error: { code: 'pin-wrong' } });
    expect((await unlocked(keyRing(), NEW_PIN)).key).toEqual(key);
  });

  it('costs a try where the old one is wrong, and nothing is made where there is nothing', async () => {
    const ring = keyRing();
    expect(await ring.changePin(MIRA, PIN, NEW_PIN, RULES)).toEqual({
      ok: false,
      error: { code: 'not-allowed' },
    });
    await unlocked(ring);
    expect(await ring.changePin(MIRA, 'wrong', NEW_PIN, RULES)).toMatchObject({
      error: { code: 'pin-wrong', details: { left: 9 } },
    });
    expect(await unlocked(ring)).toMatchObject({ isNew: false });
  });
});

describe('too many wrong PINs', () => {
  const few: PinRules = { wrongPinLimit: 3, onWrongPin: 'destroy' };

  it('erase the key and the records where the profile wants that', async () => {
    const made = await unlocked(keyRing(), PIN, few);
    writeFileSync(made.path, 'pages');
    writeFileSync(`${made.path}-wal`, 'pages');
    expect((await wrongTimes(keyRing(), 3, few)).at(-1)).toEqual({ code: 'records-destroyed' });
    expect(readdirSync(inFolder('.'))).toEqual(['destroyed']);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'none', why: 'destroyed' });
    const anew = await unlocked(keyRing(), PIN, few);
    expect(anew.key).not.toEqual(made.key);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 3 });
  });

  it('lock the records where the profile wants that, until IT removes the lock', async () => {
    const rules: PinRules = { ...few, onWrongPin: 'lock' };
    const made = await unlocked(keyRing(), PIN, rules);
    const locked = { code: 'records-locked' };
    expect((await wrongTimes(keyRing(), 3, rules)).at(-1)).toEqual(locked);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'locked' });
    pass(YEAR_MS);
    expect(await keyRing().unlock(MIRA, PIN, rules)).toEqual({ ok: false, error: locked });
    rmSync(inFolder('locked'));
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 3 });
    expect(await unlocked(keyRing(), PIN, rules)).toEqual({ ...made, isNew: false });
  });

  it('are counted by the rules with which the records were opened last', async () => {
    await unlocked(keyRing(), PIN, few);
    const lenient: PinRules = { wrongPinLimit: 1000, onWrongPin: 'lock' };
    expect((await wrongTimes(keyRing(), 3, lenient)).at(-1)).toEqual({ code: 'records-destroyed' });
  });

  it('follow new rules once the records were opened under them', async () => {
    await unlocked(keyRing(), PIN, few);
    await unlocked(keyRing(), PIN, { wrongPinLimit: 5, onWrongPin: 'lock' });
    expect(await keyRing().look(MIRA)).toEqual({ state: 'known', triesLeft: 5 });
  });

  it('are too many also when the app ended during the last', async () => {
    await unlocked(keyRing(), PIN, few);
    await wrongTimes(keyRing(), 2, few);
    const key = readFileSync(inFolder('key.json'));
    // The third was counted, and then there was no power.
    const last = { failed: 3, lastUptimeMs: time.uptimeMs, rules: few };
    const whose = { deviceSecret: secret, folder: basename(inFolder('.')) };
    writeFileSync(inFolder('tries.json'), writeTries(last, whose));
    expect(await keyRing().look(MIRA)).toEqual({ state: 'none', why: 'destroyed' });
    expect(readdirSync(inFolder('.'))).toEqual(['destroyed']);
    // The mark was written, and then there was no power.
    const left = ['key.json', 'key-copy.json', 'key.json.new', 'key-copy.json.new', 'records.db'];
    for (const name of left) {
      writeFileSync(inFolder(name), key);
      expect(await keyRing().look(MIRA)).toEqual({ state: 'none', why: 'destroyed' });
      expect(readdirSync(inFolder('.'))).toEqual(['destroyed']);
    }
  });
});

describe('erasing', () => {
  it('leaves nothing, and the next PIN makes a new key', async () => {
    const made = await unlocked(keyRing());
    writeFileSync(made.path, 'pages');
    expect(await keyRing().erase(MIRA)).toEqual({ ok: true, value: undefined });
    expect(readdirSync(inFolder('.'))).toEqual([]);
    expect(await keyRing().look(MIRA)).toEqual({ state: 'none', why: 'first-time' });
    expect((await unlocked(keyRing(), 'another PIN')).key).not.toEqual(made.key);
  });

  it('changes nothing where there is nothing', async () => {
    expect(await keyRing().erase(MIRA)).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says what the disk says', async () => {
    writeFileSync(join(folder, 'file'), '');
    const ring = createKeyRing({
      folder: join(folder, 'file'),
      deviceSecret: secret,
      time: () => time,
      cost: CHEAP,
    });
    expect(await ring.unlock(MIRA, PIN, RULES)).toEqual({
      ok: false,
      error: { code: 'records-failed', details: { what: 'ENOTDIR' } },
    });
  });
});
