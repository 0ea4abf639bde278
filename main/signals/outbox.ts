import type { Posted, Signal } from '#shared/team/signal.ts';
import type { Clock } from '../clock.ts';

/** After an answer that was none. */
const TRY_AGAIN_MS = 2_000;

interface Item {
  readonly signal: Signal;
  readonly messageId: string;
  readonly resolve: (posted: Posted) => void;
  readonly callOff: () => void;
}

/** What became of one try: `no-way` when nothing was sent at all. */
export type Tried = 'told' | 'again' | 'never' | 'no-way';

type Send = (item: Pick<Item, 'signal' | 'messageId'>) => Promise<Tried>;

/** Signals that wait for a way, in memory, in their order, and no longer than they are true. */
export class Outbox {
  readonly #clock: Clock;
  readonly #send: Send;
  #items: Item[] = [];
  /** What somebody may have heard of, whatever the hub answered. */
  readonly #said = new Set<string>();
  #isSending = false;
  #callOff = (): void => undefined;

  constructor(clock: Clock, send: Send) {
    this.#clock = clock;
    this.#send = send;
  }

  put(signal: Signal, keepMs: number, messageId: string): Promise<Posted> {
    if (this.#isOverUnsaid(signal)) return Promise.resolve('over');
    return new Promise((resolve) => {
      const callOff = this.#clock.after(keepMs, () => this.#settle(item, 'late'));
      const item: Item = { signal, messageId, resolve, callOff };
      this.#items.push(item);
    });
  }

  /** Sends all in their order, until one cannot be sent now. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    this.#callOff();
    for (let item = this.#items[0]; item; item = this.#items[0]) {
      const { id } = item.signal;
      const wasSaid = this.#said.has(id);
      // From the first moment: whoever ends it meanwhile has to say so.
      this.#said.add(id);
      const sent = await this.#send(item);
      if (sent === 'no-way') {
        if (!wasSaid) this.#said.delete(id);
        break;
      }
      if (sent === 'again') {
        this.#callOff = this.#clock.after(TRY_AGAIN_MS, () => void this.flush());
        break;
      }
      this.#settle(item, sent === 'told' ? 'told' : 'late');
    }
    this.#isSending = false;
  }

  stop(): void {
    this.#callOff();
    for (const item of this.#items) this.#settle(item, 'late');
  }

  /** A flag that is over before anybody could have heard of it: nobody hears of its end either. */
  #isOverUnsaid({ type, id }: Signal): boolean {
    if (type !== 'red-flag-over') return false;
    const raised = this.#items.filter(({ signal }) => signal.type === 'red-flag' && signal.id === id);
    for (const item of raised) this.#settle(item, 'over');
    return raised.length > 0 && !this.#said.has(id);
  }

  #settle(item: Item, posted: Posted): void {
    item.callOff();
    this.#items = this.#items.filter((one) => one !== item);
    item.resolve(posted);
  }
}
