import type { Call } from '#shared/call/call.ts';
import type { CallbackQueue, CallbackRow } from '#shared/contract/callback-state.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { OpenScript, ScriptBeside } from '#shared/contract/scripts.ts';
import {
  chooseScript,
  type CallFacts,
  type ScriptChoice,
  type ScriptRef,
  type ScriptRule,
} from '#shared/script/choose.ts';
import type { ScriptMove, ScriptPlace } from '#shared/script/place.ts';
import { firstPlace, moved } from '#shared/script/reading.ts';
import { appError, failed } from '#shared/result.ts';
import { DONE } from './done.ts';
import type { ScriptShelf } from './scripts/shelf.ts';

/** Until a patient's language or the team's is known. */
const LANGUAGE = 'en';

interface Beside {
  readonly open: OpenScript;
  readonly rule: ScriptRule;
  readonly place: ScriptPlace;
  /** The agent chose it or moved in it: it is theirs, and no rule takes it away. */
  readonly isTheirs: boolean;
  /** What it was chosen from. */
  readonly facts: CallFacts;
}

/** Somebody to speak with: a call, or the callback in hand while there is no call for it. */
interface Subject {
  readonly id: string;
  /** What the script stays with: the callback where the call is for one, so that a second try finds the place again. */
  readonly anchor: string;
  readonly facts: CallFacts;
}

/** The scripts beside the calls of a sitting: each call has its own, and its own place in it. */
export class ScriptDesk {
  readonly #shelf: ScriptShelf;
  readonly #changed: () => void;
  /** By anchor. */
  #beside: ReadonlyMap<string, Beside> = new Map();
  #subjects: readonly Subject[] = [];

  constructor(shelf: ScriptShelf, changed: () => void) {
    this.#shelf = shelf;
    this.#changed = changed;
  }

  /** @param calls those on screen */
  follow(calls: readonly Call[], queue: CallbackQueue): void {
    this.#subjects = this.#subjectsOf(calls, queue);
    const beside = new Map<string, Beside>();
    for (const { anchor, facts } of this.#subjects) {
      const before = this.#beside.get(anchor);
      const isSettled = before?.isTheirs === true || (before && isSame(before.facts, facts));
      const now = isSettled ? before : this.#chosen(facts);
      if (now) beside.set(anchor, now);
    }
    this.#beside = beside;
  }

  state(): ScriptBeside[] {
    return this.#subjects.flatMap(({ id, anchor }) => {
      const beside = this.#beside.get(anchor);
      return beside ? [{ subjectId: id, open: beside.open, rule: beside.rule, place: beside.place }] : [];
    });
  }

  /** Another script, from its beginning. */
  choose(subjectId: string, ref: ScriptRef): Done {
    const open = this.#shelf.open(ref);
    if (!open) return failed(appError('script-unknown'));
    return this.#put(subjectId, (_, facts) => ({
      open,
      rule: { kind: 'hand' },
      place: firstPlace(open.script),
      isTheirs: true,
      facts,
    }));
  }

  move(subjectId: string, move: ScriptMove): Done {
    return this.#put(subjectId, (beside) => {
      if (!beside) return null;
      const titles = beside.open.chips.map(({ title }) => title);
      return { ...beside, place: moved(beside.place, move, beside.open.script, titles), isTheirs: true };
    });
  }

  #put(subjectId: string, change: (beside: Beside | undefined, facts: CallFacts) => Beside | null): Done {
    const subject = this.#subjects.find(({ id }) => id === subjectId);
    const next = subject && change(this.#beside.get(subject.anchor), subject.facts);
    if (!next) return failed(appError('script-unknown'));
    this.#beside = new Map([...this.#beside, [subject.anchor, next]]);
    this.#changed();
    return DONE;
  }

  #chosen(facts: CallFacts): Beside | null {
    const choice: ScriptChoice | null = chooseScript(this.#shelf.choosable(), facts);
    const open = choice && this.#shelf.open(choice.script);
    if (!choice || !open) return null;
    return { open, rule: choice.rule, place: firstPlace(open.script), isTheirs: false, facts };
  }

  #subjectsOf(calls: readonly Call[], queue: CallbackQueue): Subject[] {
    const { inHand, inHandCallId } = queue;
    const anchors = new Map(this.#subjects.map(({ id, anchor }) => [id, anchor]));
    const spoken = calls
      // A colleague needs no script.
      .filter(({ consultFor }) => consultFor === null)
      .map((call): Subject => {
        const callback = call.id === inHandCallId ? inHand : null;
        const anchor = callback?.id ?? anchors.get(call.id) ?? call.id;
        return { id: call.id, anchor, facts: factsOf(call, callback) };
      });
    if (!inHand || spoken.some(({ anchor }) => anchor === inHand.id)) return spoken;
    return [...spoken, { id: inHand.id, anchor: inHand.id, facts: factsOf(null, inHand) }];
  }
}

function factsOf(call: Call | null, callback: CallbackRow | null): CallFacts {
  return {
    direction: call?.direction ?? 'outgoing',
    queue: call?.queue ?? null,
    callback: callback && { reason: callback.reason },
    isCrisis: false,
    language: callback?.language || LANGUAGE,
  };
}

function isSame(one: CallFacts, other: CallFacts): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
