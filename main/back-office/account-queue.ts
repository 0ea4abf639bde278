import { isLead } from '#shared/callback/author.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { plainCodec } from '../callbacks/plain-codec.ts';
import type { Person, QueueDesk } from '../callbacks/queue-port.ts';
import type { Clock } from '../clock.ts';
import type { AgentAccess } from '../hub/agent-file.ts';
import { NatsHub } from '../hub/nats-hub.ts';
import type { Roster } from '../hub/roster.ts';
import { SoloHub } from '../hub/solo-hub.ts';
import { Authoring, type AuthoringParts } from '../script-book/authoring.ts';
import type { BookListener } from '../script-book/book.ts';
import { soloBook } from '../script-book/solo-book.ts';
import { StoreFailure, type RecordStore } from '../records/store.ts';
import { soloAgentName } from './agent-name.ts';
import { accessIn } from './join-team.ts';
import type { QueueMaker } from './queue-maker.ts';

const ROSTER_FACT = 'team-roster';

export interface AccountQueueParts {
  readonly store: RecordStore;
  readonly profile: Profile;
  readonly extension: string;
  readonly displayName: string;
  readonly clock: Clock;
  readonly makeQueue: QueueMaker;
  readonly proxyFor: (url: string) => Promise<string | null>;
}

/** What works over the records of whoever sits at the desk. */
export interface BegunDesk {
  readonly queue: QueueDesk;
  readonly authoring: Authoring;
}
type TellBook = AuthoringParts['tell'];

/** The queue and scripts of a signed-in agent: the team's where they have joined one, their own where they have not. */
export function accountDesk(parts: AccountQueueParts, onChange: () => void, tell: TellBook): BegunDesk {
  const access = accessIn(parts.store.facts);
  return access ? teamDesk(parts, access, onChange, tell) : soloDesk(parts, onChange, tell);
}

function soloDesk(parts: AccountQueueParts, onChange: () => void, tell: TellBook): BegunDesk {
  const { store, profile, extension, displayName, clock, makeQueue } = parts;
  const me = { agent: soloAgentName(extension), name: displayName, lead: true };
  const hub = new SoloHub({ store, codec: plainCodec, clock, agent: me.agent });
  const makeBook = (listener: BookListener) => soloBook({ store, clock, me, listener });
  const authoring = new Authoring({ store, clock, makeBook, tell });
  const queue = makeQueue({
    store,
    hub,
    me,
    onChange,
    codec: plainCodec,
    colleagues: () => [],
    importKey: null,
    rules: profile.callbacks,
    numbers: profile.numbers,
  });
  return { queue, authoring };
}

function teamDesk(
  parts: AccountQueueParts,
  access: AgentAccess,
  onChange: () => void,
  tell: TellBook,
): BegunDesk {
  const { store, profile, makeQueue, proxyFor, clock } = parts;
  const { servers } = profile.hub;
  const hub = new NatsHub({ access, servers, proxyFor, rosterKept: rosterIn(store) });
  const me = { agent: access.agent, name: access.displayName, lead: isLead(access.agent) };
  const queue = makeQueue({
    store,
    hub,
    me,
    onChange,
    codec: hub.codec,
    rules: profile.callbacks,
    numbers: profile.numbers,
    colleagues: () => colleaguesIn(hub.roster, me.agent),
    importKey: null,
  });
  // Ends with the hub's last session, which the queue closes.
  hub.onTeam(() => queue.keysChanged());
  const makeBook = (listener: BookListener) => soloBook({ store, clock, me, listener });
  const authoring = new Authoring({ store, clock, makeBook, tell });
  return { queue, authoring };
}

/** A roster that the disk does not take is read anew from the hub: it only serves to notice an older one. */
function rosterIn({ facts }: RecordStore): { get(): string | null; set(text: string): void } {
  return {
    get: () => facts.get(ROSTER_FACT),
    set: (text) => {
      try {
        facts.set(ROSTER_FACT, text);
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
      }
    },
  };
}

/** Who is in the team now, by name. */
function colleaguesIn(roster: Roster | null, me: string): readonly Person[] {
  return (roster?.members ?? [])
    .filter(({ name, untilMs }) => untilMs === undefined && name !== me)
    .map(({ name, displayName }) => ({ agent: name, name: displayName, lead: isLead(name) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
