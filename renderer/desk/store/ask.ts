import { appError, type AppError } from '#shared/result.ts';
import { showFailure } from './page.ts';

/** Any command's answer, whatever it carries when it worked. */
export type Answer = { ok: true } | { ok: false; error: AppError };
export type Failed = { ok: false; error: AppError };

/** Waits for a command's answer. A bridge that breaks counts as our own failure, so that no key ever does nothing. */
export async function answerOf<A extends Answer>(asked: Promise<A>): Promise<A | Failed> {
  return asked.catch((): Failed => ({ ok: false, error: appError('internal') }));
}

/** Gives a command; when it fails, a calm notice says so. Resolves true when it worked. */
export async function ask(asked: Promise<Answer>): Promise<boolean> {
  const result = await answerOf(asked);
  if (!result.ok) showFailure(result.error);
  return result.ok;
}

const underWay = new Set<string>();

/**
 * Does `act`, unless one of the same name is not done yet: the second press of a double press is the same order and
 * not another. Resolves null then.
 */
export async function once<T>(name: string, act: () => Promise<T>): Promise<T | null> {
  if (underWay.has(name)) return null;
  underWay.add(name);
  try {
    return await act();
  } finally {
    underWay.delete(name);
  }
}
