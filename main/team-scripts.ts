import { appError } from '#shared/result.ts';
import type { Desk } from './desk.ts';
import type { OwnScripts } from './scripts/own-scripts.ts';
import type { ScriptShelf } from './scripts/shelf.ts';
import type { Log } from './system/log.ts';

export interface TeamScriptsDeps {
  readonly shelf: ScriptShelf;
  readonly log: Log;
  /** Scripts that somebody here wrote: on this computer, and in the folder of the profile where it names one. */
  readonly readOwnScripts: (folderOfTeam: string | null) => Promise<OwnScripts>;
}

/** Puts the scripts of whoever sits down on the shelf, and tells them what could not be read. */
export class TeamScripts {
  readonly #deps: TeamScriptsDeps;
  #desk: Desk | null = null;

  constructor(deps: TeamScriptsDeps) {
    this.#deps = deps;
  }

  /** Those of the app are there meanwhile, and those of the team that sat here before no longer. */
  async seated(desk: Desk): Promise<void> {
    const { shelf, log, readOwnScripts } = this.#deps;
    this.#desk = desk;
    shelf.setOwn([]);
    const folder = desk.sitting.kind === 'account' ? (desk.sitting.profile.scripts.folder ?? null) : null;
    try {
      const own = await readOwnScripts(folder);
      // Somebody else sits here now.
      if (this.#desk !== desk) return;
      shelf.setOwn(own.scripts);
      desk.scriptsChanged();
      tell(desk, own, folder);
    } catch (error) {
      log.bug(error);
    }
  }
}

function tell({ notices }: Desk, { broken, missing }: OwnScripts, folder: string | null): void {
  const [first] = broken;
  if (first) notices.raise(appError('scripts-broken', { count: broken.length, ...first }));
  // This computer's own folder need not be there; one that the profile names should.
  if (folder !== null && missing.includes(folder))
    notices.raise(appError('script-folder-missing', { folder }));
}
