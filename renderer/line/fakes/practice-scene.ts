import type { ColleaguePersona, MoodLine, PatientPersona } from '#shared/practice/persona.ts';
import { step } from '../practice/patient.ts';
import { newPatient, type PatientEvent, type PatientState, type Person } from '../practice/patient-state.ts';

const manner = {
  voice: { name: 'en-us', pitch: 50, wordsPerMin: 150 },
  temper: { turnAfterMs: 1000, promptAfterMs: 6000, yieldAfterMs: 700, holdForMs: 60_000 },
  opening: 'opening',
  silence: ['prompt 1', 'prompt 2'],
  gaveUp: 'gave up',
  talkedOver: ['remark 1', 'remark 2'],
  afterHold: 'after hold',
};
const alike = (sentence: string): MoodLine => ({ open: sentence, tense: sentence });

/** Says the same in every mood, and goes when talked over for the third time. */
export const patient: PatientPersona = {
  kind: 'patient',
  id: 'someone',
  order: 1,
  name: 'Some One',
  number: '+12065550100',
  queue: 'Test',
  script: 'any-call',
  brief: 'for tests',
  story: 'none',
  ringForMs: 25_000,
  ...manner,
  lines: [alike('line 1'), alike('line 2')],
  closing: { open: 'closing', tense: 'closing' },
  feeling: {
    atFirst: 10,
    angeredBy: { talkedOver: 20 },
    calmedBy: {},
    eased: ['eased'],
    hurt: ['hurt'],
    walkOut: { at: 70, says: 'walk out' },
  },
};
export const colleague: ColleaguePersona = {
  kind: 'colleague',
  id: 'other',
  name: 'Other One',
  extension: '301',
  answerAfterMs: 2000,
  ...manner,
  lines: ['line 1', 'line 2'],
  closing: 'closing',
};

/** A call played by the clock: what is said and done is written down. */
export class Scene {
  now = 0;
  state: PatientState;
  readonly person: Person;
  readonly done: string[] = [];

  constructor(person: Person = patient) {
    this.person = person;
    this.state = newPatient(person, 0);
  }

  tell(kind: PatientEvent['kind']): this {
    const { state, actions } = step(this.person, this.state, { kind, at: this.now });
    this.state = state;
    this.done.push(...actions.map((action) => (action.kind === 'say' ? action.sentence : action.kind)));
    return this;
  }

  /** Time passes, ten ticks a second. */
  wait(ms: number): this {
    for (const end = this.now + ms; this.now < end;) {
      this.now += 100;
      this.tell('tick');
    }
    return this;
  }

  /** The agent says something and is quiet for long enough. */
  agentSays(ms = 1500): this {
    return this.tell('agent-began').wait(ms).tell('agent-paused').wait(1000);
  }

  /** The patient gets to the end of the sentence. */
  finish(): this {
    return this.wait(2000).tell('sentence-finished');
  }

  /** What was said and done since the last time. */
  since(): string[] {
    return this.done.splice(0);
  }
}

export const answered = (person: Person = patient) => new Scene(person).wait(3000).tell('answered');
/** The opening has been said. */
export const opened = (person: Person = patient) => {
  const scene = answered(person).agentSays().finish();
  scene.since();
  return scene;
};
