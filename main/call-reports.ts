import type { Call } from '#shared/call/call.ts';
import { isLive } from '#shared/call/phase.ts';
import type { Availability, CallListEntry } from '#shared/contract/desk-state.ts';
import { lineOfCall, type Watched } from '#shared/desk/call-list.ts';
import type { BackOffice } from './back-office/back-office.ts';
import type { DeskNews } from './back-office/duties.ts';
import type { Notices } from './notices.ts';

/** The part of the back office that a sitting needs. */
export type Office = Pick<
  BackOffice,
  | 'ask'
  | 'onQueue'
  | 'onCallsChanged'
  | 'onGone'
  | 'onSignal'
  | 'onSignalLink'
  | 'signalLink'
  | 'onCrisis'
  | 'crisis'
>;

/** Tells the back office of the calls and the agent: what is kept, and when a callback may be offered. */
export interface CallReports {
  /** Calls under way, and those that have just ended. */
  callsAre(watched: ReadonlyMap<string, Watched>, over: readonly CallListEntry[]): void;
  agentIs(availability: Availability, calls: readonly Call[]): void;
}

export function createCallReports({ office, notices }: { office: Office; notices: Notices }): CallReports {
  /** Of the calls under way, when each was answered, as it was told last. */
  const begun = new Map<string, number | null>();
  let told: DeskNews | null = null;

  const keep = async (kept: ReturnType<Office['ask']['callEnded']>): Promise<void> => {
    const done = await kept.catch(gone);
    if (!done.ok) notices.raise(done.error);
  };
  return {
    callsAre: (watched, over) => {
      for (const [id, seen] of watched) {
        const { answeredAt } = seen.last;
        if (begun.get(id) === answeredAt) continue;
        begun.set(id, answeredAt);
        void keep(office.ask.callBegun(lineOfCall(seen, seen.seenAtMs)));
      }
      for (const entry of over) {
        begun.delete(entry.id);
        void keep(office.ask.callEnded(entry));
      }
    },
    agentIs: (availability, calls) => {
      const liveCallIds = calls.filter(isLive).map(({ id }) => id);
      const news = { agent: agentState(availability, liveCallIds.length), liveCallIds };
      if (told && told.agent === news.agent && told.liveCallIds.join() === liveCallIds.join()) return;
      told = news;
      // A back office that is gone has said so itself (onGone).
      void office.ask.news(news).catch(() => undefined);
    },
  };
}

/** Something may be offered to whoever is ready, while nobody rings or is in the ear. */
function agentState(availability: Availability, liveCalls: number): DeskNews['agent'] {
  if (availability.name === 'break') return 'away';
  return availability.name === 'ready' && liveCalls === 0 ? 'ready' : 'busy';
}

/** The back office died with the question; it has said so itself (onGone), and nothing more is known. */
function gone(): { ok: true } {
  return { ok: true };
}
