import type { Levels } from '../../shared/call/line-state.ts';
import type { DeskBridge } from '../../shared/contract/bridges.ts';
import type { CallListEntry, DeskState } from '../../shared/contract/desk-state.ts';
import type { Debrief } from '../../shared/contract/practice.ts';
import {
  CALLBACK_COMMANDS,
  DESK_COMMANDS,
  PRACTICE_COMMANDS,
  RED_FLAG_COMMANDS,
  SCRIPT_BOOK_COMMANDS,
  SCRIPT_COMMANDS,
  type CallbackCommandName,
  type DeskCommandName,
  type PracticeCommandName,
  type RedFlagCommandName,
  type ScriptBookCommandName,
  type ScriptCommandName,
} from '../../shared/contract/names.ts';
import { failed, ok, type AppError } from '../../shared/result.ts';
import type { KeptRecords, RecordsRules } from '../../shared/contract/sign-in.ts';
import { knownHere } from './records-here.ts';
import { bookAnswers, isAboutBook, SCRIPT_BOOK_QUESTIONS, type FakeScriptBook } from './fake-script-book.ts';
import { answerAboutScripts, isAboutScripts, SCRIPT_QUESTIONS, shelf } from './fake-scripts.ts';
import { answerAboutQueue, CALLBACK_QUESTIONS, type FakeQueue } from './fake-queue.ts';

type CommandName =
  | DeskCommandName
  | CallbackCommandName
  | ScriptCommandName
  | PracticeCommandName
  | RedFlagCommandName
  | ScriptBookCommandName;

/** A command that the desk gave, and what went with it. */
export interface Given {
  name: CommandName;
  input: unknown;
}

export interface FakeDesk {
  bridge: DeskBridge;
  /** Commands given so far, oldest first, without the questions. */
  given: Given[];
  state: () => DeskState;
  /** Pushes a new state, as main does, with the next revision. */
  push: (change: Partial<DeskState>) => void;
  pushLevels: (levels: Levels) => void;
  /** From now on this is kept here for whoever sits at the desk. */
  keep: (kept: KeptRecords, rules?: Partial<RecordsRules>) => void;
  /** Another program hands a number over. */
  pushNumber: (text: string) => void;
  /** The next command of this name fails. */
  refuse: (name: CommandName, error: AppError) => void;
  /** The next command of this name answers only once the function that this returns is called. */
  delay: (name: CommandName) => () => void;
}

const QUESTIONS: ReadonlySet<CommandName> = new Set([
  'getState',
  'listCalls',
  'listDebriefs',
  'recordsHere',
  ...CALLBACK_QUESTIONS,
  ...SCRIPT_QUESTIONS,
  ...SCRIPT_BOOK_QUESTIONS,
]);
const CALLBACK_NAMES: ReadonlySet<string> = new Set(CALLBACK_COMMANDS);

function isAboutQueue(name: CommandName): name is CallbackCommandName {
  return CALLBACK_NAMES.has(name);
}

/**
 * The desk's bridge without a main process: it remembers what was asked, answers "done", and pushes the states
 * that a test or the gallery scripts. Whatever crosses it is copied, as IPC does.
 */
export function fakeDesk(
  first: DeskState,
  callList: readonly CallListEntry[] = [],
  queue: FakeQueue = {},
  debriefs: readonly Debrief[] = [],
  scriptBook: FakeScriptBook = {},
): FakeDesk {
  const book = bookAnswers(scriptBook, shelf);
  let state = structuredClone(first);
  let records = structuredClone(knownHere);
  const stateListeners = new Set<(state: DeskState) => void>();
  const levelListeners = new Set<(levels: Levels) => void>();
  const numberListeners = new Set<(text: string) => void>();
  const refusals = new Map<CommandName, AppError>();
  const delays = delayed<CommandName>();
  const given: Given[] = [];

  const answer = (name: CommandName, input: unknown): unknown => {
    if (name === 'getState') return ok(structuredClone(state));
    if (name === 'recordsHere') return ok(structuredClone(records));
    if (isAboutBook(name)) return book[name](input as never);
    if (isAboutQueue(name)) return answerAboutQueue(queue, name, input);
    return answerFrom({ callList, debriefs }, name, input);
  };
  const command = (name: CommandName) => async (input: unknown) => {
    if (!QUESTIONS.has(name)) given.push({ name, input: structuredClone(input) });
    const refusal = refusals.get(name);
    refusals.delete(name);
    await delays.passed(name);
    return refusal ? failed(refusal) : answer(name, input);
  };

  const bridge = bridgeOf(command, {
    onState: subscription(stateListeners),
    onLevels: subscription(levelListeners),
    onNumber: subscription(numberListeners),
  });

  return {
    bridge,
    given,
    state: () => state,
    push(change) {
      state = structuredClone({ ...state, ...change, revision: state.revision + 1 });
      tellAll(stateListeners, state);
    },
    pushLevels: (levels) => tellAll(levelListeners, levels),
    pushNumber: (text) => tellAll(numberListeners, text),
    keep: (kept, rules = {}) => void (records = { kept, rules: { ...knownHere.rules, ...rules } }),
    refuse: (name, error) => void refusals.set(name, error),
    delay: delays.delay,
  };
}

function tellAll<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
  for (const listener of listeners) listener(structuredClone(value));
}

/** What is past: calls, and debriefs that were kept. */
interface Past {
  callList: readonly CallListEntry[];
  debriefs: readonly Debrief[];
}

function answerFrom({ callList, debriefs }: Past, name: CommandName, input: unknown): unknown {
  if (name === 'listDebriefs') return ok(structuredClone(debriefs));
  return isAboutScripts(name) ? answerAboutScripts(name, input) : answerAboutCalls(callList, name, input);
}

/** Of the calls that are over; to all else "done". */
function answerAboutCalls(callList: readonly CallListEntry[], name: CommandName, input: unknown): unknown {
  if (name === 'listCalls') return ok(page(callList, input as CallPage));
  return ['dial', 'startConsult', 'bringIn'].includes(name) ? ok({ callId: 'dialled' }) : ok();
}

/** Every name of the contract gets its function; the compiler cannot see through the loop. */
function bridgeOf(command: (name: CommandName) => unknown, hears: object): DeskBridge {
  const names = [
    ...DESK_COMMANDS,
    ...CALLBACK_COMMANDS,
    ...SCRIPT_COMMANDS,
    ...SCRIPT_BOOK_COMMANDS,
    ...PRACTICE_COMMANDS,
    ...RED_FLAG_COMMANDS,
  ];
  const asks = names.map((name) => [name, command(name)]);
  const bridge: unknown = { ...Object.fromEntries(asks), ...hears };
  return bridge as DeskBridge;
}

/** Answers that wait until a test lets them go. */
export function delayed<Name extends string>() {
  const waits = new Map<Name, Promise<void>>();
  return {
    delay: (name: Name) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waits.set(name, promise);
      return () => resolve();
    },
    async passed(name: Name): Promise<void> {
      const wait = waits.get(name);
      waits.delete(name);
      await wait;
    },
  };
}

export function subscription<T>(listeners: Set<(value: T) => void>) {
  return (listener: (value: T) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}

interface CallPage {
  before: string | null;
  limit: number;
  search?: string;
}

function page(all: readonly CallListEntry[], { before, limit, search = '' }: CallPage) {
  const wanted = search.toLowerCase();
  const list = all.filter(({ name, number }) => `${name} ${number}`.toLowerCase().includes(wanted));
  const start = before === null ? 0 : list.findIndex(({ id }) => id === before) + 1;
  const entries = list.slice(start, start + limit);
  return { entries: structuredClone(entries), more: start + limit < list.length };
}
