import type { Call } from '#shared/call/call.ts';
import type { Party, Who } from '../store/who.ts';
import { words } from './words.ts';

/** What is known of a call beside the name: the number, the queue that brought it, who handed it over. */
export function originOf(call: Call, who: (party: Party) => Who): string[] {
  const facts = [
    who(call.remote).number,
    call.queue,
    call.referredBy && words.handedOverBy(who({ name: '', number: call.referredBy }).title),
    call.practice && words.practice,
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}
