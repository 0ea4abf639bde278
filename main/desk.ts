import type { LineSnapshot } from '#shared/call/line-state.ts';
import type { DeskState, PracticePatient, Settings } from '#shared/contract/desk-state.ts';
import {
  nextAvailability,
  nextDeadline,
  signedInAt,
  type AvailabilityEvent,
} from '#shared/desk/availability.ts';
import { emptyCallList, takeSnapshot, type CallList } from '#shared/desk/call-list.ts';
import { callsOnScreen, isAnyoneInTheEar, leavesAt, lostCalls } from '#shared/desk/calls-on-screen.ts';
import type { Call } from '#shared/call/call.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed, type AppError } from '#shared/result.ts';
import { DONE } from './done.ts';
import { createAfterAnswer, type AfterAnswer } from './after-answer.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';
import { createNotices, type Notices } from './notices.ts';
import { createServerWatch } from './server-watch.ts';
import { rulesOf, type Sitting, type SittingRules } from './sitting.ts';
import type { Log } from './system/log.ts';

export interface DeskDeps {
  readonly line: Line;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly settings: () => Settings;
  readonly practicePatients: readonly PracticePatient[];
  /** Looks at the servers of the profile; null when one of them is as it should be. */
  readonly examine: (servers: readonly string[]) => Promise<AppError | null>;
  /** Shows a state to every view. Called at most once per turn of the event loop. */
  readonly publish: (state: DeskState) => void;
  /** Runs once after the current turn. */
  readonly soon: (action: () => void) => void;
}

/** What commands may see and change of a sitting. */
export interface Desk {
  readonly sitting: Sitting;
  readonly rules: SittingRules;
  readonly notices: Notices;
  readonly afterAnswer: AfterAnswer;
  /** Calls as the line window told last. */
  calls(): readonly Call[];
  callList(): CallList;
  state(): DeskState;
  availability(event: AvailabilityEvent): Done;
  dismissCall(callId: string): Done;
  /** Something outside (settings) changed: views are told. */
  changed(): void;
  /** The window that carried the calls is gone. */
  lineGone(): void;
  /** The sitting is over; nothing is published any more. */
  end(): void;
}

/** One sitting, from sign-in to sign-out: everything the desk window draws, as it follows from the line and the agent. */
export function beginDesk(sitting: Sitting, deps: DeskDeps): Desk {
  const { line, clock, log } = deps;
  const rules = rulesOf(sitting);
  let availability = signedInAt(clock.now());
  let callList = emptyCallList;
  let stranded: readonly Call[] = [];
  let dismissed: ReadonlySet<string> = new Set();
  let revision = 0;
  let isPublishing = false;
  let stopAlarm = (): void => undefined;

  const changed = (): void => {
    if (isPublishing) return;
    isPublishing = true;
    deps.soon(() => {
      isPublishing = false;
      if (ended) return;
      revision += 1;
      deps.publish(state());
    });
  };
  let ended = false;
  const notices = createNotices({ newId: deps.newId, now: () => clock.now(), changed });
  const afterAnswer = createAfterAnswer({ line, clock });
  const servers = createServerWatch({
    servers: sitting.kind === 'account' ? sitting.account.servers.map(({ url }) => url) : [],
    clock,
    examine: deps.examine,
    changed,
  });

  const allCalls = (): readonly Call[] => [...line.snapshot().calls, ...stranded];
  const setAlarm = (): void => {
    stopAlarm();
    const due = [
      nextDeadline(availability),
      ...callsOnScreen(allCalls(), dismissed, clock.now()).map(leavesAt),
    ];
    const next = Math.min(...due.filter((at) => at !== null));
    if (!Number.isFinite(next)) return;
    stopAlarm = clock.after(Math.max(0, next - clock.now()), () => {
      move({ type: 'time-passed' });
      setAlarm();
      changed();
    });
  };
  const move = (event: AvailabilityEvent): void => {
    availability = nextAvailability(availability, event, clock.now(), rules);
  };
  const callsChanged = (): void => {
    const before = callList;
    callList = takeSnapshot(callList, allCalls(), clock.now());
    for (const entry of callList.entries.slice(before.entries.length)) {
      log.write('call-ended', { state: entry.reason, practice: entry.practice });
    }
    move({ type: 'calls-changed', anyUp: isAnyoneInTheEar(line.snapshot().calls) });
    setAlarm();
  };
  const take = (snapshot: LineSnapshot): void => {
    noteRegistration(snapshot, notices);
    servers.connectionIs(snapshot.connection);
    afterAnswer.callsAre(snapshot.calls);
    callsChanged();
    changed();
  };
  const stopWatching = line.watch(take);

  function state(): DeskState {
    const { connection, registration, media, voicemail, busyLights, calls: _, ...rest } = line.snapshot();
    rest satisfies Record<string, never>;
    const profile = sitting.kind === 'account' ? sitting.profile : null;
    return {
      revision,
      sitting:
        sitting.kind === 'practice'
          ? { kind: 'practice' }
          : {
              kind: 'account',
              profileName: sitting.profile.name,
              extension: sitting.account.extension,
              displayName: sitting.account.displayName,
            },
      availability: availability.now,
      breakReasons: [...rules.breakReasons],
      connection,
      connectionFinding: servers.finding(),
      registration,
      calls: callsOnScreen(allCalls(), dismissed, clock.now()),
      media,
      voicemail,
      voicemailNumber: profile?.featureCodes.voicemail ?? null,
      echoNumber: profile?.featureCodes.echo ?? null,
      colleagues: (profile?.colleagues ?? []).map(({ extension, name }) => ({
        extension,
        name,
        light: busyLights[extension] ?? 'unknown',
      })),
      practicePatients: sitting.kind === 'practice' ? [...deps.practicePatients] : [],
      notices: notices.list(),
      callListRevision: callList.revision,
      defaultCountry: rules.numbers.country,
      settings: deps.settings(),
    };
  }

  return {
    sitting,
    rules,
    notices,
    afterAnswer,
    calls: () => line.snapshot().calls,
    callList: () => callList,
    state,
    availability: (event) => {
      move(event);
      setAlarm();
      changed();
      return DONE;
    },
    dismissCall: (callId) => {
      const call = allCalls().find(({ id }) => id === callId);
      if (!call) return failed(appError('call-unknown'));
      if (call.phase.name !== 'ended') return failed(appError('call-state', { phase: call.phase.name }));
      dismissed = new Set([...dismissed, callId]);
      changed();
      return DONE;
    },
    changed,
    lineGone: () => {
      stranded = [...stranded, ...lostCalls(line.snapshot().calls, clock.now())];
      notices.raise(appError('line-window-gone'));
    },
    end: () => {
      ended = true;
      stopWatching();
      stopAlarm();
      servers.stop();
      afterAnswer.stop();
    },
  };
}

/** The server let the agent in once and does not any more: that needs a human, so it is said until it is over. */
function noteRegistration({ registration }: LineSnapshot, notices: Notices): void {
  const refusals = ['wrong-password', 'extension-unknown', 'sign-in-refused'] as const;
  if (registration.name === 'refused') {
    if (refusals.some((code) => code === registration.code)) notices.raise(appError(registration.code));
  } else if (registration.name === 'registered') {
    for (const code of refusals) notices.settle(code);
  }
}
