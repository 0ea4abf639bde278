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
  requested,
  spoke,
  type Said,
} from '../../tests/fakes/callback-log.ts';
import { foldGroup } from './fold.ts';

const open = () => callbackLog().say(0, 'intake-web', requested(0));
const held = () => open().say(1, 'ana', claimed);
const dialled = () => held().say(2, 'ana', dialStarted);
const only = (log: ReturnType<typeof callbackLog>) => foldGroup(log.events)[0];
const LAPSED = 1 + LEASE_MS / 60_000;
const doNotCall: Said = { type: 'outcome', outcome: 'do-not-call', next: { kind: 'done' } };

describe('an outcome told by whoever holds it', () => {
  it('is the attempt that was begun, and ends the hold', () => {
    expect(only(dialled().say(5, 'ana', noAnswer(65)))).toMatchObject({
      status: 'open',
      hold: null,
      dueMs: minuteMs(65),
      requestedMs: minuteMs(0),
      attempts: [{ agent: 'ana', atMs: minuteMs(2), outcome: 'no-answer', late: false }],
      lastNext: { kind: 'retry' },
      spokeMs: null,
    });
  });

  it('that somebody spoke with the patient ends the wait there', () => {
    expect(only(dialled().say(5, 'ana', { ...spoke, spokeMs: minuteMs(3) } as Said))).toMatchObject({
      status: 'done',
      spokeMs: minuteMs(3),
      closedMs: minuteMs(5),
    });
    expect(only(dialled().say(5, 'ana', { ...spoke, spokeMs: minuteMs(300) } as Said))?.spokeMs).toBe(
      minuteMs(5),
    );
  });

  it('that a lead has to decide waits for one', () => {
    const wrong: Said = {
      type: 'outcome',
      outcome: 'wrong-number',
      next: { kind: 'lead', why: 'wrong-number' },
    };
    expect(only(dialled().say(5, 'ana', wrong))).toMatchObject({
      status: 'attention',
      attention: 'wrong-number',
    });
  });

  it('that no call is wanted closes it, whatever is said to follow', () => {
    const odd = { ...doNotCall, next: { kind: 'retry', dueMs: minuteMs(90) } } as Said;
    expect(only(dialled().say(5, 'ana', odd))?.status).toBe('done');
  });

  it('keeps the window that was asked for, unless the patient asked for another time', () => {
    const window = { fromMs: minuteMs(0), untilMs: minuteMs(300) };
    const other = { fromMs: minuteMs(400), untilMs: minuteMs(500) };
    const log = () => callbackLog().say(0, 'intake-web', requested(0, { window })).say(1, 'ana', claimed);
    const later = (more: object) =>
      ({
        type: 'outcome',
        outcome: 'asked-for-later',
        next: { kind: 'retry', dueMs: minuteMs(400), ...more },
      }) as Said;
    expect(only(log().say(2, 'ana', noAnswer(60)))?.window).toEqual(window);
    expect(only(log().say(2, 'ana', later({})))?.window).toBe(null);
    expect(only(log().say(2, 'ana', later({ window: other })))?.window).toEqual(other);
  });

  it('leaves it with whom it is for', () => {
    const log = open().say(1, 'lead-kim', releasedTo('lead')).say(2, 'lead-kim', claimed);
    expect(only(log.say(3, 'lead-kim', noAnswer(60)))).toMatchObject({
      status: 'attention',
      attention: 'handed-to-lead',
      dueMs: minuteMs(60),
    });
  });

  it('counts after the lease is over, while nobody else has claimed it', () => {
    expect(only(dialled().say(LAPSED + 5, 'ana', spoke))).toMatchObject({
      status: 'done',
      attempts: [{ late: false }],
    });
    const givenBack = held()
      .say(2, 'ana', dialStarted)
      .say(3, 'ana', releasedTo())
      .say(4, 'ana', noAnswer(60));
    expect(only(givenBack)).toMatchObject({
      status: 'open',
      dueMs: minuteMs(60),
      attempts: [{ outcome: 'no-answer', late: false, atMs: minuteMs(2) }],
    });
  });
});

describe('an outcome told by anybody else', () => {
  it('is late: kept, shown, and nothing follows from it', () => {
    const log = dialled().say(3, 'ben', noAnswer(400));
    expect(only(log)).toMatchObject({
      hold: { agent: 'ana' },
      dueMs: minuteMs(0),
      attempts: [{ agent: 'ben', outcome: 'no-answer', late: true }],
    });
    expect(only(held().say(3, 'ana@home', noAnswer(400)))?.attempts).toMatchObject([{ late: true }]);
  });

  it('is late when it comes a second time under one claim', () => {
    const log = dialled().say(3, 'ana', noAnswer(60)).say(4, 'ana', noAnswer(90));
    expect(only(log)).toMatchObject({ dueMs: minuteMs(60), attempts: [{ late: false }, { late: true }] });
  });

  it('is late after another has claimed, and tells how the call went that was begun', () => {
    const log = dialled()
      .say(LAPSED, 'lead-kim', claimed)
      .say(LAPSED + 1, 'ana', noAnswer(400));
    expect(only(log)).toMatchObject({
      hold: { agent: 'lead-kim' },
      attempts: [{ agent: 'ana', outcome: 'no-answer', late: true, atMs: minuteMs(2) }],
    });
  });

  it.each([['spoke', spoke] as const, ['do-not-call', doNotCall] as const])(
    '%s ends it, because calling again would be calling twice',
    (outcome, said) => {
      const offline = held()
        .say(LAPSED, 'ben', claimed)
        .say(LAPSED + 1, 'ana', said);
      expect(only(offline)).toMatchObject({
        status: 'done',
        hold: null,
        spokeMs: outcome === 'spoke' ? minuteMs(LAPSED + 1) : null,
        attempts: [{ agent: 'ana', outcome, late: true }],
      });
    },
  );

  it('does not end it while another is calling; their outcome does', () => {
    const log = held()
      .say(LAPSED, 'ben', claimed)
      .say(LAPSED + 1, 'ben', dialStarted)
      .say(LAPSED + 2, 'ana', spoke);
    expect(only(log)).toMatchObject({
      status: 'open',
      hold: { agent: 'ben' },
      spokeMs: minuteMs(LAPSED + 2),
    });
    expect(only(log.say(LAPSED + 3, 'ben', noAnswer(90)))).toMatchObject({
      status: 'done',
      attempts: [
        { agent: 'ana', outcome: 'spoke', late: true },
        { agent: 'ben', outcome: 'no-answer', late: false },
      ],
    });
  });

  it('from a way in is kept and ends nothing', () => {
    expect(only(dialled().say(3, 'intake-web', spoke))).toMatchObject({
      status: 'open',
      spokeMs: null,
      attempts: [{ agent: 'intake-web', late: true }],
    });
  });

  it('is kept when it is closed already', () => {
    expect(only(held().say(2, 'lead-kim', cancelled).say(3, 'ana', spoke))).toMatchObject({
      status: 'cancelled',
      spokeMs: minuteMs(3),
      closedMs: minuteMs(2),
      attempts: [{ outcome: 'spoke', late: true }],
    });
  });
});

describe('a call that was begun', () => {
  it('under a claim is remembered with the hold, also after its time is over', () => {
    expect(only(dialled())?.hold).toMatchObject({ dialStartedMs: minuteMs(2) });
    const offline = held().say(LAPSED + 9, 'ana', { ...dialStarted, at: minuteMs(9) });
    expect(only(offline)?.hold).toMatchObject({ dialStartedMs: minuteMs(9), untilMs: minuteMs(LAPSED) });
  });

  it('again under the same claim is a second attempt', () => {
    const log = dialled().say(4, 'ana', dialStarted).say(5, 'ana', noAnswer(60));
    expect(only(log)?.attempts).toMatchObject([
      { atMs: minuteMs(2), outcome: null },
      { atMs: minuteMs(4), outcome: 'no-answer' },
    ]);
  });

  it('without a claim is kept as an attempt, and so is its outcome', () => {
    const log = held().say(3, 'ben', dialStarted).say(4, 'ben', noAnswer(60));
    expect(only(log)).toMatchObject({
      hold: { agent: 'ana', dialStartedMs: null },
      attempts: [{ agent: 'ben', atMs: minuteMs(3), outcome: 'no-answer', late: true }],
    });
  });
});
