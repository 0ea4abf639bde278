import type { Call } from '#shared/call/call.ts';
import { isLive } from '#shared/call/phase.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { OpenScript, ScriptBeside } from '#shared/contract/scripts.ts';
import type { IsSameNumber } from '#shared/phone/same-number.ts';
import { chooseScript, type CallFacts, type ScriptRef } from '#shared/script/choose.ts';
import type { ScriptMove } from '#shared/script/place.ts';
import { firstPlace, moved, placeIn } from '#shared/script/reading.ts';
import type { WrapUp } from '#shared/script/wrap-up.ts';
import type { HandOver } from '#shared/team/signal.ts';
import { appError, failed } from '#shared/result.ts';
import { isResuming, subjectsOf, withCall, type Beside, type Subject } from './beside.ts';
import { DONE } from './done.ts';
import { KEPT_FOR_MS, type KeptScript } from './kept-scripts.ts';
import type { ScriptShelf } from './scripts/shelf.ts';

export interface ScriptDeskDeps {
  readonly shelf: ScriptShelf;
  /** Ids of the scripts that practice patients ask for, by the patient's id. */
  readonly ofPatients: ReadonlyMap<string, string>;
  readonly changed: () => void;
  readonly isSameNumber: IsSameNumber;
  /** Epoch, ms. */
  readonly now: () => number;
  /** What the records have of the scripts that stood here when the app ended. */
  readonly kept: readonly KeptScript[];
  /** Puts them into the records, whenever there is something else to keep. */
  readonly keep: (kept: KeptScript[]) => void;
}

/** What was said anew; the rest stands. */
export interface Said {
  readonly outcome?: WrapUp['outcome'] | undefined;
  readonly note?: string | undefined;
}

const NOTHING_ELSE = { call: null, wrapUp: null, brokeOffMs: null } as const;

/**
 * The scripts beside the calls of a sitting: each call has its own, and its own place in it, until it has been told how
 * the call went.
 */
export class ScriptDesk {
  readonly #deps: ScriptDeskDeps;
  /** By anchor. */
  #beside: ReadonlyMap<string, Beside> = new Map();
  #subjects: readonly Subject[] = [];
  /** Calls whose end has been told. */
  readonly #told = new Set<string>();
  /** From before the app ended, and not on the desk again yet: a team's own script is read a moment later. */
  #kept: readonly KeptScript[];
  /** What was handed over to be kept last. */
  #written: string;

  constructor(deps: ScriptDeskDeps) {
    this.#deps = deps;
    this.#kept = deps.kept.filter(({ atMs }) => deps.now() - atMs < KEPT_FOR_MS);
    this.#written = withoutTimes(deps.kept);
  }

  /**
   * @param calls those on screen
   * @param isCrisis the team is in crisis mode
   */
  follow(calls: readonly Call[], queue: CallbackQueue, isCrisis: boolean): void {
    const { now, isSameNumber, ofPatients } = this.#deps;
    this.#takeUp(queue);
    const subjects = subjectsOf(calls, queue, {
      before: this.#subjects,
      besides: this.#beside,
      nowMs: now(),
      isSameNumber,
      ofPatients,
      isCrisis,
    });
    const beside = new Map<string, Beside>();
    for (const subject of subjects) {
      const { anchor, call } = subject;
      const found = this.#besideOf(subject);
      if (found) beside.set(anchor, withCall(found, call, call !== null && this.#told.has(call.id)));
    }
    this.#subjects = subjects;
    this.#beside = beside;
    this.#keep();
  }

  state(): ScriptBeside[] {
    return this.#subjects.flatMap(({ id, anchor, call }) => {
      const beside = this.#beside.get(anchor);
      if (!beside) return [];
      const { open, rule, place, wrapUp } = beside;
      return [{ subjectId: id, open, rule, place, wrapUp: call && isLive(call) ? null : wrapUp }];
    });
  }

  /** A script that stands beside somebody, in the version that stands there. */
  opened({ id, language }: ScriptRef): OpenScript | null {
    const open = [...this.#beside.values()].map((beside) => beside.open);
    return open.find(({ script }) => script.id === id && script.language === language) ?? null;
  }

  /** Another script, from its beginning. */
  choose(subjectId: string, ref: ScriptRef): Done {
    const open = this.#deps.shelf.open(ref);
    if (!open) return failed(appError('script-unknown'));
    return this.#put(subjectId, (beside, facts) => ({
      ...(beside ?? NOTHING_ELSE),
      // It has outcomes of its own.
      wrapUp: beside?.wrapUp ? { ...beside.wrapUp, outcome: null } : null,
      open,
      rule: { kind: 'hand' },
      place: firstPlace(open.script),
      isTheirs: true,
      facts,
    }));
  }

  /** What came with a patient from a colleague, where they were in it. What the agent chose themselves stays. */
  handedOver(subjectId: string, { script, place }: HandOver, by: string): void {
    const open = this.#deps.shelf.open(script);
    // A colleague's own script that this desk does not have: the rules choose, as for any call.
    if (!open || open.script.id !== script.id) return;
    const titles = open.chips.map(({ title }) => title);
    this.#put(subjectId, (beside, facts) =>
      beside?.rule.kind === 'hand'
        ? beside
        : {
            ...(beside ?? NOTHING_ELSE),
            open,
            rule: { kind: 'handed-over', by },
            place: placeIn(place, open.script, titles),
            isTheirs: true,
            facts,
          },
    );
  }

  move(subjectId: string, move: ScriptMove): Done {
    return this.#put(subjectId, (beside) => {
      if (!beside) return null;
      const titles = beside.open.chips.map(({ title }) => title);
      return { ...beside, place: moved(beside.place, move, beside.open.script, titles), isTheirs: true };
    });
  }

  /** How a call went, as far as it is said. Errors: those of the command `wrapUp`. */
  draft(callId: string, { outcome, note }: Said): Done {
    const asked = this.asked(callId);
    if (!asked) return failed(appError('call-unknown'));
    const [anchor, beside, wrapUp] = asked;
    if (outcome !== undefined && outcome !== null && !beside.open.script.outcomes.includes(outcome)) {
      return failed(appError('bad-request', { what: 'outcome' }));
    }
    this.#set(anchor, {
      ...beside,
      wrapUp: { ...wrapUp, ...(outcome !== undefined && { outcome }), ...(note !== undefined && { note }) },
    });
    return DONE;
  }

  /** The call that how it went is asked of; null when nothing is (any more). */
  asked(callId: string): readonly [anchor: string, beside: Beside, wrapUp: WrapUp] | null {
    for (const [anchor, beside] of this.#beside) {
      if (beside.wrapUp?.callId === callId) return [anchor, beside, beside.wrapUp];
    }
    return null;
  }

  /** It has been told, and is not asked again. */
  told(callId: string): void {
    const asked = this.asked(callId);
    if (!asked) return;
    const [anchor, beside] = asked;
    this.#told.add(callId);
    this.#set(anchor, { ...beside, ...NOTHING_ELSE });
  }

  /** What is still to be told of the last call for a callback. */
  askedWith(callbackId: string): WrapUp | null {
    return this.#beside.get(callbackId)?.wrapUp ?? null;
  }

  /** Everything that was said and not kept for good. */
  untold(): WrapUp[] {
    return [...this.#beside.values()].flatMap(({ wrapUp }) => wrapUp ?? []);
  }

  #put(subjectId: string, change: (beside: Beside | undefined, facts: CallFacts) => Beside | null): Done {
    const subject = this.#subjects.find(({ id }) => id === subjectId);
    const next = subject && change(this.#beside.get(subject.anchor), subject.facts);
    if (!next) return failed(appError('script-unknown'));
    this.#set(subject.anchor, next);
    return DONE;
  }

  #set(anchor: string, beside: Beside): void {
    this.#beside = new Map([...this.#beside, [anchor, beside]]);
    this.#keep();
    this.#deps.changed();
  }

  #besideOf(subject: Subject): Beside | null {
    const { anchor, facts } = subject;
    const before = this.#beside.get(anchor);
    if (!before) return this.#chosen(facts, NOTHING_ELSE);
    if (isResuming(before, subject)) return { ...before, rule: { kind: 'resumed' }, isTheirs: true };
    const isSettled = before.isTheirs || isSame(before.facts, facts);
    return isSettled ? before : this.#chosen(facts, before);
  }

  #chosen(
    facts: CallFacts,
    { call, wrapUp, brokeOffMs }: Pick<Beside, keyof typeof NOTHING_ELSE>,
  ): Beside | null {
    const { shelf } = this.#deps;
    const choice = chooseScript(shelf.choosable(), facts);
    const open = choice && shelf.open(choice.script);
    if (!choice || !open) return null;
    const place = firstPlace(open.script);
    return { open, rule: choice.rule, place, isTheirs: false, facts, call, wrapUp, brokeOffMs };
  }

  /** Puts back what stood here when the app ended, once its script is there, and of a callback once it is in hand. */
  #takeUp({ inHand }: CallbackQueue): void {
    this.#kept = this.#kept.filter((one) => {
      const { anchor, script, place, call, outcome, note, atMs } = one;
      const open = this.#deps.shelf.open(script);
      if (!open || (call === null && anchor !== inHand?.id)) return true;
      const wrapUp = call && { callId: call.id, who: call.who, outcome, note };
      const beside: Beside = {
        open,
        rule: { kind: 'resumed' },
        place,
        isTheirs: true,
        facts: NO_FACTS,
        call: wrapUp && { callId: wrapUp.callId, who: wrapUp.who },
        wrapUp,
        brokeOffMs: wrapUp && atMs,
      };
      this.#beside = new Map([[anchor, beside], ...this.#beside]);
      return false;
    });
  }

  #keep(): void {
    const atMs = this.#deps.now();
    const standing = [...this.#beside].flatMap(([anchor, { open, place, call, wrapUp, isTheirs, facts }]) => {
      // Of a call that nobody answered there is nothing to tell; a callback's place is found again by its own id.
      if (call === null && !(isTheirs && facts.callback !== null)) return [];
      const { id, language } = open.script;
      const { outcome = null, note = '' } = wrapUp ?? {};
      const spoken = call && { id: call.callId, who: call.who };
      return [{ anchor, script: { id, language }, place, call: spoken, outcome, note, atMs }];
    });
    const kept = [...standing, ...this.#kept];
    const written = withoutTimes(kept);
    if (written === this.#written) return;
    this.#written = written;
    this.#deps.keep(kept);
  }
}

/** Of what stood here before the app ended nobody knows any more what it was chosen from; it is not chosen again. */
const NO_FACTS: CallFacts = {
  direction: 'incoming',
  queue: null,
  callback: null,
  isCrisis: false,
  practice: null,
  language: 'en',
};

function isSame(one: CallFacts, other: CallFacts): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withoutTimes(kept: readonly KeptScript[]): string {
  return JSON.stringify(kept.map((one) => ({ ...one, atMs: 0 })));
}
