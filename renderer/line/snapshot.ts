import type { LineSnapshot } from '#shared/call/line-state.ts';

/** Sends the newest snapshot once per turn, however many things changed in it. No animation frames: the window is hidden. */
export class SnapshotSender {
  readonly #take: () => LineSnapshot;
  readonly #send: (snapshot: LineSnapshot) => void;
  #planned = false;

  constructor(take: () => LineSnapshot, send: (snapshot: LineSnapshot) => void) {
    this.#take = take;
    this.#send = send;
  }

  changed(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      this.#send(this.#take());
    });
  }
}
