import { appError, failed } from '#shared/result.ts';
import type { Done } from '#shared/contract/schema.ts';

/** The answer of a command that has nothing to say but "done", as it crosses to a window. */
export const DONE = { ok: true, value: undefined } as const satisfies Done;

/** The answer while nobody sits at the desk. */
export const NOBODY = failed(appError('not-allowed'));
