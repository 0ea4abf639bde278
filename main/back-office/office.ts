import { InTurn } from '#shared/in-turn.ts';
import { ok, type AppError, type Result } from '#shared/result.ts';
import type { QueueCommandName, QueueCommands, QueueDesk } from '../callbacks/queue-port.ts';
import { kept } from '../callbacks/kept.ts';
import { DONE, NOBODY } from '../done.ts';
import type { RecordStore } from '../records/store.ts';
import type { RecordsLook, Whose } from '../sign-in-records.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { CrisisState } from '#shared/team/crisis.ts';
import type { Heard, SignalLink } from '#shared/team/signal.ts';
import type { CrisisDesk } from '../bulletins/crisis-desk.ts';
import type { SignalDesk } from '../signals/signal-desk.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { CallJournalEvent } from '#shared/desk/call-journal.ts';
import { CALLBACK_COMMANDS } from '#shared/contract/names.ts';
import { keepScripts, scriptsIn } from './script-facts.ts';
import type { Authoring, BookNews } from '../script-book/authoring.ts';
import type { Opened, Opening, OfficeDuties, ScriptDuties } from './duties.ts';
import { scriptDuties } from './script-duties.ts';

/** One sitting's records, once they are open. */
export interface OpenRecords {
  readonly store: RecordStore;
  /** What opening brought to light. */
  readonly findings: readonly AppError[];
  /** Queue, signals, crisis mode and the team's scripts over these records, with the hub that they name now. */
  sit(told: SeatTold): Seated;
  /** Takes an agent's file into the records: the next queue is the team's. */
  joinHub(text: string, code: string): Result<void, AppError>;
}

/** What works while somebody sits here. */
export interface Seated {
  readonly queue: QueueDesk;
  readonly signals: SignalDesk;
  readonly authoring: Authoring;
  readonly crisis: CrisisDesk;
}

/** What whoever works is told of. */
export interface SeatTold {
  readonly queueChanged: () => void;
  readonly heard: (heard: Heard) => void;
  readonly linkIs: (link: SignalLink) => void;
  readonly bookChanged: (news: BookNews) => void;
  readonly crisisIs: (state: CrisisState) => void;
}

export interface OfficeParts {
  readonly open: (opening: Opening) => Promise<Result<OpenRecords, AppError>>;
  readonly look: (whose: Whose) => Promise<RecordsLook>;
  readonly erase: (whose: Whose) => Promise<Result<void, AppError>>;
  readonly changePin: OfficeDuties['changePin'];
  readonly tellQueue: (queue: CallbackQueue) => void;
  readonly tellCallsChanged: () => void;
  readonly tellSignal: (heard: Heard) => void;
  readonly tellSignalLink: (link: SignalLink) => void;
  readonly tellBook: (news: BookNews) => void;
  readonly tellCrisis: (state: CrisisState) => void;
}

type Sitting = OpenRecords & Seated;

/** What the thread does when main asks: everything that needs the agent's records. One sitting at a time. */
export function createOffice(parts: OfficeParts): OfficeDuties {
  const seat = new Seat(parts);
  /** Who comes, goes or changes the hub does so after whoever came before: two queues never share a store. */
  const turns = new InTurn();
  return {
    ...queueCommands(() => seat.sitting?.queue ?? null),
    ...deskDuties(() => seat.sitting, parts),
    ...scriptDuties(() => seat.sitting?.authoring ?? null),
    look: parts.look,
    erase: parts.erase,
    changePin: parts.changePin,
    open: (opening) => turns.run(() => seat.open(opening)),
    shut: () => turns.run(() => seat.shut('sign-out')),
    joinHub: ({ text, code }) => turns.run(() => seat.joinHub(text, code)),
  };
}

/** Whose records are open. Whatever fails on the way, a store that nobody works with is closed. */
class Seat {
  sitting: Sitting | null = null;
  readonly #parts: OfficeParts;

  constructor(parts: OfficeParts) {
    this.#parts = parts;
  }

  async open(opening: Opening): Promise<Result<Opened, AppError>> {
    await this.shut('stop');
    const records = await this.#parts.open(opening);
    if (!records.ok) return records;
    const { store, findings } = records.value;
    const scripts = scriptsIn(store.facts);
    return ok({ queue: this.#sit(records.value), findings, scripts });
  }

  async shut(how: 'sign-out' | 'stop'): Promise<void> {
    const closing = this.sitting;
    this.sitting = null;
    closing?.signals.stop();
    closing?.crisis.stop();
    try {
      closing?.authoring.close();
      await closing?.queue.close(how);
    } finally {
      closing?.store.close();
    }
  }

  async joinHub(text: string, code: string): Promise<Done> {
    if (!this.sitting) return NOBODY;
    const { queue, signals, crisis, authoring, ...records } = this.sitting;
    const joined = records.joinHub(text, code);
    if (!joined.ok) return joined;
    signals.stop();
    crisis.stop();
    try {
      authoring.close();
      await queue.close('stop');
    } catch (error) {
      this.#abandon(records);
      throw error;
    }
    this.#parts.tellQueue(this.#sit(records));
    // The team's scripts are others now.
    const book = await this.sitting?.authoring.all();
    if (book) this.#parts.tellBook(book);
    return DONE;
  }

  #sit(records: OpenRecords): CallbackQueue {
    try {
      const { tellSignal, tellSignalLink, tellCrisis, tellBook } = this.#parts;
      const seated = records.sit({
        queueChanged: () => this.#changed(),
        bookChanged: tellBook,
        heard: tellSignal,
        linkIs: tellSignalLink,
        crisisIs: tellCrisis,
      });
      this.sitting = { ...records, ...seated };
      const { queue, signals, crisis } = seated;
      tellSignalLink(signals.link);
      tellCrisis(crisis.state);
      queue.start();
      return queue.state();
    } catch (error) {
      this.#abandon(records);
      throw error;
    }
  }

  #abandon({ store }: OpenRecords): void {
    this.sitting = null;
    store.close();
  }

  #changed(): void {
    if (this.sitting) this.#parts.tellQueue(this.sitting.queue.state());
  }
}

type DeskDuties = Omit<
  OfficeDuties,
  keyof QueueCommands | keyof ScriptDuties | 'look' | 'erase' | 'changePin' | 'open' | 'shut' | 'joinHub'
>;

/** What main tells of the calls and the agent, and asks about them. */
function deskDuties(
  sitting: () => Sitting | null,
  { tellCallsChanged }: Pick<OfficeParts, 'tellCallsChanged'>,
): DeskDuties {
  const inSitting = <T>(act: (sitting: Sitting) => T): T | typeof NOBODY => {
    const now = sitting();
    return now ? act(now) : NOBODY;
  };
  const noted = (event: CallJournalEvent): Done =>
    inSitting(({ store }) => {
      const recorded = done(() => store.calls.record([event]));
      if (recorded.ok) tellCallsChanged();
      return recorded;
    });
  return {
    startDial: async (input) => inSitting(({ queue }) => queue.startDial(input)),
    dialOrdered: ({ callbackId, callId }) => sitting()?.queue.dialOrdered(callbackId, callId),
    dialNotMade: ({ callbackId }) => sitting()?.queue.dialNotMade(callbackId),
    requestFrom: async ({ request, origin }) => inSitting(({ queue }) => queue.request(request, origin)),
    news: ({ agent, liveCallIds }) => {
      sitting()?.queue.callsChanged(liveCallIds);
      sitting()?.queue.setAgent(agent);
    },
    wake: () => sitting()?.queue.wake(),
    postSignal: async ({ signal, keepMs }) => sitting()?.signals.post(signal, keepMs) ?? 'nobody',
    setCrisis: async ({ on }) => inSitting(({ crisis }) => crisis.set(on)),
    callBegun: async (entry) => inSitting(({ store }) => done(() => store.calls.begun(entry))),
    callEnded: async (entry) =>
      inSitting(({ store }) => {
        const put = done(() => store.calls.put(entry));
        if (put.ok) tellCallsChanged();
        return put;
      }),
    callWrapped: async ({ callId, atMs: at, outcome, note }) =>
      noted({ kind: 'wrapped-up', callId, at, outcome, note }),
    callFlagged: async ({ callId, atMs: at, card }) => noted({ kind: 'red-flag', callId, at, card }),
    // A disk that does not take it is told of with whatever has to be kept.
    keepScripts: (scripts) => void kept(() => keepScripts(sitting()?.store.facts, scripts)),
    listCalls: async (page) => inSitting(({ store }) => ok(store.calls.page(page))),
  };
}

function done(act: () => void): Done {
  const result = kept(act);
  return result.ok ? DONE : result;
}

/** Every command of the queue, for whoever sits here now. */
function queueCommands(queue: () => QueueDesk | null): QueueCommands {
  const names = CALLBACK_COMMANDS.filter((name) => name !== 'dialCallback' && name !== 'joinHub');
  const handler = (name: QueueCommandName) => async (input: never) =>
    queue()?.commands[name](input) ?? NOBODY;
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as QueueCommands;
}
