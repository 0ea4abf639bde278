import type { OwnFlag, TeamFlag } from '../../shared/contract/red-flags.ts';

/** A red flag that this agent raised in the call at hand, and the leads know. */
export function flagNow(over: Partial<OwnFlag> = {}): OwnFlag {
  return { callId: 'call-1', cardId: 'medical-emergency', told: 'told', seenBy: [], ...over };
}

/** A colleague's red flag, as a lead sees it. */
export function teamFlagNow(over: Partial<TeamFlag> = {}): TeamFlag {
  return {
    id: 'flag-1',
    name: 'Anna Bergström',
    card: { title: 'It may be an emergency', language: 'en' },
    sinceMs: Date.now() - 95_000,
    seenBy: [],
    isMine: false,
    over: null,
    ...over,
  };
}
