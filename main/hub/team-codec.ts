import type { EventCodec, Opened } from './codec.ts';
import type { LogMessage } from './hub.ts';
import { MAX_EVENT_BYTES } from './layout.ts';
import { CALLBACK_KIND, subjectOf } from './seal.ts';
import { teamSeal, type SealedMessage, type TeamSealParts } from './team-seal.ts';

interface Parts extends TeamSealParts {
  readonly agent: string;
}

/** Seals an agent's events for the team and opens everybody's; errors and `verify` as a team's seal has them. */
export function teamCodec({ agent, ...parts }: Parts): EventCodec {
  const team = teamSeal(CALLBACK_KIND, MAX_EVENT_BYTES, parts);
  return {
    seal: (callbackId, event) => team.seal(event, subjectOf({ callbackId, author: agent })),
    open(message): Opened {
      const opened = team.open(sealedOf(message));
      return opened.kind === 'message' ? { kind: 'event', event: opened.message, verified: false } : opened;
    },
    verify: (message) => team.verify(sealedOf(message)),
  };
}

function sealedOf(message: LogMessage): SealedMessage {
  return { ...message, subject: subjectOf(message) };
}
