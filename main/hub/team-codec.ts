import type { EventCodec, Opened } from './codec.ts';
import type { LogMessage } from './hub.ts';
import { MAX_EVENT_BYTES } from './layout.ts';
import { CALLBACK_KIND, subjectOf } from './seal.ts';
import { teamSeal, type TeamSealParts } from './team-seal.ts';

interface Parts extends TeamSealParts {
  readonly agent: string;
}

/** Seals an agent's events for the team and opens everybody's; errors and `verify` as a team's seal has them. */
export function teamCodec({ agent, ...parts }: Parts): EventCodec {
  const { seal, open, verify } = teamSeal(CALLBACK_KIND, MAX_EVENT_BYTES, parts);
  const sealedOf = (message: LogMessage) => ({ ...message, subject: subjectOf(message) });
  return {
    seal: (callbackId, event) => seal(event, subjectOf({ callbackId, author: agent })),
    open(message): Opened {
      const opened = open(sealedOf(message));
      return opened.kind === 'message' ? { kind: 'event', event: opened.message, verified: false } : opened;
    },
    verify: (message) => verify(sealedOf(message)),
  };
}
