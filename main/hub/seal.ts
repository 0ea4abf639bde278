import type { KeyObject } from 'node:crypto';
import { callbackEvent, EVENT_VERSION, type CallbackEvent } from '#shared/callback/event.ts';
import type { IntakeKey } from './envelope.ts';
import type { ReadyKey } from './keyring.ts';
import { callbackSubject } from './layout.ts';
import { sealMessage, sealMessageFromIntake, type SealedKind } from './sealed-kind.ts';

/** Events of the callback log, in the envelope that every message of the team has (envelope.ts). */
export const CALLBACK_KIND: SealedKind<CallbackEvent> = {
  domain: 'hearthline-cb-1',
  version: EVENT_VERSION,
  schema: callbackEvent,
};

/** Where an event stands: both are words of the subject. */
export interface Place {
  readonly callbackId: string;
  readonly author: string;
}

export const subjectOf = ({ callbackId, author }: Place) => callbackSubject(callbackId, author);

export function sealForTeam(event: CallbackEvent, place: Place, key: ReadyKey, signing: KeyObject): Buffer {
  return sealMessage(CALLBACK_KIND, event, subjectOf(place), key, signing);
}

/** @param to the team's intake key, from the roster */
export function sealFromIntake(
  event: CallbackEvent,
  place: Place,
  to: IntakeKey,
  signing: KeyObject,
): Buffer {
  return sealMessageFromIntake(CALLBACK_KIND, event, subjectOf(place), to, signing);
}
