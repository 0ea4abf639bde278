import type { Callback, CallbackStatus } from '#shared/callback/callback.ts';
import type { Priority } from '#shared/callback/event.ts';
import { groupKeyOf } from '#shared/callback/fold.ts';
import { hashOf } from './slot-finder.ts';

const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];
/** 0 is a slot without a callback. */
const STATUSES: readonly (CallbackStatus | null)[] = [
  null,
  'open',
  'attention',
  'done',
  'cancelled',
  'joined',
];
export const OPEN = 1;
export const ATTENTION = 2;
export const DONE = 3;
export const CANCELLED = 4;
/** In the place of an agent's name. */
export const ANY_LEAD = '*';

/** What is kept of one callback, and written beside it so that all of them can be read at once. */
export interface Line {
  readonly id: string;
  readonly status: number;
  readonly priority: number;
  readonly dueMs: number;
  readonly requestedMs: number;
  readonly closedMs: number;
  /** Empty for nobody. */
  readonly holder: string;
  readonly untilMs: number;
  readonly hasBegunCall: boolean;
  /** Empty for nobody, `*` for whoever leads. */
  readonly for: string;
  /** What its number and reason are found by, hashed. */
  readonly group: number;
}

export function lineOf(callback: Callback): Line {
  const { hold } = callback;
  const to = callback.for;
  return {
    id: callback.id,
    status: STATUSES.indexOf(callback.status),
    priority: PRIORITIES.indexOf(callback.priority),
    dueMs: callback.dueMs,
    requestedMs: callback.requestedMs,
    closedMs: callback.closedMs ?? 0,
    holder: hold?.agent ?? '',
    untilMs: hold?.untilMs ?? 0,
    hasBegunCall: hold !== null && hold.dialStartedMs !== null,
    for: to === null ? '' : to.kind === 'lead' ? ANY_LEAD : to.agent,
    group: hashOf(groupKeyOf(callback.number, callback.reason)),
  };
}

/** Ids and names have neither spaces nor lines in them. */
export function writeLine(line: Line): string {
  const { id, status, priority, dueMs, requestedMs, closedMs, holder, untilMs, group } = line;
  const call = line.hasBegunCall ? 1 : 0;
  const when = `${dueMs} ${requestedMs} ${closedMs} ${untilMs}`;
  return `${id} ${status} ${priority} ${when} ${call} ${group} ${holder} ${line.for}`;
}

export function readLine(text: string): Line {
  const [id, status, priority, due, requested, closed, until, call, group, holder, to] = text.split(' ');
  return {
    id: id ?? '',
    status: Number(status),
    priority: Number(priority),
    dueMs: Number(due),
    requestedMs: Number(requested),
    closedMs: Number(closed),
    untilMs: Number(until),
    hasBegunCall: call === '1',
    holder: holder ?? '',
    for: to ?? '',
    group: Number(group),
  };
}
