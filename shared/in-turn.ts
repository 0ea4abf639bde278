/** Does things one after the other, in the order they were asked for. One that fails does not keep the next from its turn. */
export class InTurn {
  #last: Promise<void> = Promise.resolve();

  /** Settles as the action does. */
  run<T>(action: () => Promise<T> | T): Promise<T> {
    const turn = this.#last.then(action);
    this.#last = turn.then(
      () => undefined,
      () => undefined, // whoever asked hears of it
    );
    return turn;
  }
}
