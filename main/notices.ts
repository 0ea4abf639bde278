import type { RegistrationState } from '#shared/call/line-state.ts';
import type { Notice } from '#shared/contract/desk-state.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed, type AppError, type ErrorCode } from '#shared/result.ts';
import { DONE } from './done.ts';

/** Things the agent should know until they dismiss them or they are no longer so. One of each kind. */
export interface Notices {
  list(): Notice[];
  raise(error: AppError): void;
  /** It is no longer so. */
  settle(code: ErrorCode): void;
  /** The agent has seen it. */
  dismiss(id: string): Done;
}

export function createNotices(deps: {
  newId: () => string;
  now: () => number;
  changed: () => void;
}): Notices {
  let notices: readonly Notice[] = [];
  const keep = (test: (notice: Notice) => boolean): boolean => {
    const kept = notices.filter(test);
    if (kept.length === notices.length) return false;
    notices = kept;
    deps.changed();
    return true;
  };
  return {
    list: () => [...notices],
    raise: (error) => {
      if (notices.some((notice) => notice.error.code === error.code)) return;
      notices = [...notices, { id: deps.newId(), at: deps.now(), error }];
      deps.changed();
    },
    settle: (code) => void keep((notice) => notice.error.code !== code),
    dismiss: (id) => (keep((notice) => notice.id !== id) ? DONE : failed(appError('bad-request'))),
  };
}

/** The server let the agent in once and does not any more: that needs a human, so it is said until it is over. */
const REFUSALS = ['wrong-password', 'extension-unknown', 'sign-in-refused'] as const;

/** @param before what was noted last: a refusal that still stands is not said again to an agent who has read it */
export function noteRegistration(
  registration: RegistrationState,
  before: RegistrationState,
  notices: Notices,
): void {
  if (registration.name === 'refused') {
    const { code, since } = registration;
    const isKnown = before.name === 'refused' && before.code === code && before.since === since;
    if (!isKnown && REFUSALS.some((refusal) => refusal === code)) notices.raise(appError(code));
  } else if (registration.name === 'registered') {
    for (const code of REFUSALS) notices.settle(code);
  }
}
