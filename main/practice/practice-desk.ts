import type { Call } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import type { LineCommand } from '#shared/contract/line.ts';
import type { Debrief, PracticeFacts } from '#shared/contract/practice.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import { debriefOf } from '#shared/practice/debrief.ts';
import { appError, failed } from '#shared/result.ts';
import { DONE } from '../done.ts';
import type { PracticeCast } from './cast.ts';
import type { KeptDebriefs } from './kept-debriefs.ts';

export interface PracticeDeskDeps {
  readonly cast: PracticeCast;
  /** Whether this is the practice line: on a real one nobody at the other end is rehearsed. */
  readonly isPractice: boolean;
  readonly kept: KeptDebriefs;
  readonly order: (command: LineCommand) => unknown;
  readonly now: () => number;
  readonly newId: () => string;
  readonly changed: () => void;
}

/** What practising brings to a sitting: patients notice the chips that are opened, and after a call there is a debrief. */
export class PracticeDesk {
  readonly #deps: PracticeDeskDeps;
  /** How many chips of a call the patient has been told of. */
  #told: ReadonlyMap<string, number> = new Map();
  #debrief: DeskState['debrief'] = null;
  #keptRevision = 0;

  constructor(deps: PracticeDeskDeps) {
    this.#deps = deps;
  }

  state(): Pick<DeskState, 'debrief' | 'keptDebriefsRevision'> {
    return { debrief: this.#debrief, keptDebriefsRevision: this.#keptRevision };
  }

  /** Tells the patient, who called or was called, of each chip that was opened for the first time. */
  follow(calls: readonly Call[], scripts: readonly ScriptBeside[]): void {
    if (!this.#deps.isPractice) return;
    const told = new Map<string, number>();
    for (const { id } of calls.filter(isUp)) {
      const used = chipsUsed(scripts, id).length;
      // What was opened before they were on the line is not new to them.
      const before = this.#told.get(id) ?? used;
      if (used > before) this.#deps.order({ kind: 'practice-chip', callId: id });
      told.set(id, used);
    }
    this.#told = told;
  }

  /** A practice call is over. */
  over({ callId, patientId, ...facts }: PracticeFacts, scripts: readonly ScriptBeside[]): void {
    const { cast, newId, now, changed } = this.#deps;
    const patient = cast.patients.find(({ id }) => id === patientId);
    if (!patient) return;
    const { id, name } = patient;
    const script = scriptOf(scripts.find(({ subjectId }) => subjectId === callId));
    const made = debriefOf({ id: newId(), at: now(), patient: { id, name }, facts, script });
    this.#debrief = { ...made, isKept: false };
    changed();
  }

  async keep(id: string): Promise<Done> {
    const open = this.#debrief;
    if (open?.id !== id) return failed(appError('debrief-unknown'));
    if (open.isKept) return DONE;
    const { isKept: _, ...kept } = open;
    const done = await this.#deps.kept.keep(kept);
    if (!done.ok) return done;
    if (this.#debrief?.id === id) this.#debrief = { ...open, isKept: true };
    return this.#listChanged();
  }

  close(id: string): Done {
    if (this.#debrief?.id !== id) return failed(appError('debrief-unknown'));
    this.#debrief = null;
    this.#deps.changed();
    return DONE;
  }

  list(): Promise<Debrief[]> {
    return this.#deps.kept.list();
  }

  async forget(id: string): Promise<Done> {
    const done = await this.#deps.kept.forget(id);
    if (!done.ok) return done;
    if (this.#debrief?.id === id) this.#debrief = { ...this.#debrief, isKept: false };
    return this.#listChanged();
  }

  #listChanged(): Done {
    this.#keptRevision += 1;
    this.#deps.changed();
    return DONE;
  }
}

function chipsUsed(scripts: readonly ScriptBeside[], callId: string): readonly string[] {
  return scripts.find(({ subjectId }) => subjectId === callId)?.place.chipsUsed ?? [];
}

function scriptOf(beside: ScriptBeside | undefined): Debrief['script'] {
  if (!beside) return null;
  const { open, place } = beside;
  return {
    title: open.script.title,
    phases: open.script.phases.map(({ name }) => ({ name, isVisited: place.visited.includes(name) })),
    chipsUsed: place.chipsUsed,
  };
}
