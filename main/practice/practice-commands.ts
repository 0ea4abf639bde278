import type { PracticeCommands } from '#shared/contract/practice.ts';
import { ok } from '#shared/result.ts';
import type { Desk } from '../desk.ts';
import { NOBODY } from '../done.ts';
import type { Handlers } from '../ipc/gate.ts';

/** What the desk's commands about debriefs do. Only whoever practises has any. */
export function practiceCommandHandlers(desk: () => Desk | null): Handlers<PracticeCommands> {
  const practice = () => {
    const sitting = desk();
    return sitting?.sitting.kind === 'practice' ? sitting.practice : null;
  };
  return {
    keepDebrief: async ({ id }) => (await practice()?.keep(id)) ?? NOBODY,
    closeDebrief: ({ id }) => practice()?.close(id) ?? NOBODY,
    listDebriefs: async () => {
      const kept = await practice()?.list();
      return kept ? ok(kept) : NOBODY;
    },
    deleteDebrief: async ({ id }) => (await practice()?.forget(id)) ?? NOBODY,
  };
}
