import { isLead } from '#shared/callback/author.ts';
import type { Call } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import type { FlagTold, OwnFlag } from '#shared/contract/red-flags.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { FRESH_FOR_MS, type FlagEnd, type Heard, type Posted, type SignalLink } from '#shared/team/signal.ts';
import { appError, failed } from '#shared/result.ts';
import type { SignalPost } from './back-office/duties.ts';
import type { Clock } from './clock.ts';
import { DONE } from './done.ts';

/** A lead who comes to their desk later hears of it too. */
const TOLD_AGAIN_MS = 5 * 60_000;

export interface OwnFlagsDeps {
  readonly post: (post: SignalPost) => Promise<Posted>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly changed: () => void;
}

interface Flag {
  readonly id: string;
  readonly callId: string;
  readonly card: ScriptRef;
  readonly sinceMs: number;
  /** Null while it is on its way. */
  posted: Posted | null;
  readonly seenBy: Map<string, string>;
  stopTelling: () => void;
}

/**
 * The red flags that this agent raised: one for each card of a call, told to the leads for as long as it is so, until the
 * call is over or the agent says that it was none.
 */
export class OwnFlags {
  readonly #deps: OwnFlagsDeps;
  #flags: Flag[] = [];

  constructor(deps: OwnFlagsDeps) {
    this.#deps = deps;
  }

  /** Raised once: to open the same card again says nothing new. `call-unknown` when the call is not up. */
  raise(calls: readonly Call[], callId: string, { id: cardId, language }: ScriptRef): Done {
    const call = calls.find(({ id }) => id === callId);
    if (!call || !isUp(call)) return failed(appError('call-unknown'));
    if (this.#find(callId, cardId)) return DONE;
    const { newId, clock, changed } = this.#deps;
    const flag: Flag = {
      id: newId(),
      callId,
      card: { id: cardId, language },
      sinceMs: clock.now(),
      posted: null,
      seenBy: new Map(),
      stopTelling: () => undefined,
    };
    this.#flags.push(flag);
    this.#tell(flag);
    changed();
    return DONE;
  }

  callOff(callId: string, cardId: string): Done {
    const flag = this.#find(callId, cardId);
    if (!flag) return failed(appError('call-unknown'));
    this.#end(flag, 'false-alarm');
    this.#deps.changed();
    return DONE;
  }

  /** @param calls those that live or were just over */
  callsAre(calls: readonly Call[]): void {
    const up = new Set(calls.filter(isUp).map(({ id }) => id));
    for (const flag of this.#flags) if (!up.has(flag.callId)) this.#end(flag, 'call-ended');
  }

  heard({ signal, author, name }: Heard): void {
    const flag = this.#flags.find(({ id }) => signal.type === 'red-flag-seen' && id === signal.id);
    if (!flag || !isLead(author)) return;
    flag.seenBy.set(author, name);
    this.#deps.changed();
  }

  state(link: SignalLink): OwnFlag[] {
    return this.#flags.map(({ callId, card, posted, seenBy }) => ({
      callId,
      cardId: card.id,
      told: toldOf(posted, link),
      seenBy: [...seenBy.values()],
    }));
  }

  stop(): void {
    for (const flag of this.#flags) this.#end(flag, 'call-ended');
  }

  #find(callId: string, cardId: string): Flag | undefined {
    return this.#flags.find((flag) => flag.callId === callId && flag.card.id === cardId);
  }

  #tell(flag: Flag): void {
    const { post, clock, changed } = this.#deps;
    const { id, card, sinceMs } = flag;
    const signal = { type: 'red-flag', id, card, sinceMs } as const;
    void post({ signal, keepMs: FRESH_FOR_MS }).then((posted) => {
      // What was heard once is known, whatever becomes of a later word.
      if (flag.posted !== 'told') flag.posted = posted;
      if (flag.posted === 'told' && this.#flags.includes(flag)) {
        flag.stopTelling = clock.after(TOLD_AGAIN_MS, () => this.#tell(flag));
      }
      changed();
    });
  }

  #end(flag: Flag, why: FlagEnd): void {
    flag.stopTelling();
    this.#flags = this.#flags.filter((one) => one !== flag);
    void this.#deps.post({ signal: { type: 'red-flag-over', id: flag.id, why }, keepMs: FRESH_FOR_MS });
  }
}

function toldOf(posted: Posted | null, link: SignalLink): FlagTold {
  switch (posted) {
    case 'told':
    case 'nobody':
    case 'late':
      return posted;
    case 'over':
    case null:
      return ON_ITS_WAY[link];
  }
}

const ON_ITS_WAY: Readonly<Record<SignalLink, FlagTold>> = {
  nobody: 'nobody',
  away: 'waiting',
  here: 'telling',
  off: 'off',
};
