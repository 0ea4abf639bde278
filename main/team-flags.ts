import type { TeamFlag } from '#shared/contract/red-flags.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import type { RedFlagCard } from '#shared/script/script.ts';
import {
  alertsAfter,
  alertsAt,
  alertsChangeAt,
  noAlerts,
  putAway,
  type Alerts,
} from '#shared/team/alerts.ts';
import { FRESH_FOR_MS, type Heard, type Posted } from '#shared/team/signal.ts';
import { appError, failed } from '#shared/result.ts';
import type { SignalPost } from './back-office/duties.ts';
import type { Clock } from './clock.ts';
import { DONE } from './done.ts';

export interface TeamFlagsDeps {
  /** This desk's agent as the team knows them. */
  readonly me: () => { readonly agent: string; readonly lead: boolean };
  readonly card: (ref: ScriptRef) => RedFlagCard | null;
  readonly post: (post: SignalPost) => Promise<Posted>;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** The team's red flags on a lead's desk; on any other there are none. */
export class TeamFlags {
  readonly #deps: TeamFlagsDeps;
  #alerts: Alerts = noAlerts;
  #callOff = (): void => undefined;

  constructor(deps: TeamFlagsDeps) {
    this.#deps = deps;
  }

  heard(heard: Heard): void {
    const { agent, lead } = this.#deps.me();
    if (lead) this.#set(alertsAfter(this.#alerts, heard, agent));
  }

  /** Tells the agent that a lead sees to it. `hub-unreachable` when the hub was away for too long. */
  async answer(id: string): Promise<Done> {
    if (!this.#has(id)) return failed(appError('bad-request'));
    const posted = await this.#deps.post({ signal: { type: 'red-flag-seen', id }, keepMs: FRESH_FOR_MS });
    return posted === 'told' ? DONE : failed(appError('hub-unreachable'));
  }

  putAway(id: string): Done {
    if (!this.#has(id)) return failed(appError('bad-request'));
    this.#set(putAway(this.#alerts, id));
    return DONE;
  }

  state(): TeamFlag[] {
    const { agent } = this.#deps.me();
    return this.#alerts.list.map(({ id, name, card, sinceMs, seenBy, over }) => ({
      id,
      name,
      card: this.#titled(card),
      sinceMs,
      seenBy: seenBy.map((one) => one.name),
      isMine: seenBy.some(({ author }) => author === agent),
      over: over && over.why,
    }));
  }

  stop(): void {
    this.#callOff();
  }

  #has(id: string): boolean {
    return this.#alerts.list.some((one) => one.id === id);
  }

  #titled(ref: ScriptRef): TeamFlag['card'] {
    const card = this.#deps.card(ref);
    return card && { title: card.title, language: card.language };
  }

  #set(next: Alerts): void {
    const { clock, changed } = this.#deps;
    const before = this.#alerts;
    this.#alerts = alertsAt(next, clock.now());
    this.#callOff();
    const due = alertsChangeAt(this.#alerts);
    if (due !== null) {
      this.#callOff = clock.after(Math.max(0, due - clock.now()), () => this.#set(this.#alerts));
    }
    if (this.#alerts !== before) changed();
  }
}
