import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { RecordsLook } from '../sign-in-records.ts';
import {
  FULL_COST,
  isOfDevice,
  makeKey,
  readKeyFile,
  unwrapKey,
  wrapKey,
  writeKeyFile,
  type KeyFile,
  type ScryptCost,
  type WrappedKey,
} from './key-file.ts';
import {
  LONGEST_WAIT,
  readTries,
  waitMs,
  writeTries,
  type PinRules,
  type PinTries,
  type TriesOf,
  type TryTime,
} from './pin-tries.ts';
import { eraseFile, makeFolder, putAside, readIfThere, removeFile, writeWhole } from './small-files.ts';
import { readEither, writeBoth, type TwoPaths } from './two-copies.ts';

const KEY = 'key.json';
const KEY_COPY = 'key-copy.json';
const DATABASE = 'records.db';
const TRIES = 'tries.json';
/** Removed by IT. */
const LOCKED = 'locked';
/** Says why there is nothing, until there is something again. */
const DESTROYED = 'destroyed';
/** Ends the name of a folder whose key could not be read. */
const ASIDE = 'damaged';
const LOCKED_NOW = appError('records-locked');
/** Where the count and its rules are gone: nothing is destroyed on a guess, and no profile that is at hand forgives more. */
const UNTOLD: PinRules = { wrongPinLimit: 10, onWrongPin: 'lock' };

export interface KeyParts {
  /** 32 bytes (device-secret.ts). */
  readonly deviceSecret: Uint8Array;
  readonly time: () => TryTime;
  readonly cost?: ScryptCost;
}

export interface Unlocked {
  /** 32 bytes, for SQLCipher. Whoever has it wipes it when it is not needed any more. */
  readonly key: Uint8Array;
  /** The database's file. */
  readonly path: string;
  /** The key was made now. */
  readonly isNew: boolean;
}

type Found =
  | Exclude<RecordsLook, { state: 'known' | 'waiting' }>
  | { readonly state: 'kept'; readonly key: WrappedKey; readonly tries: PinTries };

/** The key of one agent's records, in a folder of their own. A failing disk throws what it threw. */
export class OneKey {
  readonly #folder: string;
  readonly #parts: KeyParts;

  constructor(folder: string, parts: KeyParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  look(): RecordsLook {
    const found = this.#find();
    if (found.state !== 'kept') return found;
    const time = this.#parts.time();
    const triesLeft = found.tries.rules.wrongPinLimit - found.tries.failed;
    const wait = waitMs(found.tries, time);
    if (wait === 0) return { state: 'known', triesLeft };
    return { state: 'waiting', untilMs: time.nowMs + wait, triesLeft };
  }

  unlock(pin: string, rules: PinRules): Promise<Result<Unlocked, AppError>> | Result<never, AppError> {
    const found = this.#find();
    switch (found.state) {
      case 'none':
        return this.#make(pin, rules, found.why);
      case 'newer':
        return failed(appError('records-newer'));
      case 'sealed':
        return failed(appError('records-failed', { why: 'sealed' }));
      case 'locked':
        return failed(LOCKED_NOW);
      case 'kept':
        return this.#try(pin, rules, found);
    }
  }

  async changePin(oldPin: string, newPin: string, rules: PinRules): Promise<Result<void, AppError>> {
    if (this.#find().state === 'none') return failed(appError('not-allowed'));
    const opened = await this.unlock(oldPin, rules);
    if (!opened.ok) return opened;
    const { key } = opened.value;
    const { deviceSecret, cost = FULL_COST } = this.#parts;
    const wrapped = await wrapKey(key, newPin, deviceSecret, cost);
    key.fill(0);
    writeBoth(this.#keyPaths(), writeKeyFile(wrapped));
    return ok();
  }

  erase(): void {
    this.#clear([]);
    for (const folder of this.#asideFolders()) eraseFolder(folder);
  }

  async #make(
    pin: string,
    rules: PinRules,
    why: Extract<Found, { state: 'none' }>['why'],
  ): Promise<Result<Unlocked, AppError>> {
    const { deviceSecret, cost = FULL_COST } = this.#parts;
    const { key, wrapped } = await makeKey(pin, deviceSecret, cost);
    // Somebody may have a copy of the key yet.
    if (why === 'damaged') putAside(this.#folder, `${this.#folder}.${ASIDE}`);
    makeFolder(this.#folder);
    // What lies there has no key any more.
    this.#clear([]);
    this.#write({ failed: 0, rules });
    writeBoth(this.#keyPaths(), writeKeyFile(wrapped));
    return ok({ key, path: this.#at(DATABASE), isNew: true });
  }

  async #try(
    pin: string,
    rules: PinRules,
    { key: wrapped, tries }: Extract<Found, { state: 'kept' }>,
  ): Promise<Result<Unlocked, AppError>> {
    const wait = waitMs(tries, this.#parts.time());
    if (wait > 0) return failed(appError('pin-wait', { seconds: Math.ceil(wait / 1000) }));
    const counted = this.#write({ failed: tries.failed + 1, rules: tries.rules });
    const key = await unwrapKey(pin, this.#parts.deviceSecret, wrapped);
    if (!key) return failed(this.#wrong(counted));
    this.#write({ failed: 0, rules });
    return ok({ key, path: this.#at(DATABASE), isNew: false });
  }

  #wrong({ failed: count, rules }: PinTries): AppError {
    const left = rules.wrongPinLimit - count;
    if (left > 0) return appError('pin-wrong', { left, onLimit: rules.onWrongPin });
    this.#reachLimit(rules);
    return rules.onWrongPin === 'lock' ? LOCKED_NOW : appError('records-destroyed');
  }

  /** Also ends what a crash has left half done. */
  #find(): Found {
    if (existsSync(this.#at(DESTROYED))) {
      if (this.#isLeftOver()) this.#destroy();
      return { state: 'none', why: 'destroyed' };
    }
    const file = readEither(this.#keyPaths(), wholeKeyFile);
    if (file.state === 'damaged') return { state: 'none', why: 'damaged' };
    if (file.state === 'none') {
      return { state: 'none', why: existsSync(this.#at(DATABASE)) ? 'damaged' : 'first-time' };
    }
    if (file.value.state === 'newer') return { state: 'newer' };
    const { key } = file.value;
    if (!isOfDevice(key, this.#parts.deviceSecret)) return { state: 'sealed' };
    return this.#counted(key);
  }

  #counted(key: WrappedKey): Found {
    const tries = this.#tries();
    if (existsSync(this.#at(LOCKED))) {
      // Whoever removes the lock gives all the tries back.
      if (tries.failed > 0) this.#write({ failed: 0, rules: tries.rules });
      return { state: 'locked' };
    }
    if (tries.failed < tries.rules.wrongPinLimit) return { state: 'kept', key, tries };
    // Who ends the app in the middle of the last try has used it.
    this.#reachLimit(tries.rules);
    return tries.rules.onWrongPin === 'lock' ? { state: 'locked' } : { state: 'none', why: 'destroyed' };
  }

  #tries(): PinTries {
    const text = readIfThere(this.#at(TRIES));
    // It was written before the key. Nobody but a bad disk or a curious hand changes or removes it, and it must not pay.
    const kept = text === null ? null : readTries(text, this.#triesOf());
    return kept ?? this.#write({ failed: LONGEST_WAIT, rules: UNTOLD });
  }

  #reachLimit({ onWrongPin }: PinRules): void {
    if (onWrongPin === 'destroy') this.#destroy();
    else
      writeWhole(this.#at(LOCKED), 'Too many wrong PINs. Whoever removes this file unlocks the records.\n');
  }

  #destroy(): void {
    // First of all, so that a power cut in the middle is followed by the rest.
    writeWhole(this.#at(DESTROYED), '');
    this.#clear([DESTROYED]);
    for (const folder of this.#asideFolders()) eraseFolder(folder);
  }

  #isLeftOver(): boolean {
    const names = readdirSync(this.#folder);
    return names.some((name) => name !== DESTROYED) || this.#asideFolders().length > 0;
  }

  #clear(but: readonly string[]): void {
    if (existsSync(this.#folder)) clearFolder(this.#folder, but);
  }

  /** Earlier ones of the same agent. */
  #asideFolders(): string[] {
    const parent = dirname(this.#folder);
    if (!existsSync(parent)) return [];
    const names = readdirSync(parent).filter((name) =>
      name.startsWith(`${basename(this.#folder)}.${ASIDE}-`),
    );
    return names.map((name) => join(parent, name));
  }

  #write(tries: Omit<PinTries, 'lastUptimeMs'>): PinTries {
    const whole = { ...tries, lastUptimeMs: this.#parts.time().uptimeMs };
    writeWhole(this.#at(TRIES), writeTries(whole, this.#triesOf()));
    return whole;
  }

  #keyPaths(): TwoPaths {
    return { path: this.#at(KEY), copy: this.#at(KEY_COPY) };
  }

  #triesOf(): TriesOf {
    return { deviceSecret: this.#parts.deviceSecret, folder: basename(this.#folder) };
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }
}

function wholeKeyFile(text: string): Exclude<KeyFile, { state: 'damaged' }> | null {
  const file = readKeyFile(text);
  return file.state === 'damaged' ? null : file;
}

/** The key first: whatever is left without it is noise. */
function clearFolder(folder: string, but: readonly string[]): void {
  for (const name of [KEY_COPY, KEY, `${KEY_COPY}.new`, `${KEY}.new`]) eraseFile(join(folder, name));
  for (const name of readdirSync(folder)) if (!but.includes(name)) removeFile(join(folder, name));
}

function eraseFolder(folder: string): void {
  clearFolder(folder, []);
  rmdirSync(folder);
}
