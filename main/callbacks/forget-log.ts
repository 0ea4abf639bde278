import { appError, type AppError, type Result } from '#shared/result.ts';
import { writeHoles } from './holes.ts';
import { LOG_ID_FACT } from './log-check.ts';
import type { Workings } from './workings.ts';

/**
 * The hub has another log, and a person has decided that it is the right one. What is unsent belongs to people whom the
 * other log may not know; it must not reach another team by itself, so it waits for a person.
 */
export function forgetLog({ pending, options, setAside }: Workings): Result<void, AppError> {
  const { store } = options;
  const forgotten = pending.write(() => {
    store.log.clear();
    store.facts.remove(LOG_ID_FACT);
    writeHoles(store.facts, []);
    setAside.clear();
    for (const id of pending.ids()) pending.reject(id, appError('hub-log-other'));
  });
  setAside.reload();
  return forgotten;
}
