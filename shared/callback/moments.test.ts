import { describe, expect, it } from 'vitest';
import {
  callbackLog,
  cancelled,
  claimed,
  dialStarted,
  minuteMs,
  noAnswer,
  releasedTo,
  renewed,
  requested,
  reserved,
  spoke,
} from '../../tests/fakes/callback-log.ts';
import { momentsOf } from './moments.ts';

const NAMES: Readonly<Record<string, string>> = { ana: 'Ana Sample', ben: 'Ben Sample' };
const told = (log: ReturnType<typeof callbackLog>, id = 'callback-1') =>
  momentsOf(id, log.events, (author) => NAMES[author] ?? author).map(
    ({ atMs, who, what, outcome, detail }) =>
      `${(atMs - minuteMs(0)) / 60_000} ${who} ${[what, outcome, detail].filter(Boolean).join(' ')}`,
  );

describe('The history of a callback', () => {
  it('is what had an effect, as it happened, under the names of the desk', () => {
    const log = callbackLog()
      .say(2, 'intake-web', requested(1))
      .say(3, 'ana', claimed)
      .say(3, 'ben', claimed)
      .say(4, 'ana', renewed)
      .say(5, 'ana', dialStarted)
      .say(6, 'ana', { type: 'note', text: 'Rang for long' })
      .say(6, 'ana', noAnswer(7))
      .say(8, 'lead-kim', releasedTo('ben'))
      .say(9, 'ben', { ...spoke, at: minuteMs(7) })
      .say(10, 'ana', cancelled);
    expect(told(log)).toEqual([
      '1 intake-web requested',
      '3 Ana Sample claimed',
      '5 Ana Sample dial-started',
      '6 Ana Sample outcome no-answer',
      '7 Ben Sample late-outcome spoke',
      '8 lead-kim handed-over Ben Sample',
    ]);
  });

  it('leaves out what a desk held in reserve', () => {
    const log = callbackLog()
      .say(0, 'intake-web', requested(0))
      .say(1, 'ana', reserved)
      .say(2, 'ana', releasedTo())
      .say(3, 'ana', reserved)
      .say(4, 'ana', claimed)
      .say(5, 'ana', releasedTo('lead'));
    expect(told(log)).toEqual(['0 intake-web requested', '4 Ana Sample claimed', '5 Ana Sample handed-over']);
  });

  it('holds what was done with the requests that joined it, and theirs is empty', () => {
    const log = callbackLog()
      .say(0, 'intake-web', requested(0))
      .say(2, 'intake-phone', requested(2), 'callback-2')
      .say(3, 'ana', cancelled, 'callback-2');
    expect(told(log)).toEqual([
      '0 intake-web requested',
      '2 intake-phone asked-again',
      '3 Ana Sample cancelled Came in person',
    ]);
    expect(told(log, 'callback-2')).toEqual([]);
  });
});
