import { describe, expect, it } from 'vitest';
import {
  callbackLog,
  cancelled,
  claimed,
  dialStarted,
  LEASE_MS,
  LOG_START_MS,
  minuteMs,
  releasedTo,
  requested,
  spoke,
} from '../../tests/fakes/callback-log.ts';
import type { Callback } from './callback.ts';
import { foldGroup } from './fold.ts';
import {
  compareInQueue,
  holdAt,
  mayDial,
  OFFLINE_MARGIN_MS,
  ONLINE_MARGIN_MS,
  permissionAt,
  statusAt,
  waitMs,
  type CallingRules,
} from './status.ts';

const open = (more = {}) => callbackLog().say(0, 'intake-web', requested(0, more));
const held = () => open().say(1, 'ana', claimed);
function only(log: ReturnType<typeof callbackLog>): Callback {
  const [callback] = foldGroup(log.events);
  if (!callback) throw new Error('None was asked for');
  return callback;
}
const LAPSED = 1 + LEASE_MS / 60_000;
const ana = { agent: 'ana', desk: 'desk-ana' };
const ben = { agent: 'ben', desk: 'desk-ben' };
const kim = { agent: 'lead-kim', desk: 'desk-kim' };
const inZones = (...all: string[]): CallingRules => ({
  hours: { fromMin: 480, untilMin: 1260 },
  urgentIgnoresHours: false,
  zone: { name: all[0] ?? 'UTC', all, from: 'number' },
});
/** The log starts at 15:00 there. */
const utc = inZones('UTC');

describe('a hold', () => {
  it('stands until its time is over, and then the callback is free', () => {
    const callback = only(held());
    expect(holdAt(callback, minuteMs(LAPSED) - 1)?.agent).toBe('ana');
    expect(holdAt(callback, minuteMs(LAPSED))).toBe(null);
    expect(statusAt(callback, minuteMs(LAPSED))).toEqual({ status: 'open', attention: null });
  });

  it('that ran out with a call begun needs a person', () => {
    const callback = only(held().say(2, 'ana', dialStarted));
    expect(statusAt(callback, minuteMs(LAPSED) - 1).status).toBe('open');
    expect(statusAt(callback, minuteMs(LAPSED))).toEqual({
      status: 'attention',
      attention: 'outcome-missing',
    });
  });
});

describe('the queue', () => {
  it('goes by urgency, then by when it is due, then by who asked first, then by id', () => {
    const base = only(open());
    const rows: Callback[] = [
      { ...base, id: 'f', priority: 'low', dueMs: 1, requestedMs: 1 },
      { ...base, id: 'e', priority: 'normal', dueMs: 2, requestedMs: 1 },
      { ...base, id: 'd', priority: 'normal', dueMs: 1, requestedMs: 3 },
      { ...base, id: 'c', priority: 'normal', dueMs: 1, requestedMs: 2 },
      { ...base, id: 'b', priority: 'normal', dueMs: 1, requestedMs: 2 },
      { ...base, id: 'a', priority: 'urgent', dueMs: 9, requestedMs: 9 },
    ];
    expect(rows.sort(compareInQueue).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('the wait', () => {
  it('is from asking to being spoken to, and goes on until then', () => {
    expect(waitMs(only(held()), minuteMs(9))).toBe(9 * 60_000);
    expect(waitMs(only(held().say(7, 'ana', spoke)), minuteMs(99))).toBe(7 * 60_000);
  });
});

describe('who may call', () => {
  const permission = (log: ReturnType<typeof callbackLog>, me: typeof ana, minute = 5) =>
    permissionAt(only(log), me, utc, minuteMs(minute));

  it('anybody, what is open; nobody, what is closed', () => {
    expect(permission(open(), ana)).toEqual({ kind: 'yes' });
    expect(permission(open().say(1, 'ana', cancelled), kim)).toEqual({ kind: 'closed' });
  });

  it('only the desk that holds it, until its time is over', () => {
    expect(permission(held(), ana)).toEqual({ kind: 'yes' });
    expect(permission(held(), { ...ana, desk: 'home' })).toEqual({ kind: 'held', by: 'ana' });
    expect(permission(held(), kim)).toEqual({ kind: 'held', by: 'ana' });
    expect(permission(held(), ben, LAPSED)).toEqual({ kind: 'yes' });
  });

  it('only a lead, what needs attention', () => {
    const log = held().say(2, 'ana', dialStarted);
    expect(permission(log, ben, LAPSED)).toEqual({ kind: 'attention' });
    expect(permission(log, kim, LAPSED)).toEqual({ kind: 'yes' });
  });

  it('only whom it is for, or a lead', () => {
    const log = open().say(1, 'lead-kim', releasedTo('ben'));
    expect(permission(log, ana)).toEqual({ kind: 'for-other', name: 'ben' });
    expect([permission(log, ben).kind, permission(log, kim).kind]).toEqual(['yes', 'yes']);
  });
});

describe('when a patient may be called', () => {
  const at = (more: object, rules: CallingRules, minute: number) =>
    permissionAt(only(open(more)), ana, rules, minuteMs(minute));
  const hour = (value: number) => LOG_START_MS + (value - 15) * 3_600_000;

  it('by day where they are, and else from the morning on', () => {
    expect(at({}, inZones('Asia/Kolkata'), 29)).toEqual({ kind: 'yes' });
    expect(at({}, inZones('Asia/Kolkata'), 30)).toEqual({
      kind: 'not-yet',
      why: 'hours',
      fromMs: hour(26.5),
    });
  });

  it('by day in all the zones where they may be', () => {
    const coasts = inZones('America/New_York', 'America/Los_Angeles');
    expect(at({}, coasts, 0)).toEqual({ kind: 'yes' });
    expect(at({}, coasts, 10 * 60 - 1)).toEqual({ kind: 'yes' });
    expect(at({}, coasts, 10 * 60)).toEqual({ kind: 'not-yet', why: 'hours', fromMs: hour(39) });
  });

  it('by day where they probably are, when the zones have no hour in common', () => {
    const rules = {
      ...inZones('America/New_York', 'America/Los_Angeles'),
      hours: { fromMin: 600, untilMin: 660 },
    };
    expect(at({}, rules, 0)).toEqual({ kind: 'not-yet', why: 'hours', fromMs: hour(38) });
  });

  it('also urgently, unless the team says otherwise', () => {
    const urgent = { priority: 'urgent' } as const;
    const night = inZones('Asia/Tokyo');
    expect(at(urgent, night, 0)).toMatchObject({ why: 'hours' });
    expect(at(urgent, { ...night, urgentIgnoresHours: true }, 0)).toEqual({ kind: 'yes' });
    expect(at({}, { ...night, urgentIgnoresHours: true }, 0)).toMatchObject({ why: 'hours' });
  });

  it('once it is due, and by day then', () => {
    expect(at({ dueMs: minuteMs(60) }, utc, 5)).toEqual({
      kind: 'not-yet',
      why: 'due',
      fromMs: minuteMs(60),
    });
    expect(at({ dueMs: hour(23) }, utc, 5)).toEqual({ kind: 'not-yet', why: 'due', fromMs: hour(32) });
  });

  it('in the time that they asked for, as long as any of it is left by day', () => {
    const window = { fromMs: minuteMs(60), untilMs: minuteMs(120) };
    expect(at({ window }, utc, 5)).toEqual({ kind: 'not-yet', why: 'window', fromMs: minuteMs(60) });
    expect(at({ window }, utc, 60)).toEqual({ kind: 'yes' });
    expect(at({ window }, utc, 120)).toEqual({ kind: 'window-over' });
    expect(at({ window: { fromMs: hour(21), untilMs: hour(23) } }, utc, 5)).toEqual({ kind: 'window-over' });
    expect(at({ window, dueMs: minuteMs(121) }, utc, 5)).toEqual({ kind: 'window-over' });
  });
});

describe('a desk may begin to call', () => {
  const dial = (
    log: ReturnType<typeof callbackLog>,
    options: { me?: typeof ana; hubNowMs?: number | null; isOnline?: boolean; again?: boolean } = {},
  ) => {
    const { me = ana, hubNowMs = minuteMs(5), isOnline = true, again = false } = options;
    const result = mayDial(only(log), me, { hubNowMs, isOnline, again });
    return result.ok ? 'yes' : result.error.code;
  };

  it('what the log gives to it', () => {
    expect(dial(held())).toBe('yes');
    expect(dial(open())).toBe('callback-not-held');
    expect(dial(held(), { me: { ...ana, desk: 'home' } })).toBe('callback-not-held');
    expect(dial(held(), { me: kim })).toBe('callback-not-held');
    expect(dial(held().say(2, 'ana', spoke))).toBe('callback-closed');
  });

  it('while there is time left, more of it without the hub', () => {
    const end = minuteMs(LAPSED);
    expect(dial(held(), { hubNowMs: end - ONLINE_MARGIN_MS - 1 })).toBe('yes');
    expect(dial(held(), { hubNowMs: end - ONLINE_MARGIN_MS })).toBe('lease-over');
    expect(dial(held(), { hubNowMs: end - OFFLINE_MARGIN_MS - 1, isOnline: false })).toBe('yes');
    expect(dial(held(), { hubNowMs: end - OFFLINE_MARGIN_MS, isOnline: false })).toBe('lease-over');
    expect(dial(held(), { hubNowMs: null })).toBe('clock-unknown');
  });

  it('once, unless the agent says again', () => {
    const log = held().say(2, 'ana', dialStarted);
    expect(dial(log)).toBe('callback-maybe-called');
    expect(dial(log, { again: true })).toBe('yes');
  });

  it('not what was asked back', () => {
    expect(dial(held().say(2, 'lead-kim', releasedTo()))).toBe('callback-not-held');
  });
});
