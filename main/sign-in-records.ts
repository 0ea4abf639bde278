import type { KeptRecords, RecordsOutlook, RecordsRules } from '#shared/contract/sign-in.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { appError, type AppError, type Result } from '#shared/result.ts';
import { flawOfPin } from '#shared/sign-in/pin-rule.ts';

/** Whose records at this desk. */
export interface Whose {
  readonly domain: string;
  readonly extension: string;
}

/** What can be told of somebody's records without their PIN. */
export type RecordsLook =
  | { readonly state: 'none'; readonly why?: 'first-time' | 'destroyed' | 'damaged' }
  | { readonly state: 'known'; readonly triesLeft: number }
  /** No PIN is tried before `untilMs`, by this desk's clock. */
  | { readonly state: 'waiting'; readonly untilMs: number; readonly triesLeft: number }
  | { readonly state: 'locked' | 'sealed' | 'newer' };

/** What changing somebody's PIN takes (KeyRing.changePin). Both PINs are normal (pin-rule.ts). */
export interface PinChange {
  readonly whose: Whose;
  readonly present: string;
  readonly next: string;
  readonly rules: Pick<RecordsRules, 'wrongPinLimit' | 'onWrongPin'>;
}

/** The records as the sign-in needs them. One sitting at a time. */
export interface RecordsDoor<Opened> {
  /** Whether the system keeps secrets for this app. */
  keepsSecrets(): boolean;
  look(whose: Whose): Promise<RecordsLook>;
  /**
   * Opens the records with their PIN, or makes them under it where there are none.
   * @returns `pin-wrong`, `pin-wait`, `records-destroyed`, `records-locked`, `records-damaged`, `records-newer`,
   * `records-full` or `records-failed`
   */
  open(who: {
    readonly profile: Profile;
    readonly extension: string;
    readonly displayName: string;
    /** Normal, however the keyboard composed its letters (pin-rule.ts). */
    readonly pin: string;
  }): Promise<Result<Opened, AppError>>;
  /** Closes what was opened and forgets its key. */
  shut(): Promise<void>;
  /** Erases what is kept for somebody: without its key it is noise. What had not been sent is lost. */
  erase(whose: Whose): Promise<Result<void, AppError>>;
}

/** A PIN shorter than this protects nothing where it stands alone. */
const MIN_LENGTH_ALONE = 12;

export async function outlookFor(
  door: Pick<RecordsDoor<unknown>, 'keepsSecrets' | 'look'>,
  profile: Profile,
  extension: string,
): Promise<RecordsOutlook> {
  const { pinMinLength, wrongPinLimit, onWrongPin } = profile.records;
  const keyring = door.keepsSecrets();
  const minLength = keyring ? pinMinLength : Math.max(pinMinLength, MIN_LENGTH_ALONE);
  const rules = { minLength, keyring, wrongPinLimit, onWrongPin };
  const kept = keptFrom(await door.look({ domain: profile.sip.domain, extension }), rules);
  return { kept, rules };
}

function keptFrom(look: RecordsLook, { wrongPinLimit }: RecordsRules): KeptRecords {
  if (look.state === 'none') return { state: 'none', why: look.why ?? 'first-time' };
  if (look.state !== 'known' && look.state !== 'waiting') return { state: look.state };
  const inAll = Math.max(0, look.triesLeft);
  // Without the server's word anybody could be at the keyboard. The second half of the tries is not theirs to spend.
  const withoutLine = Math.max(0, inAll - Math.ceil(wrongPinLimit / 2));
  return { ...look, triesLeft: { inAll, withoutLine } };
}

/** What an agent wants to do with their records (shared/contract/sign-in.ts). */
export interface Wish {
  readonly records: 'open' | 'create' | 'start-over';
  readonly pin: string;
  readonly extension: string;
  readonly password: string;
}

/** Why a wish cannot be granted whatever the server says; null when it is worth asking the server. */
export function hindrance({ kept, rules }: RecordsOutlook, wish: Wish, nowMs: number): AppError | null {
  if (kept.state === 'newer') return appError('records-newer');
  if (wish.records === 'open') return hindranceToOpening(kept, nowMs);
  if (kept.state === 'none') return weakness(wish, rules);
  // Where the team wants records locked rather than erased, erasing them is not an agent's to do.
  if (wish.records === 'create' || rules.onWrongPin === 'lock') return appError('not-allowed');
  return weakness(wish, rules);
}

function hindranceToOpening(kept: KeptRecords, nowMs: number): AppError | null {
  switch (kept.state) {
    case 'none':
      return appError(kept.why === 'destroyed' ? 'records-destroyed' : 'not-allowed');
    case 'locked':
      return appError('records-locked');
    case 'sealed':
      return appError('records-failed', { why: 'sealed' });
    case 'waiting':
      return appError('pin-wait', { seconds: secondsUntil(kept.untilMs, nowMs) });
    case 'newer':
      return appError('records-newer');
    case 'known':
      return null;
  }
}

/** What keeps a new PIN from being one, by the rules of this desk; null for a good one. */
export function weakness(
  { pin, extension, password }: Omit<Wish, 'records'>,
  { minLength }: RecordsRules,
): AppError | null {
  const flaw = flawOfPin(pin, { minLength, extension, password });
  return flaw && appError('pin-weak', { why: flaw.why, minLength });
}

/**
 * What a wrong PIN means now: how many more are forgiven (`left`), what comes then (`onLimit`: `destroy`, `lock`, or
 * what has to come before the half of the tries that is kept), and for how long no PIN is tried (`seconds`).
 * @param first `server`: its word on the password; `sign-in`: another sitting; null when the server has just accepted
 */
export function wrongPin(
  { kept, rules }: RecordsOutlook,
  first: 'server' | 'sign-in' | null,
  nowMs: number,
): AppError {
  if (kept.state === 'none') return appError('records-destroyed');
  if (kept.state !== 'known' && kept.state !== 'waiting') return appError('records-locked');
  const wait = kept.state === 'waiting' ? { seconds: secondsUntil(kept.untilMs, nowMs) } : {};
  const { inAll, withoutLine } = kept.triesLeft;
  return appError(
    'pin-wrong',
    first === null
      ? { left: inAll, onLimit: rules.onWrongPin, ...wait }
      : { left: withoutLine, onLimit: first, ...wait },
  );
}

function secondsUntil(untilMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
}
