import type { LineSnapshot } from '#shared/call/line-state.ts';
import type { LineAccount } from '#shared/contract/line.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';

/** An agent who waits longer than this for an answer stops believing the app. */
const LIMIT_MS = 8000;
/** A link that is not up by now is looked into, so that the reason is known when time is up. */
const EXAMINE_AFTER_MS = 2000;

export type Progress = 'reaching-server' | 'checking-password';

/** One try to sign in, on its way. */
export interface Attempt {
  /** Resolves once: the registrar accepted, refused, or the reason why it could not be asked. */
  readonly outcome: Promise<Outcome>;
  /** The agent calls it off. */
  cancel(): void;
  /** The window that carries the line is gone, and what it was told with it. */
  lineGone(): void;
}

/** Called off is no failure: it is what the agent asked for. */
export type Outcome = Result<'accepted' | 'cancelled', AppError>;

/**
 * Orders the line to sign in and waits for the registrar's word, at most 8 s. When the link does not come up, the
 * servers themselves are looked at; a finding that holds for all of them ends the attempt early.
 */
export function attemptSignIn(deps: {
  line: Line;
  clock: Clock;
  account: LineAccount;
  examine: (servers: readonly string[]) => Promise<AppError | null>;
  onProgress: (progress: Progress) => void;
}): Attempt {
  const { line, clock, account, examine, onProgress } = deps;
  const startedAt = clock.now();
  const { promise: outcome, resolve: finish } = Promise.withResolvers<Outcome>();
  let isExamining = false;
  const lookAtServers = async (): Promise<void> => {
    if (isExamining || line.snapshot().connection.name === 'connected') return;
    isExamining = true;
    const finding = await examine(account.servers.map(({ url }) => url));
    if (finding && line.snapshot().connection.name !== 'connected') finish(failed(finding));
  };
  const take = (snapshot: LineSnapshot): void => {
    onProgress(snapshot.connection.name === 'connected' ? 'checking-password' : 'reaching-server');
    if (snapshot.connection.name === 'waiting') void lookAtServers();
    const done = answerIn(snapshot, account, startedAt);
    if (done) finish(done);
  };
  const stopWatching = line.watch(take);
  const stopExamining = clock.after(EXAMINE_AFTER_MS, () => void lookAtServers());
  const stopWaiting = clock.after(LIMIT_MS, () => finish(failed(tooLate(line.snapshot(), account))));
  void outcome.finally(() => {
    stopWatching();
    stopExamining();
    stopWaiting();
  });
  const order = async (): Promise<void> => {
    const done = await line.order({ kind: 'sign-in', account });
    if (!done.ok) finish(done);
  };
  void order();
  return {
    outcome,
    cancel: () => finish(ok('cancelled')),
    lineGone: () => finish(failed(appError('line-window-gone'))),
  };
}

/** What the registrar said, once it has; an answer to an earlier attempt does not count. */
function answerIn({ registration }: LineSnapshot, account: LineAccount, startedAt: number): Outcome | null {
  if (registration.name === 'registered' && registration.since >= startedAt) return ok('accepted');
  if (registration.name !== 'refused' || registration.since < startedAt) return null;
  const { code, sipStatus } = registration;
  return failed(appError(code, { ...whereTo(account), extension: account.extension, sipStatus }));
}

function tooLate({ connection }: LineSnapshot, account: LineAccount): AppError {
  return appError(connection.name === 'connected' ? 'server-silent' : 'host-unreachable', whereTo(account));
}

function whereTo(account: LineAccount): { host: string } {
  return { host: account.domain };
}
