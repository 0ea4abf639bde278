import { describe, expect, it } from 'vitest';
import {
  callbackLog,
  cancelled,
  claimed,
  dialStarted,
  LEASE_MS,
  minuteMs,
  noAnswer,
  releasedTo,
  renewed,
  requested,
  reserved,
  spoke,
} from '../../tests/fakes/callback-log.ts';
import { foldGroup } from './fold.ts';

const open = () => callbackLog().say(0, 'intake-web', requested(0));
const held = () => open().say(1, 'ana', claimed);
const only = (log: ReturnType<typeof callbackLog>) => foldGroup(log.events)[0];
const holder = (log: ReturnType<typeof callbackLog>) => only(log)?.hold?.agent ?? null;
const LAPSED = 1 + LEASE_MS / 60_000;

describe('a claim', () => {
  it('holds from when the hub took it until its lease is over', () => {
    expect(only(held())?.hold).toEqual({
      agent: 'ana',
      desk: 'desk-ana',
      sinceMs: minuteMs(1),
      untilMs: minuteMs(1) + LEASE_MS,
      reserve: false,
      dialStartedMs: null,
    });
  });

  it('is the first one’s, until the very moment it lapses', () => {
    expect(holder(held().say(1, 'ben', claimed))).toBe('ana');
    expect(holder(held().say(LAPSED - 0.001, 'lead-kim', claimed))).toBe('ana');
    expect(holder(held().say(LAPSED, 'ben', claimed))).toBe('ben');
  });

  it('is not taken over by the same agent at another desk', () => {
    expect(only(held().say(2, 'ana@home', claimed))?.hold?.desk).toBe('desk-ana');
  });

  it('is void when it took too long, or its desk’s clock is wrong', () => {
    const at = (seconds: number) => ({ ...claimed, at: minuteMs(1) + seconds * 1000 });
    expect([-16, -15, 15, 16].map((seconds) => holder(open().say(1, 'ana', at(seconds))))).toEqual([
      null,
      'ana',
      'ana',
      null,
    ]);
  });

  it('is not for ways in', () => {
    expect(holder(open().say(1, 'intake-web', claimed))).toBe(null);
  });

  it('of a reserve is taken in hand by claiming again', () => {
    const log = open().say(1, 'ana', reserved);
    expect(only(log)?.hold?.reserve).toBe(true);
    expect(only(log.say(2, 'ana', claimed))?.hold).toMatchObject({
      reserve: false,
      sinceMs: minuteMs(1),
      untilMs: minuteMs(2) + LEASE_MS,
    });
  });

  it('of what is for another is void; a lead may', () => {
    const log = () => open().say(1, 'lead-kim', releasedTo('ben'));
    expect(only(log())).toMatchObject({ status: 'open', for: { kind: 'agent', agent: 'ben' } });
    expect(['ana', 'ben', 'lead-kim'].map((who) => holder(log().say(2, who, claimed)))).toEqual([
      null,
      'ben',
      'lead-kim',
    ]);
  });

  it('of what needs attention is a lead’s alone, and stays so', () => {
    const log = () => held().say(2, 'ana', releasedTo('lead'));
    expect(holder(log().say(3, 'ana', claimed))).toBe(null);
    expect(only(log().say(3, 'lead-kim', claimed))).toMatchObject({
      status: 'attention',
      attention: 'handed-to-lead',
      hold: { agent: 'lead-kim' },
    });
  });

  it('after a call whose outcome nobody told is a lead’s alone', () => {
    const log = () => held().say(2, 'ana', dialStarted);
    expect(only(log().say(LAPSED, 'ben', claimed))?.hold?.agent).toBe('ana');
    expect(only(log().say(LAPSED, 'ana', claimed))?.hold?.dialStartedMs).toBe(minuteMs(2));
    expect(only(log().say(LAPSED, 'lead-kim', claimed))).toMatchObject({
      status: 'attention',
      attention: 'outcome-missing',
      hold: { agent: 'lead-kim', dialStartedMs: null },
      attempts: [{ agent: 'ana', outcome: null, late: false, atMs: minuteMs(2) }],
    });
  });
});

describe('a renewal', () => {
  it('counts from when the hub took it, and never shortens', () => {
    expect(only(held().say(10, 'ana', renewed))?.hold?.untilMs).toBe(minuteMs(10) + LEASE_MS);
    const short = { type: 'renewed', leaseMs: 1000 } as const;
    expect(only(held().say(10, 'ana', short))?.hold?.untilMs).toBe(minuteMs(1) + LEASE_MS);
  });

  it('is void after the lapse, from another desk, and from another agent', () => {
    const until = (minute: number, who: string) => only(held().say(minute, who, renewed))?.hold?.untilMs;
    expect([until(LAPSED, 'ana'), until(5, 'ana@home'), until(5, 'ben'), until(5, 'lead-kim')]).toEqual(
      Array.from({ length: 4 }, () => minuteMs(1) + LEASE_MS),
    );
  });
});

describe('a release', () => {
  it('from the desk that holds it frees it at once', () => {
    const log = held().say(2, 'ana', releasedTo());
    expect(only(log)).toMatchObject({ status: 'open', hold: null, for: null });
    expect(holder(log.say(2, 'ben', claimed))).toBe('ben');
  });

  it('hands it to a colleague or to the lead', () => {
    expect(only(held().say(2, 'ana', releasedTo('ben')))?.for).toEqual({ kind: 'agent', agent: 'ben' });
    expect(only(held().say(2, 'ana', releasedTo('lead')))).toMatchObject({
      status: 'attention',
      attention: 'handed-to-lead',
    });
  });

  it('by another agent is void', () => {
    expect(holder(held().say(2, 'ben', releasedTo('ben')))).toBe('ana');
  });

  it.each(['lead-kim', 'ana@home'])(
    'by %s from afar recalls it: no more renewals, and free once its desk agrees or its time is over',
    (who) => {
      const log = () => held().say(2, who, releasedTo('ben'));
      expect(only(log())).toMatchObject({
        for: { agent: 'ben' },
        hold: { agent: 'ana', recalledMs: minuteMs(2) },
      });
      expect(holder(log().say(3, 'ben', claimed))).toBe('ana');
      expect(only(log().say(10, 'ana', renewed))?.hold?.untilMs).toBe(minuteMs(1) + LEASE_MS);
      expect(only(log().say(10, 'ana', claimed))?.hold?.untilMs).toBe(minuteMs(1) + LEASE_MS);
      expect(holder(log().say(3, 'ana', releasedTo()).say(3, 'ben', claimed))).toBe('ben');
      expect(holder(log().say(LAPSED, 'ben', claimed))).toBe('ben');
    },
  );

  it('by the lead who recalls it can change for whom it is', () => {
    const log = held().say(2, 'lead-kim', releasedTo('ben')).say(3, 'lead-kim', releasedTo('lead'));
    expect(only(log)).toMatchObject({ attention: 'handed-to-lead', hold: { recalledMs: minuteMs(2) } });
    expect(only(log.say(4, 'ana', releasedTo('ana')))).toMatchObject({
      hold: null,
      attention: 'handed-to-lead',
    });
  });

  it('with a call begun and no outcome told asks for a lead', () => {
    const log = held().say(2, 'ana', dialStarted).say(3, 'ana', releasedTo());
    expect(only(log)).toMatchObject({
      status: 'attention',
      attention: 'outcome-missing',
      hold: null,
      attempts: [{ agent: 'ana', outcome: null }],
    });
    expect(only(log.say(4, 'lead-kim', releasedTo()))).toMatchObject({ status: 'open', attention: null });
  });

  it('by a lead opens again what needed attention', () => {
    const toLead = () => held().say(2, 'ana', releasedTo('lead'));
    expect(only(toLead().say(3, 'lead-kim', releasedTo()))).toMatchObject({ status: 'open', for: null });
    expect(only(toLead().say(3, 'ana', releasedTo()))).toMatchObject({ status: 'attention' });
    const lapsed = held().say(2, 'ana', dialStarted).say(LAPSED, 'lead-kim', releasedTo('ben'));
    expect(only(lapsed)).toMatchObject({ status: 'open', hold: null, for: { agent: 'ben' } });
    const tooMany = {
      type: 'outcome',
      outcome: 'busy',
      next: { kind: 'lead', why: 'max-attempts' },
    } as const;
    const again = held().say(2, 'ana', tooMany).say(3, 'lead-kim', claimed).say(4, 'lead-kim', releasedTo());
    expect(only(again)).toMatchObject({ status: 'open', attempts: [{ outcome: 'busy' }] });
  });

  it('of a reserve leaves for whom it is', () => {
    const log = open().say(1, 'lead-kim', releasedTo('ben')).say(2, 'ben', reserved);
    expect(only(log.say(3, 'ben', releasedTo()))).toMatchObject({ hold: null, for: { agent: 'ben' } });
  });

  it('of what nobody holds passes on what was for its author', () => {
    const log = () => open().say(1, 'lead-kim', releasedTo('ben'));
    expect(only(log().say(2, 'ben', releasedTo()))?.for).toBe(null);
    expect(only(log().say(2, 'ben', releasedTo('lead')))?.status).toBe('attention');
    expect(only(log().say(2, 'ana', releasedTo('ana')))?.for).toMatchObject({ agent: 'ben' });
  });
});

describe('once it is closed', () => {
  it('nothing is claimed, changed or opened again', () => {
    const log = held()
      .say(2, 'ana', spoke)
      .say(3, 'ben', claimed)
      .say(3, 'lead-kim', releasedTo('ben'))
      .say(3, 'lead-kim', cancelled)
      .say(3, 'ana', { type: 'rescheduled', dueMs: minuteMs(90) });
    expect(only(log)).toMatchObject({ status: 'done', hold: null, for: null, closedMs: minuteMs(2) });
    expect(only(log)?.dueMs).toBe(minuteMs(0));
  });
});

describe('a change of time, and a cancellation', () => {
  const later = {
    type: 'rescheduled',
    dueMs: minuteMs(90),
    priority: 'high',
    zone: 'Europe/London',
  } as const;

  it.each([
    ['ana', true],
    ['ana@home', true],
    ['ben', false],
    ['lead-kim', true],
    ['intake-web', false],
  ])('while ana holds it, by %s: %s', (who, allowed) => {
    expect(only(held().say(2, who, later))?.dueMs).toBe(minuteMs(allowed ? 90 : 0));
    expect(only(held().say(2, who, cancelled))?.status).toBe(allowed ? 'cancelled' : 'open');
  });

  it('while nobody holds it are anybody’s but a way in’s', () => {
    expect(only(open().say(2, 'ben', later))).toMatchObject({
      dueMs: minuteMs(90),
      priority: 'high',
      zone: 'Europe/London',
    });
    expect(only(open().say(2, 'ben', cancelled))).toMatchObject({
      status: 'cancelled',
      closedMs: minuteMs(2),
    });
    expect(only(open().say(2, 'intake-web', cancelled))?.status).toBe('open');
    expect(only(held().say(LAPSED, 'ben', cancelled))?.status).toBe('cancelled');
  });

  it('put the window that was agreed in the place of the one before', () => {
    const window = { fromMs: minuteMs(30), untilMs: minuteMs(60) };
    const log = callbackLog().say(0, 'intake-web', requested(0, { window }));
    expect(only(log)?.window).toEqual(window);
    expect(only(log.say(1, 'ben', later))?.window).toBe(null);
  });

  it('keep that a call had been begun', () => {
    const log = held().say(2, 'ana', dialStarted).say(3, 'lead-kim', cancelled);
    expect(only(log)).toMatchObject({ status: 'cancelled', hold: null, attempts: [{ outcome: null }] });
    expect(only(log.say(4, 'ana', noAnswer(60)))).toMatchObject({
      status: 'cancelled',
      attempts: [{ outcome: 'no-answer', late: true, atMs: minuteMs(2) }],
    });
  });
});
