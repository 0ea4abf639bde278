import { isLead } from '#shared/callback/author.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { BULLETIN_KIND } from '../bulletins/bulletin-kind.ts';
import { soloCrisis } from '../bulletins/crisis-desk.ts';
import { keptCrisis } from '../bulletins/kept-crisis.ts';
import { TeamCrisis } from '../bulletins/team-crisis.ts';
import { plainCodec } from '../callbacks/plain-codec.ts';
import type { Person } from '../callbacks/queue-port.ts';
import type { Clock } from '../clock.ts';
import type { AgentAccess } from '../hub/agent-file.ts';
import type { Hub, HubSession } from '../hub/hub.ts';
import { MAX_EVENT_BYTES, MAX_SCRIPT_BYTES, MAX_SIGNAL_BYTES } from '../hub/layout.ts';
import { NatsHub } from '../hub/nats-hub.ts';
import type { Roster } from '../hub/roster.ts';
import { SOLO_LOG_ID, SoloHub } from '../hub/solo-hub.ts';
import { Authoring } from '../script-book/authoring.ts';
import { HubBook } from '../script-book/hub-book.ts';
import { SCRIPT_KIND } from '../script-book/script-kind.ts';
import { soloBook } from '../script-book/solo-book.ts';
import { StoreFailure, type RecordStore } from '../records/store.ts';
import { nobodyToTell, TeamSignals } from '../signals/signal-desk.ts';
import { SIGNAL_KIND } from '../signals/signal-kind.ts';
import { soloAgentName } from './agent-name.ts';
import { accessIn } from './join-team.ts';
import type { Seated, SeatTold } from './office.ts';
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

/** Where a signed-in agent works: with the team's queue and scripts where they have joined one, else with their own. */
export function accountSeat(parts: AccountQueueParts, told: SeatTold): Seated {
  const access = accessIn(parts.store.facts);
  return access ? teamSeat(parts, access, told) : soloSeat(parts, told);
}

function soloSeat(parts: AccountQueueParts, told: SeatTold): Seated {
  const { queueChanged: onChange, bookChanged: tell, crisisIs } = told;
  const { store, profile, extension, displayName, clock, makeQueue } = parts;
  const me = { agent: soloAgentName(extension), name: displayName, lead: true };
  const hub = new SoloHub({ store, codec: plainCodec, clock, agent: me.agent });
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
  const authoring = new Authoring({ store, clock, book: soloBook({ store, clock, me }), tell });
  const crisis = soloCrisis({
    name: displayName,
    now: () => clock.now(),
    kept: keptCrisis(store.facts, SOLO_LOG_ID),
    onState: crisisIs,
  });
  return { queue, signals: nobodyToTell, crisis, authoring };
}

function teamSeat(parts: AccountQueueParts, access: AgentAccess, told: SeatTold): Seated {
  const { store, profile, makeQueue, proxyFor } = parts;
  const { servers } = profile.hub;
  const hub = new NatsHub({ access, servers, proxyFor, rosterKept: rosterIn(store) });
  const me = { agent: access.agent, name: access.displayName, lead: isLead(access.agent) };
  const { crisis, signals, book, authoring } = besideTheQueue(parts, { access, hub, me }, told);
  const opened = (session: HubSession): void => {
    signals.attach(session);
    crisis.attach(session);
    book.attach(session);
  };
  const queue = makeQueue({
    store,
    hub: withSessions(hub, opened),
    me,
    onChange: told.queueChanged,
    codec: hub.codec,
    rules: profile.callbacks,
    numbers: profile.numbers,
    colleagues: () => colleaguesIn(hub.roster, me.agent),
    importKey: null,
  });
  // Ends with the hub's last session, which the queue closes.
  hub.onTeam(() => {
    queue.keysChanged();
    book.teamChanged();
  });
  return { queue, signals, crisis, authoring };
}

/** What a team has in its hub besides the callbacks. */
function besideTheQueue(
  { store, clock }: AccountQueueParts,
  { access, hub, me }: { access: AgentAccess; hub: NatsHub; me: Person },
  told: SeatTold,
) {
  const common = {
    agent: me.agent,
    clock,
    random: Math.random,
    nameOf: (agent: string) => nameIn(hub.roster, agent),
  };
  const crisis = new TeamCrisis({
    ...common,
    seal: hub.sealOf(BULLETIN_KIND, MAX_EVENT_BYTES),
    kept: keptCrisis(store.facts, access.teamId),
    onState: told.crisisIs,
  });
  const signals = new TeamSignals({
    ...common,
    seal: hub.sealOf(SIGNAL_KIND, MAX_SIGNAL_BYTES),
    onHeard: told.heard,
    onLink: told.linkIs,
  });
  const book = new HubBook({
    ...common,
    store,
    me,
    seal: hub.sealOf(SCRIPT_KIND, MAX_SCRIPT_BYTES),
    leads: () => colleaguesIn(hub.roster, me.agent).flatMap(({ name, lead }) => (lead ? [name] : [])),
  });
  const authoring = new Authoring({ store, clock, book, tell: told.bookChanged });
  return { crisis, signals, book, authoring };
}

/** The same hub; tells of each session that it opened. */
function withSessions(hub: Hub, opened: (session: HubSession) => void): Hub {
  return {
    kind: hub.kind,
    open: async () => {
      const session = await hub.open();
      if (session.ok) opened(session.value);
      return session;
    },
  };
}

function nameIn(roster: Roster | null, agent: string): string {
  return roster?.members.findLast(({ name }) => name === agent)?.displayName ?? agent;
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
