import { describe, expect, it } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import { sameNumberBy } from '#shared/phone/same-number.ts';
import { HAND_OVER_WAITS_MS } from '#shared/team/hand-over.ts';
import type { HandOver, Signal } from '#shared/team/signal.ts';
import { emptyQueue } from './fakes/fake-office.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { ringing, talking } from './fakes/samples.ts';
import { HandOvers } from './hand-overs.ts';
import { ScriptDesk } from './script-desk.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';
import { PRACTICE_NUMBERS } from './sitting.ts';

const isSameNumber = sameNumberBy({ numbers: PRACTICE_NUMBERS, domain: 'sip.example' });
const NUMBER = '12025550142';
const patient = (call: Call, number = NUMBER): Call => ({ ...call, remote: { number, name: 'Ada Sample' } });

function world(extension: string | null = '1001') {
  const clock = new FakeClock();
  const posted: Signal[] = [];
  const given: { callId: string; handOver: HandOver; by: string }[] = [];
  const handOvers = new HandOvers({
    extension,
    numbers: PRACTICE_NUMBERS,
    isSameNumber,
    post: ({ signal }) => {
      posted.push(signal);
      return Promise.resolve('told');
    },
    clock,
    newId: () => 'h-1',
    give: (callId, handOver, by) => given.push({ callId, handOver, by }),
  });
  return { clock, posted, given, handOvers };
}

function beside(): ScriptBeside {
  const scripts = new ScriptDesk({
    shelf: SAMPLE_SHELF,
    isSameNumber,
    changed: () => undefined,
    now: () => 0,
    kept: [],
    keep: () => undefined,
    ofPatients: new Map(),
  });
  scripts.follow([ringing('a')], emptyQueue, false);
  scripts.choose('a', { id: 'results-late', language: 'en' });
  scripts.move('a', { kind: 'phase', phase: 'act' });
  const [one] = scripts.state();
  if (!one) throw new Error('a script');
  return one;
}

/** What Anna's desk sends when she hands a patient to 1002. */
function sent(number = NUMBER): HandOver {
  const { handOvers, posted } = world();
  handOvers.leaving(patient(talking('a'), number), beside(), '1002');
  const [signal] = posted;
  if (signal?.type !== 'hand-over') throw new Error('a hand-over');
  return signal;
}

describe('A patient who is handed on', () => {
  it('takes script and place along, for the desk of that extension', () => {
    expect(sent()).toMatchObject({
      to: '1002',
      from: '1001',
      script: { id: 'results-late', language: 'en' },
      version: 1,
      place: { phase: 'act' },
      number: NUMBER,
    });
    expect(sent('').number).toBeNull();
  });

  it('takes nothing along to a number outside, without a script, or on the practice line', () => {
    const { handOvers, posted } = world();
    handOvers.leaving(patient(talking('a')), beside(), '+1 202 555 0143');
    handOvers.leaving(patient(talking('a')), beside(), '*97');
    handOvers.leaving(patient(talking('a')), undefined, '1002');
    const practice = world(null);
    practice.handOvers.leaving(patient(talking('a')), beside(), '1002');
    expect([...posted, ...practice.posted]).toEqual([]);
  });
});

describe('The desk that takes a patient', () => {
  const heard = (signal: Signal, atMs = 1_000_000) => ({ signal, author: 'anna', name: 'Anna', atMs });

  it('gives the script to the patient’s call, once, whichever comes first', () => {
    for (const isCallFirst of [true, false]) {
      const { handOvers, given } = world('1002');
      const call = patient(ringing('b'), '+12025550142');
      if (isCallFirst) handOvers.callsAre([call]);
      handOvers.heard(heard(sent()));
      handOvers.heard(heard(sent()));
      handOvers.callsAre([call]);
      handOvers.callsAre([call]);
      expect(given).toMatchObject([{ callId: 'b', by: 'Anna', handOver: { place: { phase: 'act' } } }]);
    }
  });

  it('knows the colleague’s call once the patient is on it', () => {
    const { handOvers, given } = world('1002');
    handOvers.callsAre([patient(ringing('b'), '1001')]);
    handOvers.heard(heard(sent()));
    handOvers.callsAre([patient(talking('b'), '1001')]);
    expect(given).toEqual([]);
    handOvers.callsAre([patient(talking('b'))]);
    expect(given).toMatchObject([{ callId: 'b' }]);
  });

  it('takes up nothing that is for another desk, and nothing of some minutes ago', () => {
    const other = world('1003');
    other.handOvers.heard(heard(sent()));
    other.handOvers.callsAre([patient(ringing('b'))]);
    expect(other.given).toEqual([]);
    const late = world('1002');
    late.handOvers.heard(heard(sent(), late.clock.now() - HAND_OVER_WAITS_MS));
    late.handOvers.callsAre([patient(ringing('b'))]);
    expect(late.given).toEqual([]);
  });
});
