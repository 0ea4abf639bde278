import type { CallNotes } from '#shared/contract/practice.ts';
import type { Leg } from '../sip/memory/leg.ts';
import { type Ear, freshEar, hear } from './ear.ts';
import type { LegSound } from './leg-sound.ts';
import { step } from './patient.ts';
import {
  newPatient,
  type PatientAction,
  type PatientEvent,
  type PatientState,
  type Person,
} from './patient-state.ts';
import { notesOf } from './patient-notes.ts';
import type { Voice } from './voice.ts';

/** How often the person listens and thinks. */
const TICK_MS = 50;

/**
 * Puts a person on a leg, ringing or up, until one side hangs up: the rules of `patient.ts` together with a voice, an
 * ear and a SIP leg. Goes on over another leg when the call is transferred.
 */
export function converse(person: Person, voice: Voice, leg: Leg<LegSound>): Conversation {
  const conversation = new Conversation(person, voice);
  conversation.begin(leg);
  return conversation;
}

export class Conversation {
  readonly #person: Person;
  readonly #voice: Voice;
  #timer: ReturnType<typeof setInterval> | undefined;
  #state: PatientState;
  #ear: Ear;
  #listenedAt: number;
  #leg: Leg<LegSound> | null = null;
  /** What they noticed, once the agent's part in it is over. */
  #lastNotes: CallNotes | null = null;
  /** The leg that a transfer is trying to bring up. */
  #transfer: Leg<LegSound> | null = null;

  constructor(person: Person, voice: Voice) {
    this.#person = person;
    this.#voice = voice;
    this.#listenedAt = performance.now();
    this.#state = newPatient(person, this.#listenedAt);
    this.#ear = freshEar(this.#listenedAt);
  }

  begin(leg: Leg<LegSound>): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#attach(leg);
  }

  /** What they noticed of the call with the agent; null when nobody answered. */
  notes(): CallNotes | null {
    return this.#lastNotes ?? notesOf(this.#person, this.#state, performance.now());
  }

  /** The agent opened a feeling of the script. */
  chipUsed(): void {
    this.#tell('chip-used');
  }

  #attach(leg: Leg<LegSound>): void {
    this.#leg = leg;
    this.#voice.speakInto(leg.media.mouth);
    leg.listen({
      answered: () => this.#tell('answered'),
      heldChanged: (held) => this.#tell(held ? 'held' : 'taken-back'),
      referred: (other) => this.#tryTransfer(other),
      replacedBy: (other) => this.#tryTransfer(other),
      // After a transfer the old leg ends, and that is as it should be.
      ended: () => {
        if (leg === this.#leg && !this.#transfer) this.#tell('other-side-hung-up');
      },
    });
    if (leg.isOver) this.#tell('other-side-hung-up');
    else if (leg.isUp) this.#tell('answered');
  }

  /** The call that is up goes on until the new one is up; if that fails, nothing has happened. */
  #tryTransfer(other: Leg<LegSound>): void {
    this.#transfer = other;
    const settle = (worked: boolean) => {
      if (this.#transfer !== other) return;
      this.#transfer = null;
      if (worked) this.#moveTo(other);
      else if (this.#leg?.isOver) this.#tell('other-side-hung-up');
    };
    other.listen({
      answered: () => settle(true),
      ended: () => settle(false),
      heldChanged: () => undefined,
      referred: (third) => third.hangUp(),
      replacedBy: (third) => third.hangUp(),
    });
    if (other.isUp) settle(true);
    else if (other.isOver) settle(false);
  }

  #moveTo(leg: Leg<LegSound>): void {
    this.#lastNotes ??= this.notes();
    this.#attach(leg);
    this.#ear = freshEar(performance.now());
    this.#tell('passed-on');
  }

  #tick(): void {
    const now = performance.now();
    const heard = hear(this.#ear, this.#leg?.media.earLevel() ?? 0, now, now - this.#listenedAt);
    this.#ear = heard.ear;
    this.#listenedAt = now;
    if (heard.change) this.#apply(heard.change);
    this.#apply({ kind: 'tick', at: now });
  }

  #tell(kind: PatientEvent['kind']): void {
    this.#apply({ kind, at: performance.now() });
  }

  #apply(event: PatientEvent): void {
    const wasOver = this.#state.phase.name === 'hung-up';
    const { state, actions } = step(this.#person, this.#state, event);
    this.#state = state;
    for (const action of actions) this.#do(action);
    if (wasOver || state.phase.name !== 'hung-up') return;
    this.#lastNotes ??= this.notes();
    clearInterval(this.#timer);
    this.#voice.close();
  }

  #do(action: PatientAction): void {
    switch (action.kind) {
      case 'say':
        this.#voice.say(action.sentence, () => this.#tell('sentence-finished'));
        return;
      case 'fall-silent':
        this.#voice.fallSilent();
        return;
      case 'hang-up':
        this.#transfer?.hangUp();
        this.#leg?.hangUp();
    }
  }
}
