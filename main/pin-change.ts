import type { DeskCommands } from '#shared/contract/desk.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { RecordsRules } from '#shared/contract/sign-in.ts';
import { appError, failed, ok } from '#shared/result.ts';
import { normalPin } from '#shared/sign-in/pin-rule.ts';
import type { AskedOffice } from './back-office/duties.ts';
import type { Clock } from './clock.ts';
import { DONE, NOBODY } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import { hindrance, outlookFor, weakness, wrongPin, type PinChange } from './sign-in-records.ts';
import type { Sitting } from './sitting.ts';
import type { Vault } from './vault.ts';

export interface PinChangeDeps {
  /** Who sits at the desk; null while nobody is signed in. */
  readonly sitting: () => Sitting | null;
  readonly office: () => Pick<AskedOffice, 'look' | 'changePin'>;
  readonly keepsSecrets: () => boolean;
  readonly vault: Pick<Vault, 'isPassword'>;
  readonly clock: Clock;
}

type PinHandlers = Pick<Handlers<DeskCommands>, 'recordsHere' | 'changePin'>;
type Account = Sitting & { kind: 'account' };

/**
 * The PIN of whoever sits at the desk. Nobody has asked the server for a password here, so that the tries are those
 * without its word: the second half is kept for a sign-in (docs/decisions/0012-the-password-before-the-pin.md). No
 * wrong PIN at the desk can therefore destroy or lock records that are open.
 */
export function pinHandlers(deps: PinChangeDeps): PinHandlers {
  let isBusy = false;
  /** Practice has no records and no PIN. */
  const account = (): Account | null => {
    const sitting = deps.sitting();
    return sitting?.kind === 'account' ? sitting : null;
  };
  return {
    recordsHere: async () => {
      const who = account();
      return who ? ok(await outlookOf(deps, who)) : NOBODY;
    },
    changePin: async (asked) => {
      const who = account();
      if (!who) return NOBODY;
      // One at a time: between the look and the try nobody else may use up a try.
      if (isBusy) return failed(appError('bad-request'));
      isBusy = true;
      try {
        return await changePin(deps, who, normal(asked));
      } finally {
        isBusy = false;
      }
    },
  };
}

function normal({ present, next }: { present: string; next: string }): Pick<PinChange, 'present' | 'next'> {
  return { present: normalPin(present), next: normalPin(next) };
}

async function changePin(
  deps: PinChangeDeps,
  who: Account,
  { present, next }: Pick<PinChange, 'present' | 'next'>,
): Promise<Done> {
  const { vault, clock, office } = deps;
  const { extension } = who.account;
  const outlook = await outlookOf(deps, who);
  const { kept, rules } = outlook;
  // Main has no password any more; the rest of the rule is the same as for a first PIN.
  const wish = { pin: next, extension, password: '' };
  const why = hindrance(outlook, { ...wish, records: 'open' }, clock.now()) ?? weakness(wish, rules);
  if (why) return failed(why);
  if (kept.state === 'known' && kept.triesLeft.withoutLine === 0) {
    return failed(appError('not-allowed', { why: 'tries-kept' }));
  }
  // Whether it is the password is told to the agent alone: the present PIN is proved first, and stays.
  const isPassword = vault.isPassword(next);
  const whose = { domain: who.profile.sip.domain, extension };
  const { wrongPinLimit, onWrongPin } = rules;
  const done = await office().changePin({
    whose,
    present,
    next: isPassword ? present : next,
    rules: { wrongPinLimit, onWrongPin },
  });
  if (done.ok) return isPassword ? failed(isPasswordAgain(rules)) : DONE;
  if (done.error.code !== 'pin-wrong') return done;
  return failed(wrongPin(await outlookOf(deps, who), 'sign-in', clock.now()));
}

function isPasswordAgain({ minLength }: RecordsRules) {
  return appError('pin-weak', { why: 'is-password', minLength });
}

function outlookOf({ office, keepsSecrets }: PinChangeDeps, { profile, account }: Account) {
  return outlookFor({ keepsSecrets, look: (whose) => office().look(whose) }, profile, account.extension);
}
