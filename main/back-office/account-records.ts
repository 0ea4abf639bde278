import { uptime } from 'node:os';
import { appError, ok, type AppError, type Result } from '#shared/result.ts';
import { CALLS_KEPT_DAYS } from '#shared/desk/calls-kept.ts';
import { kept } from '../callbacks/kept.ts';
import type { Clock } from '../clock.ts';
import { createKeyRing, type KeyRing } from '../records/key-ring.ts';
import { mendStore } from '../records/mend-store.ts';
import type { Unlocked } from '../records/one-key.ts';
import { openRecordStore } from '../records/open-store.ts';
import type { RecordStore } from '../records/store.ts';
import { accountSeat } from './account-queue.ts';
import type { OfficeDuties, Opening } from './duties.ts';
import { joinTeam } from './join-team.ts';
import type { OpenRecords } from './office.ts';
import type { QueueMaker } from './queue-maker.ts';

export interface AccountRecordsParts {
  /** Holds a folder for each agent who has records at this desk. */
  readonly folder: string;
  /** 32 bytes. */
  readonly deviceSecret: Uint8Array;
  readonly clock: Clock;
  readonly makeQueue: QueueMaker;
  readonly proxyFor: (url: string) => Promise<string | null>;
}

type AccountOpening = Extract<Opening, { kind: 'account' }>;

export interface AccountRecords extends Pick<KeyRing, 'look' | 'erase'>, Pick<OfficeDuties, 'changePin'> {
  /** With the PIN; made under it where there are none. Errors: those of `KeyRing.unlock` and `openRecordStore`. */
  open(opening: AccountOpening): Promise<Result<OpenRecords, AppError>>;
}

/** The records of the agents who sign in at this desk, each behind their own PIN. */
export function accountRecords(parts: AccountRecordsParts): AccountRecords {
  const { folder, deviceSecret, clock } = parts;
  const time = () => ({ nowMs: clock.now(), uptimeMs: Math.round(uptime() * 1000) });
  const keys = createKeyRing({ folder, deviceSecret, time });
  return {
    look: (whose) => keys.look(whose),
    erase: (whose) => keys.erase(whose),
    changePin: ({ whose, present, next, rules }) => keys.changePin(whose, present, next, rules),
    open: async (opening) => {
      const { profile, extension, pin } = opening;
      const { wrongPinLimit, onWrongPin } = profile.records;
      const whose = { domain: profile.sip.domain, extension };
      const unlocked = await keys.unlock(whose, pin, { wrongPinLimit, onWrongPin });
      if (!unlocked.ok) return unlocked;
      const opened = openMended(unlocked.value);
      unlocked.value.key.fill(0);
      if (!opened.ok) return opened;
      forgetOldCalls(opened.value.store, clock.now());
      return ok(openRecords(parts, opening, opened.value));
    },
  };
}

const DAY_MS = 86_400_000;

/** A disk that does not take it keeps them for another day. */
function forgetOldCalls(store: RecordStore, nowMs: number): void {
  kept(() => store.calls.forgetBefore(nowMs - CALLS_KEPT_DAYS * DAY_MS));
}

interface Mended {
  readonly store: RecordStore;
  readonly findings: readonly AppError[];
}

/** A damaged store is set aside, and what was still to be sent goes into a new one. */
function openMended({ path, key }: Unlocked): Result<Mended, AppError> {
  const opened = openRecordStore({ path, key });
  if (opened.ok) return ok({ store: opened.value, findings: [] });
  if (opened.error.code !== 'records-damaged') return opened;
  const mended = mendStore({ path, key });
  if (!mended.ok) return mended;
  const { store, saved } = mended.value;
  return ok({ store, findings: [appError('records-damaged', { saved })] });
}

function openRecords(
  { clock, makeQueue, proxyFor }: AccountRecordsParts,
  { profile, extension, displayName }: AccountOpening,
  { store, findings }: Mended,
): OpenRecords {
  const seatParts = { store, profile, extension, displayName, clock, makeQueue, proxyFor };
  return {
    store,
    findings,
    sit: (told) => accountSeat(seatParts, told),
    joinHub: (text, code) => joinTeam(store, { text, code }, clock.now()),
  };
}
