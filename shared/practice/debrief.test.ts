import { describe, expect, it } from 'vitest';
import type { BalanceFigures } from '../call/balance.ts';
import type { CallNotes, Debrief } from '../contract/practice.ts';
import { debriefOf } from './debrief.ts';
import type { Trigger } from './feeling.ts';

const NOTES: CallNotes = {
  lengthMs: 90_000,
  greetedAfterMs: 1000,
  talkedOver: 0,
  longestWaitMs: 2000,
  moods: { from: 'uneasy', to: 'uneasy' },
  moments: [],
  walkedOut: false,
};
const EVEN: BalanceFigures = {
  talkMs: 30_000,
  listenMs: 40_000,
  bothMs: 0,
  silenceMs: 10_000,
  longestMonologueMs: 9000,
  currentMonologueMs: 0,
};
const SCRIPT: NonNullable<Debrief['script']> = {
  title: 'Results are late',
  phases: [
    { name: 'open', isVisited: true },
    { name: 'close', isVisited: true },
  ],
  chipsUsed: [],
};

function moment(trigger: Trigger, isCalmer: boolean): CallNotes['moments'][number] {
  return { atMs: 20_000, trigger, isCalmer, mood: 'uneasy' };
}

function after(
  notes: Partial<CallNotes>,
  {
    balance = EVEN,
    script = SCRIPT,
  }: Partial<Pick<Parameters<typeof debriefOf>[0], 'script'>> & {
    balance?: BalanceFigures | null;
  } = {},
): Debrief {
  const patient = { id: 'ada', name: 'Ada Sample' };
  return debriefOf({ id: 'd-1', at: 5, patient, facts: { notes: { ...NOTES, ...notes }, balance }, script });
}

describe('what helped', () => {
  it('is told first of all when the patient was calmer at the end, and three things are enough', () => {
    const moments = [moment('pause', true), moment('chip', true), moment('heardOut', true)];
    expect(after({ moods: { from: 'upset', to: 'calm' }, moments }).helped).toEqual([
      'calmed',
      'pause',
      'chip',
    ]);
  });

  it('is found in a plain call too', () => {
    expect(after({}).helped).toEqual(['never-talked-over', 'listened', 'greeted-soon']);
    expect(after({ talkedOver: 1 }).helped).toEqual(['listened', 'greeted-soon', 'all-phases']);
  });

  it('is, when there is nothing else to say, that the agent took the call', () => {
    const hard = after(
      { lengthMs: 4000, greetedAfterMs: null, talkedOver: 2, moods: { from: 'upset', to: 'furious' } },
      { balance: null, script: null },
    );
    expect(hard.helped).toEqual(['stayed']);
    expect(hard).toMatchObject({ shares: null, longestMonologueMs: null, script: null });
  });

  it('is nothing that angers this patient', () => {
    expect(after({ moments: [moment('chip', false)] }).helped).not.toContain('chip');
  });
});

describe('the one thing to try', () => {
  const unvisited = { ...SCRIPT, phases: [{ name: 'close', isVisited: false } as const] };
  it.each<[string, Debrief['tryNext'], Debrief]>([
    ['a hurried beginning', 'begin-slower', after({ talkedOver: 3, moments: [moment('rushed', false)] })],
    ['talking over', 'let-finish', after({ talkedOver: 1, moments: [moment('silence', false)] })],
    ['a silence that hurt', 'say-when-quiet', after({ moments: [moment('silence', false)] })],
    ['a late greeting', 'greet-sooner', after({ greetedAfterMs: 6000 })],
    ['no greeting', 'greet-sooner', after({ greetedAfterMs: null })],
    ['a long speech', 'shorter', after({}, { balance: { ...EVEN, longestMonologueMs: 40_000 } })],
    ['no pause for somebody upset', 'pause', after({ moods: { from: 'upset', to: 'upset' } })],
    [
      'no chip for somebody upset',
      'chip',
      after({ moods: { from: 'upset', to: 'upset' }, moments: [moment('pause', true)] }),
    ],
    ['parts of the script not reached', 'all-phases', after({}, { script: unvisited })],
    ['nothing at all', 'harder', after({})],
  ])('after %s is %s', (_, wanted, debrief) => {
    expect(debrief.tryNext).toBe(wanted);
  });
});
