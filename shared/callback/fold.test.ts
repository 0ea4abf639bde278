import { describe, expect, it } from 'vitest';
import {
  callbackLog,
  cancelled,
  claimed,
  dialStarted,
  LEASE_MS,
  minuteMs,
  noAnswer,
  NUMBER,
  requested,
  shuffled,
  spoke,
} from '../../tests/fakes/callback-log.ts';
import { applyPending, foldGroup, groupKeyOf } from './fold.ts';

describe('one request', () => {
  it('is one open callback, and waits from when the patient asked', () => {
    const { events } = callbackLog().say(5, 'intake-phone', requested(2, { name: 'Ada', note: 'Knee' }));
    expect(foldGroup(events)).toMatchObject([
      {
        id: 'callback-1',
        status: 'open',
        name: 'Ada',
        requestedMs: minuteMs(2),
        dueMs: minuteMs(2),
        requests: 1,
        hold: null,
        notes: [{ author: 'intake-phone', text: 'Knee', atMs: minuteMs(5) }],
        seq: 1,
      },
    ]);
  });

  it('was never made later than the hub heard of it', () => {
    const { events } = callbackLog().say(5, 'ana', requested(90));
    expect(foldGroup(events)).toMatchObject([{ requestedMs: minuteMs(5) }]);
  });

  it('waits for a lead when it is for the lead', () => {
    const { events } = callbackLog().say(0, 'intake-web', requested(0, { for: { kind: 'lead' } }));
    expect(foldGroup(events)).toMatchObject([{ status: 'attention', attention: 'handed-to-lead' }]);
  });

  it('that nobody made is no callback, whatever is said of it', () => {
    const { events } = callbackLog().say(0, 'ana', claimed).say(1, 'ana', spoke);
    expect(foldGroup(events)).toEqual([]);
  });

  it('keeps what was told of it before it was made', () => {
    const { events } = callbackLog()
      .say(0, 'ana', claimed)
      .say(1, 'ana', noAnswer(60))
      .say(2, 'ana', { type: 'note', text: 'Odd' })
      .say(3, 'intake-web', requested(3));
    expect(foldGroup(events)).toMatchObject([
      {
        status: 'open',
        hold: null,
        attempts: [{ outcome: 'no-answer', late: true }],
        notes: [{ text: 'Odd' }],
      },
    ]);
  });
});

describe('what was told of a request before it was made', () => {
  it('does not end the hold of the callback that takes it in', () => {
    const { events } = callbackLog()
      .say(0, 'intake-web', requested(0), 'callback-1')
      .say(1, 'ana', claimed, 'callback-1')
      .say(2, 'ana', spoke, 'callback-2')
      .say(3, 'intake-web', requested(3), 'callback-2');
    expect(foldGroup(events)[0]).toMatchObject({
      status: 'open',
      hold: { agent: 'ana' },
      attempts: [{ outcome: 'spoke', late: true }],
    });
  });
});

describe('a second request for the same number and reason', () => {
  it('joins the first, which is never later or less urgent for it', () => {
    const { events } = callbackLog()
      .say(10, 'intake-web', requested(9), 'callback-1')
      .say(
        11,
        'intake-phone',
        requested(4, { priority: 'high', reason: ' test  RESULTS', note: 'Again', name: 'Ada' }),
        'callback-2',
      );
    expect(foldGroup(events)).toMatchObject([
      {
        id: 'callback-1',
        requests: 2,
        requestedMs: minuteMs(4),
        priority: 'high',
        name: 'Ada',
        notes: [{ text: 'Again' }],
        seq: 1,
      },
      { id: 'callback-2', status: 'joined', joinedTo: 'callback-1', seq: 2 },
    ]);
  });

  it('takes what is done with it to the first', () => {
    const { events } = callbackLog()
      .say(0, 'intake-web', requested(0), 'callback-1')
      .say(1, 'intake-web', requested(1), 'callback-2')
      .say(2, 'ana', claimed, 'callback-2')
      .say(2, 'ben', claimed, 'callback-1')
      .say(3, 'ana', dialStarted, 'callback-2')
      .say(4, 'ana', spoke, 'callback-1');
    expect(foldGroup(events)).toMatchObject([
      { status: 'done', attempts: [{ agent: 'ana', outcome: 'spoke', atMs: minuteMs(3) }], seq: 6 },
      { status: 'joined', attempts: [], seq: 5 },
    ]);
  });

  it('opens anew once the first is closed', () => {
    const { events } = callbackLog()
      .say(0, 'intake-web', requested(0), 'callback-1')
      .say(1, 'ana', cancelled, 'callback-1')
      .say(2, 'intake-web', requested(2), 'callback-2')
      .say(3, 'intake-web', requested(3), 'callback-3');
    expect(foldGroup(events)).toMatchObject([
      { status: 'cancelled', requests: 1 },
      { status: 'open', requests: 2, requestedMs: minuteMs(2) },
      { status: 'joined', joinedTo: 'callback-2' },
    ]);
  });

  it('brings the next try forward when it was made after the last one, and not when before', () => {
    const once = (askedAgain: number) =>
      foldGroup(
        callbackLog()
          .say(0, 'intake-web', requested(0), 'callback-1')
          .say(1, 'ana', claimed)
          .say(2, 'ana', noAnswer(90))
          .say(30, 'intake-web', requested(askedAgain), 'callback-2').events,
      )[0]?.dueMs;
    expect([once(1), once(30)]).toEqual([minuteMs(90), minuteMs(30)]);
  });

  it('does not join one with another number or reason', () => {
    const { events } = callbackLog()
      .say(0, 'intake-web', requested(0), 'callback-1')
      .say(0, 'intake-web', requested(0, { reason: 'Appointment' }), 'callback-2')
      .say(0, 'intake-web', requested(0, { number: '+15550101' }), 'callback-3');
    expect(foldGroup(events).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
    expect(groupKeyOf(NUMBER, ' Test  results ')).toBe(groupKeyOf(NUMBER, 'TEST RESULTS'));
  });

  it('under the id of the first counts while that is open, and is no event afterwards', () => {
    const log = callbackLog().say(0, 'intake-web', requested(0)).say(1, 'intake-web', requested(1));
    expect(foldGroup(log.events)).toMatchObject([{ status: 'open', requests: 2, seq: 2 }]);
    log.say(2, 'ana', cancelled).say(3, 'intake-web', requested(3));
    expect(foldGroup(log.events)).toMatchObject([{ status: 'cancelled', requests: 2, seq: 4 }]);
  });
});

describe('an event that is delivered again', () => {
  it('counts once, by its position or its id, and the position is known all the same', () => {
    let some = 0;
    const log = callbackLog()
      .say(0, 'intake-web', requested(0))
      .say(1, 'ana', claimed)
      .say(2, 'ana', noAnswer(60))
      .say(3, 'ana', { ...noAnswer(60), id: '00000000-0000-4000-8000-000000000003' });
    const once = foldGroup(log.events);
    expect(once).toMatchObject([{ attempts: [{ outcome: 'no-answer' }], seq: 4 }]);
    const inAnyOrder = shuffled([...log.events, ...log.events], () => (some += 0.37) % 1);
    expect(foldGroup(inAnyOrder)).toEqual(once);
  });

  it('takes nobody else’s event out by its id', () => {
    const { events } = callbackLog()
      .say(0, 'intake-web', requested(0))
      .say(1, 'ana', claimed)
      .say(2, 'ben', { type: 'note', text: 'First', id: '00000000-0000-4000-8000-00000000beef' })
      .say(3, 'ana', { ...spoke, id: '00000000-0000-4000-8000-00000000beef' });
    expect(foldGroup(events)).toMatchObject([{ status: 'done' }]);
  });
});

describe('what was done here and not yet sent', () => {
  const asked = callbackLog().say(0, 'intake-web', requested(0)).say(1, 'ana', claimed);
  const later = callbackLog(3).say(2, 'ana', dialStarted).say(3, 'ana', noAnswer(63));

  it('shows on top, and changes neither the log’s callbacks nor what the hub expects', () => {
    const logged = foldGroup(asked.events);
    const before = structuredClone(logged);
    expect(applyPending(logged, later.events, minuteMs(3))).toMatchObject([
      { hold: null, dueMs: minuteMs(63), attempts: [{ outcome: 'no-answer', atMs: minuteMs(2) }], seq: 2 },
    ]);
    expect(logged).toEqual(before);
  });

  it('is the same as once the log has it', () => {
    const [shown] = applyPending(foldGroup(asked.events), later.events, minuteMs(3));
    expect({ ...shown, seq: 4 }).toEqual(foldGroup([...asked.events, ...later.events])[0]);
  });

  it('joins what is there, and makes what is not', () => {
    const pending = callbackLog()
      .say(4, 'ana', requested(4), 'callback-2')
      .say(5, 'ana', requested(5, { reason: 'Appointment' }), 'callback-3')
      .say(6, 'ana', { type: 'note', text: 'Hello' }, 'callback-2').events;
    expect(applyPending(foldGroup(asked.events), pending, minuteMs(6))).toMatchObject([
      { id: 'callback-1', requests: 2, notes: [{ text: 'Hello' }] },
      { id: 'callback-2', status: 'joined', seq: 0 },
      { id: 'callback-3', status: 'open', seq: 0 },
    ]);
  });

  it('counts from when it was written, and not from the future', () => {
    const pending = callbackLog().say(50, 'ana', { type: 'note', text: 'Hello' }).events;
    const [shown] = applyPending(foldGroup(asked.events), pending, minuteMs(6));
    expect(shown?.notes).toMatchObject([{ atMs: minuteMs(6) }]);
    expect(shown?.hold?.untilMs).toBe(minuteMs(1) + LEASE_MS);
    expect(applyPending(foldGroup(asked.events), [], minuteMs(6))).toEqual(foldGroup(asked.events));
  });
});
