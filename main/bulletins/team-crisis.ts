import { randomUUID } from 'node:crypto';
import { isLead } from '#shared/callback/author.ts';
import type { Done } from '#shared/contract/schema.ts';
import { BULLETIN_LASTS_MS, type Bulletin } from '#shared/team/bulletin.ts';
import type { CrisisMode, CrisisState } from '#shared/team/crisis.ts';
import { appError, failed, type ErrorCode } from '#shared/result.ts';
import { DONE, NOBODY } from '../done.ts';
import type { HubSession } from '../hub/hub.ts';
import { BULLETINS } from '../hub/layout.ts';
import { SideReader, type SideReaderParts, type Written } from '../hub/side-reader.ts';
import type { CrisisDesk } from './crisis-desk.ts';
import type { KeptCrisis } from './kept-crisis.ts';

export interface TeamCrisisParts extends Pick<
  SideReaderParts<Bulletin>,
  'agent' | 'seal' | 'clock' | 'random'
> {
  readonly nameOf: (agent: string) => string;
  readonly kept: KeptCrisis;
  readonly onState: (state: CrisisState) => void;
}

/**
 * Crisis mode of a team. With each session the stream is read from its beginning, and its last word counts, whatever this
 * desk had kept: so it is right again after a backup, and with another hub. Until then the copy stands.
 */
export class TeamCrisis implements CrisisDesk {
  readonly #parts: TeamCrisisParts;
  readonly #reader: SideReader<Bulletin>;
  #mode: CrisisMode | null;
  /** The last word of this reading of the stream. */
  #heard: CrisisMode | null = null;
  /** Nothing that could not be read yet came after it. */
  #isSure = true;
  #isCaughtUp = false;

  constructor(parts: TeamCrisisParts) {
    const { nameOf: _, kept, onState, ...reading } = parts;
    this.#parts = parts;
    this.#mode = kept.get();
    this.#reader = new SideReader({
      ...reading,
      place: BULLETINS,
      wayOf: ({ bulletins }) => bulletins,
      since: (hubNowMs) => hubNowMs - BULLETIN_LASTS_MS,
      onBegin: () => this.#begin(),
      onMessage: (bulletin, written) => this.#take(bulletin, written),
      onUnread: () => void (this.#isSure = false),
      onCaughtUp: () => {
        this.#isCaughtUp = true;
        this.#settle();
      },
      onLink: () => onState(this.state),
    });
  }

  get state(): CrisisState {
    return { mode: this.#mode, link: this.#reader.link };
  }

  /** A session is open; it is used until it is over. */
  attach(session: HubSession): void {
    this.#reader.attach(session);
  }

  /** This desk changes with the others, once the hub hands the word out. */
  async set(on: boolean): Promise<Done> {
    if (!isLead(this.#parts.agent)) return NOBODY;
    const id = randomUUID();
    const sent = await this.#reader.send(id, { kind: 'crisis', on, id });
    return sent.ok ? DONE : failed(appError(UNTOLD[sent.error.code] ?? 'crisis-untold'));
  }

  stop(): void {
    this.#reader.stop();
  }

  #begin(): void {
    this.#heard = null;
    this.#isSure = true;
    this.#isCaughtUp = false;
  }

  #take({ on }: Bulletin, { author, hubMs }: Written): void {
    // The hub lets nobody else write there; one that is set up otherwise changes nothing.
    if (!isLead(author)) return;
    this.#heard = on ? { sinceMs: this.#reader.toHere(hubMs), by: this.#parts.nameOf(author) } : null;
    this.#isSure = true;
    this.#settle();
  }

  /** Words from before are not lived through again: only the last of them is of now. */
  #settle(): void {
    if (!this.#isCaughtUp || !this.#isSure || isSame(this.#heard, this.#mode)) return;
    this.#mode = this.#heard;
    this.#parts.kept.set(this.#mode);
    this.#parts.onState(this.state);
  }
}

const UNTOLD: Partial<Record<ErrorCode, ErrorCode>> = {
  'hub-no-answer': 'crisis-unsure',
  'hub-misconfigured': 'crisis-off',
};

/** The clocks differ by a moment more or less from session to session; that is no news. */
const SAME_WITHIN_MS = 60_000;

function isSame(one: CrisisMode | null, other: CrisisMode | null): boolean {
  if (one === null || other === null) return one === other;
  return one.by === other.by && Math.abs(one.sinceMs - other.sinceMs) < SAME_WITHIN_MS;
}
