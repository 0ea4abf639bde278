import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InTurn } from '#shared/in-turn.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { RecordsLook, Whose } from '../sign-in-records.ts';
import {
  FULL_COST,
  isOfDevice,
  makeKey,
  readKeyFile,
  unwrapKey,
  wrapKey,
  writeKeyFile,
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
import { diskError, eraseFile, makeFolder, readIfThere, removeFile, writeWhole } from './small-files.ts';

const KEY = 'key.json';
const DATABASE = 'records.db';
const TRIES = 'tries.json';
/** Removed by IT. */
const LOCKED = 'locked';
/** Says why there is nothing, until there is something again. */
const DESTROYED = 'destroyed';
const LOCKED_NOW = appError('pin-wrong', { left: 0, onLimit: 'lock' });
/** Where the count and its rules are gone: nothing is destroyed on a guess, and no profile that is at hand forgives more. */
const UNTOLD: PinRules = { wrongPinLimit: 10, onWrongPin: 'lock' };

export interface KeyRingParts {
  /** Holds a folder for each agent who has records at this desk. */
  readonly folder: string;
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

/** The keys of every agent's records at this desk. */
export interface KeyRing {
  /** What can be told without the PIN. A failing disk throws what it threw. */
  look(whose: Whose): Promise<RecordsLook>;
  /**
   * Opens with the PIN, or makes a key under it where there is none.
   * @param pin normal (pin-rule.ts)
   * @returns `pin-wrong` with `left` and `onLimit`, `pin-wait` with `seconds`, `records-destroyed` (just now),
   *   `records-newer`, `records-full`, or `records-failed` with `why: sealed` or `what`
   */
  unlock(whose: Whose, pin: string, rules: PinRules): Promise<Result<Unlocked, AppError>>;
  /**
   * Another PIN for the same records. A wrong old one counts like any other; errors as for `unlock`, and `not-allowed`
   * where there are no records.
   * @param newPin normal, and good enough (pin-rule.ts)
   */
  changePin(whose: Whose, oldPin: string, newPin: string, rules: PinRules): Promise<Result<void, AppError>>;
  /** The key first: whatever is left without it is noise. @returns `records-full` or `records-failed` */
  erase(whose: Whose): Promise<Result<void, AppError>>;
}

export function createKeyRing(parts: KeyRingParts): KeyRing {
  /** One at a time: two tries at once would be counted as one. */
  const turns = new InTurn();
  const keyOf = (whose: Whose): OneKey => new OneKey(join(parts.folder, folderNameOf(whose)), parts);
  return {
    look: (whose) => turns.run(() => keyOf(whose).look()),
    unlock: (whose, pin, rules) => turns.run(() => onDisk(() => keyOf(whose).unlock(pin, rules))),
    changePin: (whose, oldPin, newPin, rules) =>
      turns.run(() => onDisk(() => keyOf(whose).changePin(oldPin, newPin, rules))),
    erase: (whose) =>
      turns.run(() =>
        onDisk(() => {
          keyOf(whose).erase();
          return ok();
        }),
      ),
  };
}

/** Says nothing about whose it is to whoever does not know already. */
function folderNameOf({ domain, extension }: Whose): string {
  return createHash('sha256').update(`${domain}\0${extension}`).digest('hex').slice(0, 32);
}

async function onDisk<T>(
  act: () => Promise<Result<T, AppError>> | Result<T, AppError>,
): Promise<Result<T, AppError>> {
  try {
    return await act();
  } catch (error) {
    const known = diskError(error);
    if (!known) throw error;
    return failed(known);
  }
}

type Found =
  | Exclude<RecordsLook, { state: 'known' | 'waiting' }>
  | { readonly state: 'kept'; readonly key: WrappedKey; readonly tries: PinTries };

class OneKey {
  readonly #folder: string;
  readonly #parts: KeyRingParts;

  constructor(folder: string, parts: KeyRingParts) {
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
        return this.#make(pin, rules);
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
    writeWhole(this.#at(KEY), writeKeyFile(wrapped));
    return ok();
  }

  erase(): void {
    if (!existsSync(this.#folder)) return;
    eraseFile(this.#at(KEY));
    for (const name of readdirSync(this.#folder)) removeFile(this.#at(name));
  }

  async #make(pin: string, rules: PinRules): Promise<Result<Unlocked, AppError>> {
    const { deviceSecret, cost = FULL_COST } = this.#parts;
    const { key, wrapped } = await makeKey(pin, deviceSecret, cost);
    makeFolder(this.#folder);
    // What lies there has no key any more.
    this.erase();
    this.#write({ failed: 0, rules });
    writeWhole(this.#at(KEY), writeKeyFile(wrapped));
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
    const text = readIfThere(this.#at(KEY));
    if (existsSync(this.#at(DESTROYED))) {
      if (text !== null) this.#destroy();
      return { state: 'none', why: 'destroyed' };
    }
    if (text === null) {
      return { state: 'none', why: existsSync(this.#at(DATABASE)) ? 'damaged' : 'first-time' };
    }
    const file = readKeyFile(text);
    if (file.state === 'newer') return { state: 'newer' };
    if (file.state === 'damaged') return { state: 'none', why: 'damaged' };
    if (!isOfDevice(file.key, this.#parts.deviceSecret)) return { state: 'sealed' };
    return this.#counted(file.key);
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
    eraseFile(this.#at(KEY));
    for (const name of readdirSync(this.#folder)) if (name !== DESTROYED) removeFile(this.#at(name));
  }

  #write(tries: Omit<PinTries, 'last'>): PinTries {
    const whole = { ...tries, last: this.#parts.time() };
    writeWhole(this.#at(TRIES), writeTries(whole, this.#triesOf()));
    return whole;
  }

  #triesOf(): TriesOf {
    return { deviceSecret: this.#parts.deviceSecret, folder: basename(this.#folder) };
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }
}
