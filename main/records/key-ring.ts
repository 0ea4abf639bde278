import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { flawOfPin, normalPin } from '#shared/sign-in/pin-rule.ts';
import {
  COST_LOG2,
  isOfDevice,
  keyFile,
  unwrap,
  wrap,
  wrapNew,
  type KeyFile,
  type KeyRules,
} from './key-file.ts';
import { NO_TRIES, readTries, waitMs, writeTries, type PinTries } from './pin-tries.ts';
import {
  eraseFile,
  eraseFolder,
  fileError,
  makePrivateFolder,
  readPrivate,
  writePrivate,
} from './private-files.ts';

/**
 * The keys of this desk's records: a folder per agent, in it the database and the key to it, wrapped by the agent's PIN
 * and the device secret together. Wrong PINs are counted before they are tried, so that pulling the plug gains nothing.
 *
 *   none ──create──▶ known ──wrong PIN──▶ waiting ──time──▶ known
 *                      │ too many             `lock`: locked, until IT deletes the file `locked`
 *                      └────────────────────▶ `destroy`: none (destroyed)
 */
export interface KeyRing {
  /** What can be told without a PIN. */
  look(owner: string): KeyLook;
  /**
   * A first key under a new PIN.
   * @returns `not-allowed` where there is one, `pin-weak` with `why`
   */
  create(owner: string, pin: string, rules: NewKeyRules): Promise<Result<OpenKey, AppError>>;
  /**
   * @param rules of the profile that is open; they take the place of the old ones once the PIN was right
   * @returns `pin-wrong` with `left`, `pin-wait` with `seconds`, `records-destroyed`, `not-allowed` where there is no
   *   key, `records-failed` with `why: sealed` when the device secret is another one
   */
  unlock(owner: string, pin: string, rules: KeyRules): Promise<Result<OpenKey, AppError>>;
  /** A wrong old PIN counts like any other. */
  changePin(
    owner: string,
    oldPin: string,
    newPin: string,
    rules: NewKeyRules,
  ): Promise<Result<void, AppError>>;
  /** Everything of this agent's here: key first, then the rest. */
  erase(owner: string): Result<void, AppError>;
}

export type KeyLook =
  | { readonly state: 'none'; readonly why: 'first-time' | 'destroyed' | 'damaged' }
  | { readonly state: 'known'; readonly triesLeft: number }
  | { readonly state: 'waiting'; readonly waitMs: number; readonly triesLeft: number }
  | { readonly state: 'locked' | 'sealed' | 'newer' };

export interface NewKeyRules extends KeyRules {
  readonly pinMinLength: number;
}

export interface OpenKey {
  /** 32 bytes; whoever closes the records fills it with zeros. */
  readonly key: Buffer;
  /** Where the database is, or is to be. */
  readonly path: string;
}

export interface KeyRingParts {
  /** All agents' folders are in it. */
  readonly folder: string;
  /** 32 random bytes. `isKept`: the operating system guards them, so the PIN is not alone. */
  readonly deviceSecret: { readonly bytes: Uint8Array; readonly isKept: boolean };
  /** How long the computer has been running. */
  readonly uptimeMs: () => number;
  /** log2 of scrypt's N for new keys. */
  readonly costLog2?: number;
}

/** A PIN shorter than this protects nothing where it stands alone: whoever copies the files may try on for ever. */
const MIN_LENGTH_ALONE = 12;
const KEY = 'key.json';
const TRIES = 'tries.json';
const LOCKED = 'locked';
const DESTROYED = 'destroyed';
const DATABASE = 'records.db';

export function createKeyRing(parts: KeyRingParts): KeyRing {
  const folders = new Map<string, AgentKey>();
  const keyOf = (owner: string): AgentKey => {
    const known = folders.get(owner);
    if (known) return known;
    const made = new AgentKey(join(parts.folder, folderName(parts.folder, owner)), parts);
    folders.set(owner, made);
    return made;
  };
  /** One try after the other: two at once would be one counted for two. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> => {
    const turn = last.then(() => guarded(act));
    last = turn;
    return turn;
  };
  return {
    look: (owner) => keyOf(owner).look(),
    create: (owner, pin, rules) => inTurn(() => keyOf(owner).create(pin, rules)),
    unlock: (owner, pin, rules) => inTurn(() => keyOf(owner).unlock(pin, rules)),
    changePin: (owner, oldPin, newPin, rules) => inTurn(() => keyOf(owner).changePin(oldPin, newPin, rules)),
    erase: (owner) => {
      try {
        keyOf(owner).erase();
        return ok();
      } catch (error) {
        return failed(known(error));
      }
    },
  };
}

class AgentKey {
  readonly #folder: string;
  readonly #parts: KeyRingParts;

  constructor(folder: string, parts: KeyRingParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  look(): KeyLook {
    const file = this.#read();
    if (typeof file === 'string') return file === 'newer' ? { state: 'newer' } : { state: 'none', why: file };
    if (!isOfDevice(file, this.#secret)) return { state: 'sealed' };
    if (existsSync(this.#in(LOCKED))) return { state: 'locked' };
    const tries = this.#tries(file);
    const triesLeft = Math.max(0, file.rules.wrongPinLimit - tries.failed);
    const wait = waitMs(tries, this.#parts.uptimeMs());
    return wait > 0 ? { state: 'waiting', waitMs: wait, triesLeft } : { state: 'known', triesLeft };
  }

  async create(pin: string, rules: NewKeyRules): Promise<Result<OpenKey, AppError>> {
    const before = this.#read();
    if (before === 'newer' || typeof before !== 'string') return failed(appError('not-allowed'));
    const weak = this.#weakness(pin, rules);
    if (weak) return failed(weak);
    makePrivateFolder(this.#folder);
    // Nothing opens what an erased or damaged key has left behind.
    eraseFolder(this.#folder, [], [DESTROYED]);
    const made = await wrapNew(normalPin(pin), this.#secret, plain(rules), this.#parts.costLog2 ?? COST_LOG2);
    // The count first: a key without one would look as if somebody had taken the count away.
    writeTries(this.#in(TRIES), this.#secret, NO_TRIES);
    writePrivate(this.#in(KEY), JSON.stringify(made.file));
    eraseFile(this.#in(DESTROYED));
    return ok({ key: made.key, path: this.#in(DATABASE) });
  }

  async unlock(pin: string, rules: KeyRules): Promise<Result<OpenKey, AppError>> {
    const file = this.#read();
    if (typeof file === 'string') {
      if (file === 'newer') return failed(appError('records-newer'));
      return failed(appError(file === 'destroyed' ? 'records-destroyed' : 'not-allowed'));
    }
    if (!isOfDevice(file, this.#secret)) return failed(appError('records-failed', { why: 'sealed' }));
    if (existsSync(this.#in(LOCKED))) return failed(lockedError());
    const tries = this.#tries(file);
    // Counted, and then the plug was pulled: that try is gone as if it had been wrong.
    if (tries.failed >= file.rules.wrongPinLimit) return failed(this.#afterLast(file));
    const wait = waitMs(tries, this.#parts.uptimeMs());
    if (wait > 0) return failed(appError('pin-wait', { seconds: Math.ceil(wait / 1000) }));
    const counted = { failed: tries.failed + 1, uptimeMs: this.#parts.uptimeMs() };
    writeTries(this.#in(TRIES), this.#secret, counted);
    const key = await unwrap(file, normalPin(pin), this.#secret);
    if (!key) return failed(this.#wrong(file, counted));
    writeTries(this.#in(TRIES), this.#secret, NO_TRIES);
    if (!isSame(file.rules, rules)) await this.#rewrap(key, pin, rules, file.costLog2);
    return ok({ key, path: this.#in(DATABASE) });
  }

  async changePin(oldPin: string, newPin: string, rules: NewKeyRules): Promise<Result<void, AppError>> {
    const weak = this.#weakness(newPin, rules);
    if (weak) return failed(weak);
    const opened = await this.unlock(oldPin, rules);
    if (!opened.ok) return opened;
    await this.#rewrap(opened.value.key, newPin, rules, this.#parts.costLog2 ?? COST_LOG2);
    opened.value.key.fill(0);
    return ok();
  }

  erase(): void {
    eraseFolder(this.#folder, [KEY]);
  }

  get #secret(): Uint8Array {
    return this.#parts.deviceSecret.bytes;
  }

  #in(name: string): string {
    return join(this.#folder, name);
  }

  #read(): KeyFile | 'first-time' | 'destroyed' | 'damaged' | 'newer' {
    const text = readPrivate(this.#in(KEY))?.toString();
    // A database without a key: whoever erased it was stopped in the middle.
    if (text === undefined) {
      return [DESTROYED, DATABASE].some((name) => existsSync(this.#in(name))) ? 'destroyed' : 'first-time';
    }
    const json = parsed(text);
    const read = keyFile.safeParse(json);
    if (read.success) return read.data;
    const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : null;
    return typeof version === 'number' && version > 1 ? 'newer' : 'damaged';
  }

  #tries(file: KeyFile): PinTries {
    const { wrongPinLimit, onWrongPin } = file.rules;
    const tries = readTries(this.#in(TRIES), this.#secret, wrongPinLimit, this.#parts.uptimeMs());
    // The count is full and the lock is gone: IT has deleted it, and the agent may try anew.
    if (onWrongPin === 'lock' && tries.failed >= wrongPinLimit) {
      writeTries(this.#in(TRIES), this.#secret, NO_TRIES);
      return NO_TRIES;
    }
    return tries;
  }

  #weakness(pin: string, rules: NewKeyRules): AppError | null {
    const minLength = this.#parts.deviceSecret.isKept
      ? rules.pinMinLength
      : Math.max(rules.pinMinLength, MIN_LENGTH_ALONE);
    // The extension and its password are main's to compare; they have no business here.
    const flaw = flawOfPin(pin, { minLength, extension: '', password: '' });
    return flaw && appError('pin-weak', { why: flaw.why, minLength });
  }

  async #rewrap(key: Buffer, pin: string, rules: KeyRules, costLog2: number): Promise<void> {
    const file = await wrap(key, normalPin(pin), this.#secret, plain(rules), costLog2);
    writePrivate(this.#in(KEY), JSON.stringify(file));
  }

  #wrong(file: KeyFile, { failed: count }: PinTries): AppError {
    const left = file.rules.wrongPinLimit - count;
    return left > 0 ? appError('pin-wrong', { left, onLimit: file.rules.onWrongPin }) : this.#afterLast(file);
  }

  #afterLast({ rules }: KeyFile): AppError {
    if (rules.onWrongPin === 'lock') {
      writePrivate(this.#in(LOCKED), 'Too many wrong PINs. Deleting this file lets the agent try again.\n');
      return lockedError();
    }
    writePrivate(
      this.#in(DESTROYED),
      'Too many wrong PINs. The key to the records that were here is erased.\n',
    );
    eraseFolder(this.#folder, [KEY], [DESTROYED]);
    return appError('records-destroyed');
  }
}

function lockedError(): AppError {
  return appError('pin-wrong', { left: 0, onLimit: 'lock' });
}

function plain({ wrongPinLimit, onWrongPin }: KeyRules): KeyRules {
  return { wrongPinLimit, onWrongPin };
}

function isSame(a: KeyRules, b: KeyRules): boolean {
  return a.wrongPinLimit === b.wrongPinLimit && a.onWrongPin === b.onWrongPin;
}

/** Says nothing about whose it is: a hash with a salt that is this computer's own. */
function folderName(folder: string, owner: string): string {
  makePrivateFolder(folder);
  const path = join(folder, 'salt');
  let salt = readPrivate(path);
  if (!salt || salt.length === 0) {
    salt = randomBytes(32);
    writePrivate(path, salt);
  }
  return createHmac('sha256', salt).update(owner.toLowerCase()).digest('hex').slice(0, 32);
}

async function guarded<T>(act: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
  try {
    return await act();
  } catch (error) {
    return failed(known(error));
  }
}

function known(error: unknown): AppError {
  const found = fileError(error);
  if (!found) throw error;
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
