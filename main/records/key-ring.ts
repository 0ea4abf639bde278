import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { InTurn } from '#shared/in-turn.ts';
import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { RecordsLook, Whose } from '../sign-in-records.ts';
import { OneKey, type KeyParts, type Unlocked } from './one-key.ts';
import type { PinRules } from './pin-tries.ts';
import { diskError } from './small-files.ts';

export interface KeyRingParts extends KeyParts {
  /** Holds a folder for each agent who has records at this desk. */
  readonly folder: string;
}

/** The keys of every agent's records at this desk. */
export interface KeyRing {
  /** What can be told without the PIN. A failing disk throws what it threw. */
  look(whose: Whose): Promise<RecordsLook>;
  /**
   * Opens with the PIN, or makes a key under it where there is none.
   * @param pin normal (pin-rule.ts)
   * @returns `pin-wrong` with `left` and `onLimit`, `pin-wait` with `seconds`, `records-destroyed` (just now),
   *   `records-locked` (just now, or before), `records-newer`, `records-full`, or `records-failed` with `why: sealed` or `what`
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
