import { FRESH_BALANCE, interrupt, weigh, type Balance, type BalanceFigures } from '#shared/call/balance.ts';
import type { Call } from '#shared/call/call.ts';

/** Who spoke for how long in each call that is up. Known here and on the agent's screen, and gone with the call. */
export class Balances {
  readonly #balances = new Map<string, Balance>();

  /**
   * Takes in the loudness of both sides since the last time, 20 ms each.
   * @returns null for a word with a colleague: only talks with patients are weighed
   */
  take(call: Call, near: readonly number[], far: readonly number[]): BalanceFigures | null {
    if (call.consultFor !== null) return null;
    let balance = this.#balances.get(call.id) ?? FRESH_BALANCE;
    if (isBetweenTwo(call)) {
      const isMuted = call.mute.wanted || call.mute.confirmed;
      for (const [at, level] of far.entries()) {
        balance = weigh(balance, { near: isMuted ? null : (near[at] ?? 0), far: level });
      }
    } else balance = interrupt(balance);
    this.#balances.set(call.id, balance);
    return balance.figures;
  }

  /** Null when nothing was heard of this call yet. */
  of(callId: string): BalanceFigures | null {
    return this.#balances.get(callId)?.figures ?? null;
  }

  keepOnly(callIds: ReadonlySet<string>): void {
    for (const id of this.#balances.keys()) if (!callIds.has(id)) this.#balances.delete(id);
  }
}

/** Both hear each other and nobody else: what is heard on hold is music, and in a conference more than one speak there. */
function isBetweenTwo({ phase, hold, heldByFarEnd, conferenceId }: Call): boolean {
  const isHeld = hold.wanted || hold.confirmed || heldByFarEnd;
  return phase.name === 'talking' && !isHeld && conferenceId === null;
}
