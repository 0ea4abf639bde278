import type { Call } from '#shared/call/call.ts';
import type { LineSnapshot } from '#shared/call/line-state.ts';
import type { LineCommand, LineOrder } from '#shared/contract/line.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { AppError } from '#shared/result.ts';
import { DONE } from '../done.ts';
import { Line, noLine } from '../line.ts';
import type { FakeClock } from './fake-clock.ts';
import { quietLog } from './quiet-log.ts';

/** A line window that obeys at once unless told otherwise, at the end of main's own Line. */
export class FakeLineWindow {
  readonly line: Line;
  readonly orders: LineOrder[] = [];
  #refusal: { kind: LineCommand['kind']; error: AppError } | null = null;
  #silent = false;
  #snapshot: LineSnapshot = noLine;

  constructor(clock: FakeClock) {
    let count = 0;
    this.line = new Line({ clock, newId: () => `order-${(count += 1)}`, log: quietLog });
  }

  open(): void {
    this.line.opened((order) => {
      this.orders.push(order);
      if (!this.#silent) this.line.settled(order.id, this.#answerTo(order.command));
    });
  }

  refuse(kind: LineCommand['kind'], error: AppError): void {
    this.#refusal = { kind, error };
  }

  saysNothing(): void {
    this.#silent = true;
  }

  commands(): LineCommand[] {
    return this.orders.map(({ command }) => command);
  }

  report(change: Partial<LineSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.line.reported(this.#snapshot);
  }

  calls(...calls: Call[]): void {
    this.report({ calls });
  }

  #answerTo(command: LineCommand): Done {
    return this.#refusal?.kind === command.kind ? { ok: false, error: this.#refusal.error } : DONE;
  }
}
