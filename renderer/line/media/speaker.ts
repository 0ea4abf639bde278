/** Plays the far ends on the speaker device, one audio element a call. */
export class Speaker {
  readonly #elements = new Map<string, HTMLAudioElement>();
  #deviceId = '';

  play(id: string, stream: MediaStream): void {
    if (this.#elements.has(id)) return;
    const element = new Audio();
    element.autoplay = true;
    element.srcObject = stream;
    this.#elements.set(id, element);
    void this.#route(element);
    element.play().catch(() => undefined); // no audio yet, or gone again: autoplay takes it from there
  }

  setSilent(id: string, silent: boolean): void {
    const element = this.#elements.get(id);
    if (element) element.muted = silent;
  }

  stop(id: string): void {
    const element = this.#elements.get(id);
    if (!element) return;
    element.pause();
    element.srcObject = null;
    this.#elements.delete(id);
  }

  /** Moves everything that plays, without a gap in the call. Null is the system's default. */
  async use(deviceId: string | null): Promise<void> {
    this.#deviceId = deviceId ?? '';
    await Promise.all([...this.#elements.values()].map((element) => this.#route(element)));
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    // A device that vanished between the list and now: the default stays in use until the list is read again.
    await element.setSinkId(this.#deviceId).catch(() => undefined);
  }
}
