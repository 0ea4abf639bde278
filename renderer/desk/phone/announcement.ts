import type { Call } from '#shared/call/call.ts';
import { partyAt, type Party } from '../store/who.ts';
import { END_WORDS, transferWords, words } from './words.ts';

/**
 * One sentence for assistive technology about what changed between two looks at the calls; empty when nothing
 * worth saying did. A ringing call is not said here: it is an alert of its own.
 */
export function announcement(
  before: readonly Call[],
  now: readonly Call[],
  nameOf: (party: Party) => string,
): string {
  return now
    .map((call) =>
      changeOf(
        before.find(({ id }) => id === call.id),
        call,
        nameOf,
      ),
    )
    .filter(Boolean)
    .join(' ');
}

function changeOf(before: Call | undefined, now: Call, nameOf: (party: Party) => string): string {
  const name = nameOf(now.remote);
  if (before?.phase.name !== now.phase.name) return phaseChange(before, now, name);
  if (now.transfer && now.transfer.step !== before.transfer?.step) {
    return transferWords(now.transfer, nameOf(partyAt(now.transfer.target)));
  }
  if (before.hold.confirmed !== now.hold.confirmed) {
    return now.hold.confirmed ? `${name}: ${words.held}.` : `${name}: off hold.`;
  }
  if (before.mute.confirmed !== now.mute.confirmed) {
    return now.mute.confirmed ? `${words.muted}.` : 'Not muted.';
  }
  if (before.heldByFarEnd !== now.heldByFarEnd) {
    return now.heldByFarEnd ? `${words.heldByFarEnd}.` : `${name} is back.`;
  }
  if (!before.quality?.warning && now.quality?.warning) return words.poorLine('').title;
  return '';
}

function phaseChange(before: Call | undefined, now: Call, name: string): string {
  switch (now.phase.name) {
    case 'talking':
      return before?.phase.name === 'reaching' ? `${name} is back.` : `Connected with ${name}.`;
    case 'dialling':
      return `Calling ${name}.`;
    case 'alerting':
      return `It rings at ${name}.`;
    case 'reaching':
      return `Reaching ${name} again. They may still hear you.`;
    case 'ended':
      return before ? `${name}: ${END_WORDS[now.phase.reason]}.` : '';
    case 'ringing':
    case 'answering':
    case 'ending':
      return '';
  }
}
