import type { RedFlagCommands } from '#shared/contract/red-flags.ts';
import type { Desk } from './desk.ts';
import { NOBODY } from './done.ts';
import type { Handlers } from './ipc/gate.ts';

/** What the desk's commands about red flags do. */
export function redFlagCommandHandlers(desk: () => Desk | null): Handlers<RedFlagCommands> {
  return {
    raiseRedFlag: ({ callId, card }) => desk()?.team.raise(callId, card) ?? NOBODY,
    callOffRedFlag: ({ callId, cardId }) => desk()?.team.own.callOff(callId, cardId) ?? NOBODY,
    answerRedFlag: async ({ id }) => desk()?.team.flags.answer(id) ?? NOBODY,
    putRedFlagAway: ({ id }) => desk()?.team.flags.putAway(id) ?? NOBODY,
  };
}
