import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scriptPlace, type ScriptMove, type ScriptPlace } from './place.ts';
import { firstPlace, moved, standing } from './reading.ts';
import { PHASES, type Cue, type Phase } from './script.ts';

const cue = (text: string): Cue => ({ spans: [{ kind: 'text', text }], say: [], isTeachBack: false });
const phase = (name: Phase['name'], branches: Phase['branches'] = []): Phase => ({
  name,
  title: null,
  cues: [cue(name)],
  branches,
});
const SCRIPT = {
  phases: [
    phase('open'),
    phase('act', [
      { title: 'Here', cues: [cue('here')], branches: [{ title: 'Cannot wait', cues: [cue('now')] }] },
      { title: 'Not here', cues: [cue('not here')], branches: [] },
    ]),
    phase('close'),
  ],
};
const CHIPS = ['Angry', 'In tears'];
const after = (...moves: ScriptMove[]): ScriptPlace =>
  moves.reduce((place, move) => moved(place, move, SCRIPT, CHIPS), firstPlace(SCRIPT));
const shown = (place: ScriptPlace) => {
  const { cues, trail, offered } = standing(place, SCRIPT);
  const words = cues.map(({ spans }) => spans.map((one) => ('text' in one ? one.text : '')).join(''));
  return [words.join(), trail.join(' > '), offered.map(({ title }) => title).join()];
};
const step = (by: 1 | -1): ScriptMove => ({ kind: 'step', by });
const pick = (branch: number): ScriptMove => ({ kind: 'pick', branch });
const chip = (title: string): ScriptMove => ({ kind: 'chip', title });
const BACK: ScriptMove = { kind: 'back' };

describe('A script is read', () => {
  it('from its first phase, and step by step', () => {
    expect(shown(after())).toEqual(['open', '', '']);
    expect(shown(after(step(1)))).toEqual(['act', '', 'Here,Not here']);
    expect(shown(after(step(1), step(1), step(-1)))).toEqual(['act', '', 'Here,Not here']);
  });

  it('no further than its ends, nor to a phase that it does not have', () => {
    expect(after(step(-1))).toEqual(after());
    expect(after(step(1), step(1), step(1)).phase).toBe('close');
    expect(after({ kind: 'phase', phase: 'check' })).toEqual(after());
  });

  it('down its branches and back', () => {
    expect(shown(after(step(1), pick(0)))).toEqual(['here', 'Here', 'Cannot wait']);
    expect(shown(after(step(1), pick(0), pick(0)))).toEqual(['now', 'Here > Cannot wait', '']);
    expect(shown(after(step(1), pick(0), pick(0), BACK))).toEqual(['here', 'Here', 'Cannot wait']);
    expect(shown(after(step(1), pick(0), BACK, BACK))).toEqual(['act', '', 'Here,Not here']);
  });

  it('and finds its branch again when it comes back to a phase', () => {
    expect(shown(after(step(1), pick(1), step(1), step(-1)))).toEqual(['not here', 'Not here', '']);
  });

  it('past a digit that no branch has', () => {
    expect(after(step(1), pick(7))).toEqual(after(step(1)));
    expect(after(pick(0))).toEqual(after());
  });

  it('and remembers which phases were on screen', () => {
    expect(after({ kind: 'phase', phase: 'close' }, step(-1)).visited).toEqual(['open', 'close', 'act']);
  });
});

describe('A chip', () => {
  it('opens over the phase and closes by itself, by going back, and by moving on', () => {
    expect(after(chip('Angry')).chip).toBe('Angry');
    expect(after(chip('Angry'), chip('Angry')).chip).toBeNull();
    expect(after(chip('Angry'), BACK).chip).toBeNull();
    expect(after(chip('Angry'), step(1)).chip).toBeNull();
    expect(after(step(1), chip('Angry'), pick(0))).toMatchObject({ chip: null, picked: { act: [0] } });
  });

  it('is remembered once, and one that is not there is not opened', () => {
    expect(after(chip('Angry'), chip('In tears'), chip('Angry')).chipsUsed).toEqual(['Angry', 'In tears']);
    expect(after(chip('Bored'))).toEqual(after());
  });
});

describe('A place', () => {
  const move = fc.oneof(
    fc.constantFrom<ScriptMove>(BACK, step(1), step(-1), chip('Angry'), chip('In tears'), chip('Bored')),
    fc.nat(8).map(pick),
    fc.constantFrom(...PHASES).map((name): ScriptMove => ({ kind: 'phase', phase: name })),
  );

  it('is one that can be kept and shown, whatever keys were pressed', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
        const place = after(...moves);
        expect(scriptPlace.parse(place)).toEqual(place);
        expect(SCRIPT.phases.map(({ name }) => name)).toContain(place.phase);
        expect(standing(place, SCRIPT).cues.length).toBeGreaterThan(0);
      }),
    );
  });

  it('of an older version is read as far as it still goes', () => {
    const old: ScriptPlace = { ...firstPlace(SCRIPT), phase: 'act', picked: { act: [1, 3] } };
    expect(shown(old)).toEqual(['not here', 'Not here', '']);
    expect(shown({ ...old, picked: { act: [8] } })).toEqual(['act', '', 'Here,Not here']);
    expect(shown({ ...old, phase: 'check' })).toEqual(['open', '', '']);
  });
});
