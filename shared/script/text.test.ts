import { describe, expect, it } from 'vitest';
import type { CallScript, Cue, Phase } from './script.ts';
import { endsWithTeachBack, linksIn, textOf, wordsOf } from './text.ts';

const cue = (text: string, isTeachBack = false): Cue => ({
  spans: [{ kind: 'text', text }],
  say: [],
  isTeachBack,
});
const leaf = (cues: Cue[]) => ({ title: 'Leaf', cues });
const phase = (name: Phase['name'], cues: Cue[], inBranch: Cue[] = [], inLeaf: Cue[] = []): Phase => ({
  name,
  title: null,
  cues,
  branches: [{ title: 'Branch', cues: inBranch, branches: [leaf(inLeaf)] }],
});
const script = (...phases: Phase[]) => ({ phases, chips: [], outcomes: ['Done'] }) as unknown as CallScript;
const ASKED = cue('Ask.', true);

describe('A script', () => {
  it.each([
    ['in Check', script(phase('check', [ASKED])), true],
    ['in Close', script(phase('close', [ASKED])), true],
    ['in a branch of Close', script(phase('close', [], [ASKED])), true],
    ['in a branch of a branch of Close', script(phase('close', [], [], [ASKED])), true],
    ['in Act alone', script(phase('act', [ASKED], [ASKED], [ASKED])), false],
    ['nowhere', script(phase('close', [cue('Bye.')])), false],
  ])('with a teach-back %s ends with one: %#', (_, one, ends) => {
    expect(endsWithTeachBack(one)).toBe(ends);
  });

  it('is searched in all that can be read of it, how deep soever', () => {
    const one = script(phase('act', [cue('first')], [cue('second')], [cue('third')]));
    expect(textOf(one).split(/ +/).filter(Boolean)).toEqual([
      'first',
      'Branch',
      'second',
      'Leaf',
      'third',
      'Done',
    ]);
  });

  it('has its links found in what is done and what is said, in chips and cards too', () => {
    const to = (id: string) => ({ kind: 'script' as const, id });
    const linked = (id: string): Cue => ({ ...cue('See'), say: [[{ kind: 'link', text: id, to: to(id) }]] });
    const card = { signs: [linked('sign')], steps: [linked('step')] };
    const all = {
      script: script(phase('open', [linked('a')], [linked('b')], [linked('c')])),
      chips: [{ title: 'Angry', cues: [linked('chip')] }],
      cards: [card] as never,
    };
    expect(linksIn(all)).toEqual(['a', 'b', 'c', 'chip', 'sign', 'step'].map(to));
  });
});

describe('Words of a run', () => {
  it('have the fallback where a field stands', () => {
    expect(
      wordsOf([
        { kind: 'text', text: 'Hello ' },
        { kind: 'field', name: 'patient.name', fallback: 'their name' },
      ]),
    ).toBe('Hello their name');
  });
});
