import { ORIGINS } from '#shared/contract/names.ts';
import { appError, failed, type AppError, type Result } from '#shared/result.ts';
import type { z } from '#shared/contract/schema.ts';
import type { Log } from '../system/log.ts';

export type PageName = 'desk' | 'sign-in' | 'line';

/** Who a message says it comes from, as Electron tells it. */
export interface Caller {
  /** Address of the frame that sent it; null when the frame has left already. */
  readonly frameUrl: string | null;
  readonly isMainFrame: boolean;
  /** The page that main itself gave this webContents; null for one that main did not open. */
  readonly page: PageName | null;
}

export type Contract = Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

/** One handler per name of the contract. A missing one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: (
    input: z.output<C[K]['input']>,
  ) => z.output<C[K]['output']> | Promise<z.output<C[K]['output']>>;
};

const ORIGIN_OF: Record<PageName, string> = {
  desk: ORIGINS.desk,
  'sign-in': ORIGINS.signIn,
  line: ORIGINS.line,
};

/** True only for the main frame of a window that main opened for this page and that still shows this page. */
export function mayCall(page: PageName, caller: Caller): boolean {
  if (caller.page !== page || !caller.isMainFrame || caller.frameUrl === null) return false;
  const url = URL.parse(caller.frameUrl);
  // `URL.origin` is "null" for schemes Node does not know, so the parts are put together here.
  return url !== null && `${url.protocol}//${url.host}` === ORIGIN_OF[page];
}

interface Entry {
  readonly page: PageName;
  readonly channel: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly handler: (input: never) => unknown;
}

/**
 * The one way in: who asks, what they ask, the handler, what it answers.
 * A refusal is a value for the page and one line in the log that names channel and path, never a value.
 */
export async function pass(
  entry: Entry,
  caller: Caller,
  raw: unknown,
  log: Log,
): Promise<Result<unknown, AppError>> {
  const { channel } = entry;
  if (!mayCall(entry.page, caller)) {
    log.write('ipc-refused', { channel, code: 'not-allowed' });
    return failed(appError('not-allowed'));
  }
  const asked = entry.input.safeParse(raw);
  if (!asked.success) {
    log.write('ipc-refused', { channel, code: 'bad-request', path: firstPath(asked.error) });
    return failed(appError('bad-request'));
  }
  try {
    const answer = entry.output.safeParse(await entry.handler(asked.data as never));
    if (answer.success) return answer.data as Result<unknown, AppError>;
    log.write('ipc-answer-broken', { channel, path: firstPath(answer.error) });
  } catch (error) {
    log.bug(error, { channel });
  }
  return failed(appError('internal'));
}

function firstPath(error: z.ZodError): readonly PropertyKey[] {
  return error.issues[0]?.path ?? [];
}
