import type { ColleaguePersona, PatientPersona } from '#shared/practice/persona.ts';
import { moodAt, UNMOVED, type Mood, type Temperament, type Trigger } from '#shared/practice/feeling.ts';

/**
 * How somebody on the practice line behaves. No clock, no sound: it is told what happens and says what to do.
 *
 *   waiting-for-answer ──answered──▶ listening ◀──finished── speaking ──goodbye finished──▶ hung-up
 *            │                        │      └───my turn, or too quiet──▲  │
 *            │                        │                                 │  └─talked over─▶ talked-over
 *            │                        └──held──▶ held ──taken back──▶ …  └──agent pauses──────┘
 *            └──nobody answers──▶ hung-up ◀── patience is over, or the other side hung up
 *
 *   A turn: the agent has spoken and has been quiet for `turnAfterMs`. Nothing heard for `promptAfterMs`: a prompt.
 *   What was felt on the way (shared/practice/feeling.ts) is heard at the next turn: a remark when the mood is another,
 *   the line as one says it in that mood, or a goodbye when it is too much.
 */
export type PatientPhase =
  | { readonly name: 'waiting-for-answer'; readonly since: number }
  /** `heard`: the agent has said something since we stopped speaking. `after`: what we have just said to its end. */
  | {
      readonly name: 'listening';
      readonly since: number;
      readonly heard: boolean;
      readonly after: 'line' | 'heavy-line' | null;
    }
  | { readonly name: 'speaking'; readonly speech: Speech }
  | { readonly name: 'talked-over' }
  /** A goodbye that the hold cut short is said again afterwards. */
  | { readonly name: 'held'; readonly since: number; readonly goodbye: Speech | null }
  | { readonly name: 'hung-up'; readonly reason: HangUpReason };

export type HangUpReason =
  'nobody-answered' | 'said-goodbye' | 'heard-nothing' | 'had-enough' | 'held-too-long' | 'other-side';

/** line: the next of the story. prompt: asks to be spoken to. remark: on what was felt. goodbye: the last. */
export type Speech =
  | { readonly part: 'line'; readonly sentence: string; readonly index: number; readonly isHeavy: boolean }
  | { readonly part: 'prompt' | 'remark'; readonly sentence: string }
  | { readonly part: 'goodbye'; readonly sentence: string; readonly reason: HangUpReason };

/** Something that moved them, in the order of time. */
export interface Moment {
  readonly at: number;
  readonly trigger: Trigger;
  /** Tension after it. */
  readonly tension: number;
}

export interface Feeling {
  readonly tension: number;
  readonly moments: readonly Moment[];
  /** The mood that they last spoke in: when it is another now, they say so. */
  readonly shown: Mood;
  /** Remarks that were made, of each kind. */
  readonly eased: number;
  readonly hurt: number;
  /** The agent has opened a chip since the last turn. */
  readonly chipWaits: boolean;
  /** The first half minute after the opening, and for how long of it the agent spoke; null before and after. */
  readonly first: { readonly since: number; readonly spokenMs: number } | null;
}

export interface PatientState {
  readonly phase: PatientPhase;
  /** Index into the story: the opening, then the lines. */
  readonly next: number;
  /** Talks to somebody the agent handed them to. */
  readonly passedOn: boolean;
  /** How often the agent cut off the line that is next. */
  readonly attempts: number;
  readonly interruptions: number;
  /** Prompts since the agent was last heard. */
  readonly prompts: number;
  readonly agent: { readonly isSpeaking: boolean; readonly since: number };
  readonly feeling: Feeling;
  readonly answeredAt: number | null;
  /** When the agent was first heard. */
  readonly greetedAt: number | null;
  /** The longest they waited for a word of the agent's. */
  readonly longestWaitMs: number;
}

/** Times are in ms by one clock; `at` is when it happened, which may be a moment ago. */
export type PatientEvent =
  | { readonly kind: 'answered'; readonly at: number }
  | { readonly kind: 'agent-began'; readonly at: number }
  | { readonly kind: 'agent-paused'; readonly at: number }
  | { readonly kind: 'sentence-finished'; readonly at: number }
  /** The agent opened one of the feelings of the script. */
  | { readonly kind: 'chip-used'; readonly at: number }
  | { readonly kind: 'held'; readonly at: number }
  | { readonly kind: 'taken-back'; readonly at: number }
  /** Somebody else is on the line now: a transfer. */
  | { readonly kind: 'passed-on'; readonly at: number }
  | { readonly kind: 'other-side-hung-up'; readonly at: number }
  | { readonly kind: 'tick'; readonly at: number };

export type PatientAction =
  | { readonly kind: 'say'; readonly sentence: string }
  | { readonly kind: 'fall-silent' }
  | { readonly kind: 'hang-up' };

export interface Step {
  readonly state: PatientState;
  readonly actions: readonly PatientAction[];
}

export type Person = PatientPersona | ColleaguePersona;

export function temperamentOf(person: Person): Temperament {
  return person.kind === 'patient' ? person.feeling : UNMOVED;
}

export function newPatient(person: Person, now: number): PatientState {
  const tension = temperamentOf(person).atFirst;
  return {
    phase: { name: 'waiting-for-answer', since: now },
    next: 0,
    passedOn: false,
    attempts: 0,
    interruptions: 0,
    prompts: 0,
    agent: { isSpeaking: false, since: now },
    feeling: {
      tension,
      moments: [],
      shown: moodAt(tension),
      eased: 0,
      hurt: 0,
      chipWaits: false,
      first: null,
    },
    answeredAt: null,
    greetedAt: null,
    longestWaitMs: 0,
  };
}
