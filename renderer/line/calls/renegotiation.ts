import type { Renegotiated } from '../sip/reinvite.ts';
import { pause } from '../time.ts';

/**
 * One re-INVITE at a time, until the dialog says what is wanted (RFC 3261 §14.1). Wishes that arrive meanwhile are
 * not queued but folded into the next one: hold-resume-hold ends up held with two re-INVITEs, not three.
 *
 *   wanted = confirmed ──wish──▶ sending ──2xx──▶ wanted = confirmed, else sending again
 *                                   ├──491──▶ a random wait ──▶ sending, even when the wish was taken back meanwhile
 *                                   ├──link lost──▶ until there is a link ──▶ sending (with ICE restart)
 *                                   ├──refused──▶ the wish is dropped
 *                                   └──481/408──▶ gone
 */
export interface RenegotiationPort {
  readonly isUp: () => boolean;
  readonly linkUp: () => Promise<void>;
  /** What the next re-INVITE will say. */
  readonly prepare: (wish: { readonly held: boolean; readonly restartIce: boolean }) => void;
  readonly send: () => Promise<Renegotiated>;
  readonly confirmed: (held: boolean, restarted: boolean) => void;
  readonly refused: (sipStatus: number) => void;
  /** The server does not know the dialog any more. */
  readonly gone: (sipStatus: number) => void;
}

/** RFC 3261 §14.1 asks for 2.1-4 s from the one who owns the Call-ID and 0-2 s from the other; the middle suits both. */
const GLARE_WAIT_MS = { least: 300, span: 2200 };
/** A far end that is busy with the dialog this often in a row will not be free the next time either. */
const GLARE_LIMIT = 8;

export class Renegotiation {
  readonly #port: RenegotiationPort;
  #held = { wanted: false, confirmed: false };
  #restart = false;
  #refresh = false;
  #glares = 0;
  #refusals = 0;
  #running: Promise<void> | null = null;

  constructor(port: RenegotiationPort) {
    this.#port = port;
  }

  /**
   * Resolves when the dialog says what is wanted by then, which may be another wish already.
   * @returns False when the far end refused.
   */
  async hold(held: boolean): Promise<boolean> {
    this.#held.wanted = held;
    const before = this.#refusals;
    await this.#run();
    return this.#refusals === before;
  }

  /** New ICE credentials and candidates on the same connection, hold kept as it is. */
  restartIce(): Promise<void> {
    this.#restart = true;
    return this.#run();
  }

  /** The same again, for the far end's session timer (RFC 4028 §7.4). */
  refresh(): Promise<void> {
    this.#refresh = true;
    return this.#run();
  }

  #run(): Promise<void> {
    this.#running ??= this.#converge().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  get #hasReason(): boolean {
    return this.#restart || this.#refresh || this.#held.wanted !== this.#held.confirmed;
  }

  async #converge(): Promise<void> {
    while (this.#port.isUp() && this.#hasReason) {
      await this.#port.linkUp();
      if (!this.#port.isUp()) return;
      const { wanted: held } = this.#held;
      const restartIce = this.#restart;
      this.#restart = false;
      this.#refresh = false;
      this.#port.prepare({ held, restartIce });
      await this.#settle(await this.#port.send(), held, restartIce);
    }
  }

  async #settle(outcome: Renegotiated, held: boolean, restartIce: boolean): Promise<void> {
    this.#glares = outcome.kind === 'glare' ? this.#glares + 1 : 0;
    switch (outcome.kind) {
      case 'accepted':
        this.#held.confirmed = held;
        this.#port.confirmed(held, restartIce);
        return;
      case 'glare':
        if (this.#glares >= GLARE_LIMIT) {
          this.#dropWish(outcome.sipStatus);
          return;
        }
        this.#restart ||= restartIce;
        // A wish that is taken back now must be told all the same: the far end's own offer, the one in our way, was
        // answered with it, and the sound of the call has followed it already.
        this.#refresh = true;
        await pause(GLARE_WAIT_MS.least + Math.random() * GLARE_WAIT_MS.span);
        return;
      case 'link-lost':
        this.#restart = true;
        await pause(GLARE_WAIT_MS.least);
        return;
      case 'refused':
        this.#dropWish(outcome.sipStatus);
        return;
      case 'gone':
        this.#port.gone(outcome.sipStatus);
    }
  }

  #dropWish(sipStatus: number): void {
    this.#glares = 0;
    this.#refusals += 1;
    this.#held.wanted = this.#held.confirmed;
    this.#port.prepare({ held: this.#held.confirmed, restartIce: false });
    this.#port.refused(sipStatus);
  }
}
