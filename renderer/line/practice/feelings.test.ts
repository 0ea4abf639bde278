import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatientPersona } from '#shared/practice/persona.ts';
import { moodAt } from '#shared/practice/feeling.ts';
import { answered, colleague, opened, patient, Scene } from '../fakes/practice-scene.ts';
import { step } from './patient.ts';
import { newPatient, type PatientEvent } from './patient-state.ts';
import { notesOf } from './patient-notes.ts';

/** Upset when they call; every point is told apart by its size. */
const upset: PatientPersona = {
  ...patient,
  lines: [
    { open: 'open 1', tense: 'tense 1', heavy: true },
    { open: 'secret' },
    { open: 'open 3', tense: 'tense 3' },
  ],
  closing: { open: 'warm goodbye', tense: 'cold goodbye' },
  feeling: {
    atFirst: 60,
    angeredBy: { talkedOver: 16, silence: 17, rushed: 18 },
    calmedBy: { heardOut: 1, pause: 20, chip: 21 },
    eased: ['eased'],
    hurt: ['hurt'],
    walkOut: { at: 95, says: 'walk out' },
  },
};

const triggers = (scene: Scene): string[] => scene.state.feeling.moments.map(({ trigger }) => trigger);
const interrupt = (scene: Scene) =>
  scene.wait(300).tell('agent-began').wait(800).tell('agent-paused').wait(1000);
/** The opening and the first line have been said, and nobody was hurt. */
const told = () => opened(upset).agentSays().finish();

describe('what a practice patient says', () => {
  it('is short while they are upset, and they keep to themselves what they would tell a calm ear', () => {
    const scene = opened(upset);
    const said = [1, 2, 3].flatMap(() => scene.agentSays().finish().since());
    expect(said).toEqual(['tense 1', 'tense 3', 'cold goodbye', 'hang-up']);
  });

  it('opens up once they are calmer, after a word about it', () => {
    const scene = told();
    scene.since();
    expect(scene.wait(1500).agentSays().since()).toEqual(['eased']);
    expect(scene.finish().since()).toEqual(['secret']);
    scene.finish().agentSays().finish().since();
    expect(scene.agentSays().since()).toEqual(['warm goodbye']);
    expect(notesOf(upset, scene.state, scene.now)?.moods).toEqual({ from: 'upset', to: 'uneasy' });
  });

  it('has a word for it when they are hurt by more than an interruption, once', () => {
    const scene = told();
    scene.since();
    expect(scene.wait(6000).finish().since()).toEqual(['prompt 1']);
    expect(scene.agentSays().since()).toEqual(['hurt']);
    expect(scene.finish().since()).toEqual(['tense 3']);
  });

  it('is the last word when it is too much', () => {
    const scene = interrupt(interrupt(opened(upset).agentSays()).finish());
    scene.since();
    expect(interrupt(scene.finish()).since()).toEqual(['tense 3', 'fall-silent', 'walk out']);
    expect(scene.finish().state.phase).toEqual({ name: 'hung-up', reason: 'had-enough' });
    expect(notesOf(upset, scene.state, scene.now)).toMatchObject({ walkedOut: true, talkedOver: 3 });
  });
});

describe('a practice patient is moved by', () => {
  it('having been heard out: the line came to its end, and then the agent spoke', () => {
    expect(triggers(opened(upset))).toEqual([]);
    expect(triggers(opened(upset).agentSays())).toEqual(['heardOut']);
  });

  it('no answer that begins before the line is over', () => {
    const scene = opened(upset).agentSays();
    scene.wait(1800).tell('agent-began').wait(200).tell('sentence-finished').wait(500).tell('agent-paused');
    expect(triggers(scene)).toEqual(['heardOut']);
  });

  it('a pause after a heavy line, and only there', () => {
    expect(triggers(opened(upset).wait(2000).agentSays())).toEqual(['heardOut']);
    expect(triggers(told().wait(1200).agentSays())).toEqual(['heardOut', 'heardOut', 'pause']);
    expect(triggers(told().wait(1000).agentSays())).toEqual(['heardOut', 'heardOut']);
  });

  it('a silence that made them ask, each time', () => {
    expect(triggers(opened(upset).wait(6000).finish().wait(6000))).toEqual(['silence', 'silence']);
  });

  it('a chip, at their next turn and once, however often it was opened', () => {
    const scene = opened(upset).tell('chip-used').tell('chip-used');
    expect(triggers(scene)).toEqual([]);
    expect(triggers(scene.agentSays())).toEqual(['heardOut', 'chip']);
  });

  it('being talked over, and by being cut off in the opening, which is rushed', () => {
    const scene = interrupt(answered(upset).agentSays());
    expect(triggers(scene)).toEqual(['rushed']);
    interrupt(scene.finish());
    expect(triggers(scene)).toEqual(['rushed', 'talkedOver']);
  });

  it('an agent who speaks for most of the first half minute', () => {
    expect(triggers(opened(upset).agentSays(14_000))).toEqual(['heardOut']);
    expect(triggers(opened(upset).agentSays(16_000))).toEqual(['heardOut', 'rushed']);
    const late = opened(upset).agentSays(2000).finish().wait(5900).agentSays(2000).finish();
    expect(triggers(late.wait(5900).agentSays(5000).finish().agentSays(16_000))).not.toContain('rushed');
  });

  it('nothing, where their file has no points for it; and a colleague by nothing at all', () => {
    expect(triggers(opened(patient).wait(6000))).toEqual([]);
    expect(triggers(interrupt(answered(colleague).wait(600)))).toEqual([]);
  });

  it('nothing that somebody else does whom they were handed to', () => {
    const scene = opened(upset).tell('passed-on').tell('chip-used').agentSays();
    expect(triggers(interrupt(scene))).toEqual([]);
  });
});

describe('the notes of a call', () => {
  it('are none before the answer', () => {
    expect(notesOf(upset, new Scene(upset).state, 5)).toBeNull();
  });

  it('tell times since the answer, and what changed the mood', () => {
    const scene = answered(upset).wait(2000).agentSays().finish().wait(2500).agentSays();
    expect(notesOf(upset, scene.state, scene.now)).toEqual({
      lengthMs: 11_500,
      greetedAfterMs: 2000,
      talkedOver: 0,
      longestWaitMs: 2500,
      moods: { from: 'upset', to: 'upset' },
      moments: [{ atMs: 9000, trigger: 'heardOut', isCalmer: true, mood: 'upset' }],
      walkedOut: false,
    });
  });
});

describe('whatever happens', () => {
  it('a patient goes on or hangs up, always within the moods, and the same again leads to the same', () => {
    const kinds = fc.constantFrom<PatientEvent['kind']>(
      'answered',
      'agent-began',
      'agent-paused',
      'sentence-finished',
      'chip-used',
      'held',
      'taken-back',
      'passed-on',
      'other-side-hung-up',
      'tick',
    );
    const events = fc.array(fc.record({ kind: kinds, afterMs: fc.nat(9000) }), { maxLength: 60 });
    const play = (list: readonly { kind: PatientEvent['kind']; afterMs: number }[]) => {
      let at = 0;
      let state = newPatient(upset, 0);
      for (const { kind, afterMs } of list) {
        at += afterMs;
        state = step(upset, state, { kind, at }).state;
        expect(state.feeling.tension).toBeGreaterThanOrEqual(0);
        expect(state.feeling.tension).toBeLessThanOrEqual(100);
      }
      return state;
    };
    fc.assert(
      fc.property(events, (list) => {
        const state = play(list);
        expect(play(list)).toEqual(state);
        const { tension, moments } = state.feeling;
        expect(moodAt(moments.at(-1)?.tension ?? 60)).toBe(moodAt(tension));
      }),
    );
  });
});
