import type { ColleaguePersona, PatientPersona } from '#shared/practice/persona.ts';

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
 */
export type PatientPhase =
  | { readonly name: 'waiting-for-answer'; readonly since: number }
  /** `heard`: the agent has said something since we stopped speaking. */
  | { readonly name: 'listening'; readonly since: number; readonly heard: boolean }
  | { readonly name: 'speaking'; readonly speech: Speech }
  | { readonly name: 'talked-over' }
  /** A goodbye that the hold cut short is said again afterwards. */
  | { readonly name: 'held'; readonly since: number; readonly goodbye: Speech | null }
  | { readonly name: 'hung-up'; readonly reason: HangUpReason };

export type HangUpReason =
  'nobody-answered' | 'said-goodbye' | 'heard-nothing' | 'was-talked-over' | 'held-too-long' | 'other-side';

/** line: the next of the story. prompt: asks to be spoken to. remark: on having been talked over. goodbye: the last. */
export type Speech =
  | { readonly part: 'line' | 'prompt' | 'remark'; readonly sentence: string }
  | { readonly part: 'goodbye'; readonly sentence: string; readonly reason: HangUpReason };

export interface PatientState {
  readonly phase: PatientPhase;
  /** Index into opening and lines. */
  readonly next: number;
  /** Talks to somebody the agent handed them to. */
  readonly passedOn: boolean;
  /** How often the agent cut off the line that is next. */
  readonly attempts: number;
  readonly interruptions: number;
  /** Prompts since the agent was last heard. */
  readonly prompts: number;
  readonly agent: { readonly isSpeaking: boolean; readonly since: number };
}

/** Times are in ms by one clock; `at` is when it happened, which may be a moment ago. */
export type PatientEvent =
  | { readonly kind: 'answered'; readonly at: number }
  | { readonly kind: 'agent-began'; readonly at: number }
  | { readonly kind: 'agent-paused'; readonly at: number }
  | { readonly kind: 'sentence-finished'; readonly at: number }
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

export function newPatient(now: number): PatientState {
  return {
    phase: { name: 'waiting-for-answer', since: now },
    next: 0,
    passedOn: false,
    attempts: 0,
    interruptions: 0,
    prompts: 0,
    agent: { isSpeaking: false, since: now },
  };
}
