import type { SignInBridge } from '../../shared/contract/bridges.ts';
import { SIGN_IN_COMMANDS, type SignInCommandName } from '../../shared/contract/names.ts';
import type { KeptRecords, RecordsRules, SignInState } from '../../shared/contract/sign-in.ts';
import { failed, ok, type AppError } from '../../shared/result.ts';
import { delayed, subscription } from './desk-bridge.ts';
import { knownHere } from './records-here.ts';

export interface FakeSignIn {
  bridge: SignInBridge;
  /** Commands given so far, oldest first, without the questions `getSignIn` and `recordsFor`. */
  given: { name: SignInCommandName; input: unknown }[];
  push: (change: Partial<SignInState>) => void;
  /** From now on this is kept here, for whatever extension. */
  keep: (kept: KeptRecords, rules?: Partial<RecordsRules>) => void;
  refuse: (name: SignInCommandName, error: AppError) => void;
  /** The next command of this name answers only once the function that this returns is called. */
  delay: (name: SignInCommandName) => () => void;
}

/** The sign-in page's bridge without a main process. */
export function fakeSignIn(first: SignInState, firstOutlook = knownHere): FakeSignIn {
  let state = structuredClone(first);
  let outlook = structuredClone(firstOutlook);
  const listeners = new Set<(state: SignInState) => void>();
  const refusals = new Map<SignInCommandName, AppError>();
  const delays = delayed<SignInCommandName>();
  const given: FakeSignIn['given'] = [];

  const command = (name: SignInCommandName) => async (input: unknown) => {
    if (name === 'getSignIn') return ok(structuredClone(state));
    if (name === 'recordsFor') return ok(structuredClone(outlook));
    given.push({ name, input: structuredClone(input) });
    const refusal = refusals.get(name);
    refusals.delete(name);
    await delays.passed(name);
    if (refusal) return failed(refusal);
    return name === 'openProfile' ? ok(structuredClone(state.profile)) : ok();
  };
  // Every name of the contract gets its function; the compiler cannot see through the loop.
  const bridge: unknown = {
    ...Object.fromEntries(SIGN_IN_COMMANDS.map((name) => [name, command(name)])),
    onSignInState: subscription(listeners),
  };
  return {
    bridge: bridge as SignInBridge,
    given,
    push(change) {
      state = structuredClone({ ...state, ...change });
      for (const listener of listeners) listener(structuredClone(state));
    },
    keep(kept, rules = {}) {
      outlook = structuredClone({ kept, rules: { ...outlook.rules, ...rules } });
    },
    refuse: (name, error) => void refusals.set(name, error),
    delay: delays.delay,
  };
}
