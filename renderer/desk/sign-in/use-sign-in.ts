import { useEffect, useRef, useState } from 'react';
import type { SignInState } from '#shared/contract/sign-in.ts';
import { appError, type AppError } from '#shared/result.ts';
import { bridge } from './bridge.ts';

type Answer = { ok: true } | { ok: false; error: AppError };

/** What main knows about this sign-in, and what failed last on this page. */
export interface SignIn {
  state: SignInState | null;
  error: AppError | null;
  /**
   * Waits for a command; what fails stands in `error` until the next one. Once the agent has asked for something
   * else, an older command's failure is no news: a sign-in that was called off ends in one.
   */
  run: (asked: Promise<Answer>) => Promise<void>;
}

export function useSignIn(): SignIn {
  const [state, setState] = useState<SignInState | null>(null);
  const [error, setError] = useState<AppError | null>(null);

  const latest = useRef<Promise<Answer> | null>(null);

  const run = async (asked: Promise<Answer>) => {
    latest.current = asked;
    setError(null);
    const result = await asked.catch((): Answer => ({ ok: false, error: appError('internal') }));
    if (!result.ok && latest.current === asked) setError(result.error);
  };

  useEffect(() => {
    let isPushed = false;
    const stop = bridge().onSignInState((next) => {
      isPushed = true;
      setState(next);
    });
    const first = async () => {
      const answer = await bridge().getSignIn();
      if (!answer.ok) setError(answer.error);
      // A push that came meanwhile is newer than the answer.
      else if (!isPushed) setState(answer.value);
    };
    first().catch(() => setError(appError('internal')));
    return stop;
  }, []);
  return { state, error, run };
}
