import { ok } from '#shared/result.ts';
import { NOBODY } from '../done.ts';
import type { Authoring } from '../script-book/authoring.ts';
import type { ScriptDuties } from './duties.ts';

/** Everything about writing scripts, for whoever sits here now. */
export function scriptDuties(authoring: () => Authoring | null): ScriptDuties {
  const here = <T>(act: (authoring: Authoring) => T): T | typeof NOBODY => {
    const now = authoring();
    return now ? act(now) : NOBODY;
  };
  return {
    scriptBook: async () => here(async (now) => ok(await now.all())),
    listDrafts: async () => here((now) => ok(now.drafts())),
    openText: async (asked) =>
      here((now) => ok({ own: now.open(asked), before: asked.script && now.baseOf(asked.script) })),
    checkText: async (asked) => here((now) => ok(now.check(asked))),
    keepDraft: async (draft) => here((now) => now.keep(draft)),
    dropDraft: async ({ draftId }) => here((now) => now.drop(draftId)),
    publishScript: async (draft) => here((now) => now.publish(draft)),
    withdrawScript: async (which) => here((now) => now.withdraw(which)),
    listVersions: async ({ script }) => here((now) => ok(now.versions(script))),
    readVersion: async (which) => here((now) => now.version(which)),
  };
}
