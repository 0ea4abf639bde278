import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { DONE } from '../done.ts';
import { CallingTime } from './calling-time.ts';
import { importCsv } from './import.ts';
import { Keeper } from './keeper.ts';
import { keptAsync } from './kept.ts';
import { forgetLog } from './forget-log.ts';
import { Offers } from './offers.ts';
import type {
  AgentState,
  CommandAnswer,
  CommandInput,
  QueueCommands,
  QueueDesk,
  QueueOptions,
  RequestOrigin,
} from './queue-port.ts';
import { Rows } from './rows.ts';
import { StateMaker } from './state-maker.ts';
import { Taking } from './taking.ts';
import { Telling } from './telling.ts';
import { Workings } from './workings.ts';

/** One agent's queue at one desk, over the records and a hub. */
export function createQueue(options: QueueOptions): QueueDesk {
  return new Desk(options);
}

class Desk implements QueueDesk {
  readonly commands: QueueCommands;
  readonly #workings: Workings;
  readonly #rows: Rows;
  readonly #time: CallingTime;
  readonly #offers: Offers;
  readonly #taking: Taking;
  readonly #telling: Telling;
  readonly #keeper: Keeper;
  readonly #state: StateMaker;

  constructor(options: QueueOptions) {
    const workings = new Workings(options, () => this.#changed());
    this.#workings = workings;
    this.#time = new CallingTime(workings);
    this.#rows = new Rows(workings, this.#time);
    this.#offers = new Offers(workings, this.#time);
    this.#taking = new Taking(workings, this.#time);
    this.#telling = new Telling(workings);
    this.#keeper = new Keeper(workings, this.#offers, (id) => this.#taking.callOf(id));
    this.#state = new StateMaker(workings, this.#rows, this.#offers, (id) => this.#taking.callOf(id));
    this.commands = this.#commands();
  }

  #changed(): void {
    this.#state.changed();
    this.#keeper.lookSoon();
  }

  start(): void {
    this.#workings.heal();
    this.#workings.verification.start();
    this.#keeper.start();
    this.#state.start();
    this.#workings.sync.start();
  }

  state(): CallbackQueue {
    return this.#state.state();
  }

  startDial(input: CommandInput<'dialCallback'>): ReturnType<QueueDesk['startDial']> {
    return this.#guarded(() => this.#taking.startDial(input));
  }

  dialOrdered(callbackId: string, callId: string): void {
    this.#taking.dialOrdered(callbackId, callId);
  }

  dialNotMade(callbackId: string): void {
    this.#taking.dialNotMade(callbackId);
  }

  callsChanged(liveCallIds: readonly string[]): void {
    this.#keeper.callsChanged(liveCallIds);
  }

  setAgent(agent: AgentState): void {
    this.#state.setAgent(agent);
    this.#keeper.setAgent(agent);
  }

  request(
    input: CommandInput<'requestCallback'>,
    origin: RequestOrigin,
  ): Promise<CommandAnswer<'requestCallback'>> {
    return this.#guarded(() => this.#telling.request(input, origin));
  }

  keysChanged(): void {
    void this.#guarded(async () => {
      const read = await this.#workings.log.readAgain();
      this.#workings.sender.kick();
      this.#workings.changed();
      return read;
    });
  }

  wake(): void {
    void this.#guarded(async () => ok(await this.#workings.sync.lookAgain()));
  }

  adoptLog(): Done {
    const forgotten = forgetLog(this.#workings);
    if (!forgotten.ok) return forgotten;
    this.#workings.sync.tryNow();
    this.#workings.changed();
    return DONE;
  }

  async close(how: 'sign-out' | 'stop'): Promise<void> {
    if (how === 'sign-out') await this.#guarded(async () => ok(await this.#keeper.giveBack()));
    this.#keeper.stop();
    this.#state.stop();
    this.#workings.verification.stop();
    await this.#workings.sync.stop();
  }

  /** A disk that cannot be read or written is an answer, not a crash. */
  async #guarded<A>(act: () => A | Promise<A>): Promise<A | Result<never, AppError>> {
    const done = await keptAsync(async () => act());
    if (done.ok) return done.value;
    this.#workings.storeFailed(done.error);
    return done;
  }

  #commands(): QueueCommands {
    const [taking, telling, workings] = [this.#taking, this.#telling, this.#workings];
    return {
      listCallbacks: (input) => this.#guarded(() => this.#list(input)),
      getCallback: ({ callbackId }) => this.#guarded(() => this.#get(callbackId)),
      claimCallback: (input) => this.#guarded(() => taking.claim(input)),
      releaseCallback: (input) => this.#guarded(() => telling.release(input)),
      recordOutcome: (input) => this.#guarded(() => taking.tellOutcome(input)),
      addCallbackNote: (input) => this.#guarded(() => telling.note(input)),
      draftCallbackNote: (input) => this.#guarded(() => telling.draft(input)),
      requestCallback: (input) => this.#guarded(() => telling.request(input, null)),
      rescheduleCallback: (input) => this.#guarded(() => telling.reschedule(input)),
      cancelCallback: (input) => this.#guarded(() => telling.cancel(input)),
      skipOffer: async ({ callbackId }) => {
        this.#offers.skip(callbackId);
        workings.changed();
        return DONE;
      },
      importCallbacks: ({ text }) => this.#guarded(() => importCsv(workings, this.#time.teamZone, text)),
      listRejected: () =>
        this.#guarded(() =>
          ok(workings.options.store.outbox.rejected().map((item) => this.#rows.rejected(item))),
        ),
      dismissRejected: (input) => this.#guarded(() => telling.dismiss(input)),
      retryHub: async () => {
        workings.sync.tryNow();
        return DONE;
      },
    };
  }

  #list({ view, search, after, limit }: CommandInput<'listCallbacks'>): CommandAnswer<'listCallbacks'> {
    const { me, hubClock, options } = this.#workings;
    const query = { view, search, after, limit, me, nowMs: hubClock.shown() };
    const page = options.store.callbacks.page(query);
    return ok({
      rows: page.items.map(({ callback, unsent }) => this.#rows.row(callback, unsent)),
      after: page.after,
    });
  }

  #get(callbackId: string): CommandAnswer<'getCallback'> {
    const root = this.#workings.find(callbackId);
    const found = root && this.#workings.options.store.callbacks.get(root.id);
    return found ? ok(this.#rows.detail(found.callback, found.unsent)) : failed(appError('callback-unknown'));
  }
}
