import type { Call } from '#shared/call/call.ts';
import type { RedFlags } from '#shared/contract/red-flags.ts';
import type { Done } from '#shared/contract/schema.ts';
import { sameNumberBy } from '#shared/phone/same-number.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { appError, failed } from '#shared/result.ts';
import type { Heard, Posted, SignalLink } from '#shared/team/signal.ts';
import type { SignalPost } from './back-office/duties.ts';
import type { Office } from './call-reports.ts';
import type { Clock } from './clock.ts';
import { HandOvers, type HandOversDeps } from './hand-overs.ts';
import { OwnFlags } from './own-flags.ts';
import type { ScriptDesk } from './script-desk.ts';
import type { ScriptShelf } from './scripts/shelf.ts';
import { rulesOf, type Sitting } from './sitting.ts';
import { TeamFlags } from './team-flags.ts';

export interface TeamTalkDeps {
  readonly sitting: Sitting;
  readonly office: Pick<Office, 'ask' | 'onSignal' | 'onSignalLink' | 'signalLink'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly shelf: ScriptShelf;
  readonly scripts: ScriptDesk;
  readonly me: () => { readonly agent: string; readonly lead: boolean };
  /** Calls as the line told last. */
  readonly calls: () => readonly Call[];
  readonly changed: () => void;
}

/** What this sitting's desk tells its colleagues' desks for the moment, and hears from them. */
export class TeamTalk {
  readonly own: OwnFlags;
  readonly flags: TeamFlags;
  readonly #handOvers: HandOvers;
  readonly #deps: TeamTalkDeps;
  readonly #stops: readonly (() => void)[];
  #link: SignalLink;

  constructor(deps: TeamTalkDeps) {
    this.#deps = deps;
    this.#link = deps.office.signalLink();
    const { sitting, office, shelf, scripts } = deps;
    // A back office that is gone has said so itself (onGone); nobody is told by it.
    const post = (one: SignalPost): Promise<Posted> =>
      office.ask.postSignal(one).catch((): Posted => 'nobody');
    this.own = new OwnFlags({ ...deps, post });
    this.flags = new TeamFlags({ ...deps, post, card: (ref) => shelf.card(ref) });
    const rules = rulesOf(sitting);
    const extension = sitting.kind === 'account' ? sitting.account.extension : null;
    const give: HandOversDeps['give'] = (callId, handOver, by) => scripts.handedOver(callId, handOver, by);
    this.#handOvers = new HandOvers({
      ...deps,
      post,
      extension,
      numbers: rules.numbers,
      isSameNumber: sameNumberBy(rules),
      give,
    });
    this.#stops = [
      office.onSignal((heard) => this.#hear(heard)),
      office.onSignalLink((link) => this.#linkIs(link)),
    ];
  }

  /** The leads are told, and the call's journal has it, with the time. */
  raise(callId: string, card: ScriptRef): Done {
    const { calls, clock, shelf, office } = this.#deps;
    const known = shelf.card(card);
    if (!known) return failed(appError('script-unknown'));
    const raised = this.own.raise(calls(), callId, card);
    if (!raised.ok) return raised;
    // A back office that is gone has said so itself (onGone).
    void office.ask.callFlagged({ callId, atMs: clock.now(), card: known.title }).catch(() => undefined);
    return raised;
  }

  /** A patient is being handed to this number: their script goes along. */
  handsOver(callId: string, target: string): void {
    const { calls, scripts } = this.#deps;
    const call = calls().find(({ id }) => id === callId);
    const beside = scripts.state().find(({ subjectId }) => subjectId === callId);
    if (call) this.#handOvers.leaving(call, beside, target);
  }

  /** @param calls those on screen */
  follow(calls: readonly Call[]): void {
    this.own.callsAre(calls);
    this.#handOvers.callsAre(calls);
  }

  state(): RedFlags {
    return { own: this.own.state(this.#link), team: this.flags.state() };
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.own.stop();
    this.flags.stop();
  }

  #hear(heard: Heard): void {
    this.own.heard(heard);
    this.flags.heard(heard);
    this.#handOvers.heard(heard);
    this.#deps.changed();
  }

  #linkIs(link: SignalLink): void {
    this.#link = link;
    this.#deps.changed();
  }
}
