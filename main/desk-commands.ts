import type { Call } from '#shared/call/call.ts';
import type { DeskCommands } from '#shared/contract/desk.ts';
import type { LineCommand } from '#shared/contract/line.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Awaited } from './after-answer.ts';
import type { AskedOffice } from './back-office/duties.ts';
import * as orders from './call-orders.ts';
import type { Desk } from './desk.ts';
import { DONE, NOBODY } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import type { Line } from './line.ts';
import { pinHandlers, type PinChangeDeps } from './pin-change.ts';
import type { DeviceChoice, SettingsChange } from './system/settings.ts';

export interface DeskCommandDeps extends Pick<PinChangeDeps, 'keepsSecrets' | 'vault' | 'clock'> {
  /** The sitting under way; null while nobody is signed in. */
  readonly desk: () => Desk | null;
  readonly line: Line;
  readonly office: () => Pick<AskedOffice, 'listCalls' | 'look' | 'changePin'>;
  readonly newId: () => string;
  readonly changeSettings: (change: SettingsChange) => void;
  readonly rememberDevice: (choice: DeviceChoice) => void;
  readonly signOut: () => Promise<void>;
}

/** What each of the desk window's commands does. */
export function deskCommandHandlers(deps: DeskCommandDeps): Handlers<DeskCommands> {
  return {
    ...stateHandlers(deps),
    ...agentHandlers(deps),
    ...callHandlers(deps),
    ...lineHandlers(deps),
    ...pinHandlers({ ...deps, sitting: () => deps.desk()?.sitting ?? null }),
  };
}

type Some<K extends keyof DeskCommands> = Pick<Handlers<DeskCommands>, K>;

/** The handler's answer, or `not-allowed` while nobody is signed in. */
function withDesk<T>({ desk }: DeskCommandDeps, act: (desk: Desk) => T): T | typeof NOBODY {
  const sitting = desk();
  return sitting ? act(sitting) : NOBODY;
}

async function send(
  deps: DeskCommandDeps,
  make: (desk: Desk) => Result<LineCommand, AppError>,
): Promise<Done> {
  const order = withDesk(deps, make);
  return order.ok ? deps.line.order(order.value) : order;
}

function stateHandlers(
  deps: DeskCommandDeps,
): Some<'getState' | 'listCalls' | 'dismissCall' | 'dismissNotice' | 'changeSettings'> {
  return {
    getState: () => withDesk(deps, (desk) => ok(desk.state())),
    listCalls: async (page) => withDesk(deps, () => deps.office().listCalls(page)),
    dismissCall: ({ callId }) => withDesk(deps, (desk) => desk.dismissCall(callId)),
    dismissNotice: ({ noticeId }) => withDesk(deps, (desk) => desk.notices.dismiss(noticeId)),
    changeSettings: (change) =>
      withDesk(deps, (desk) => {
        deps.changeSettings(change);
        desk.changed();
        return DONE;
      }),
  };
}

function agentHandlers(
  deps: DeskCommandDeps,
): Some<'signOut' | 'becomeReady' | 'takeBreak' | 'extendWrapUp' | 'setCrisis'> {
  return {
    signOut: async () => {
      await deps.signOut();
      return DONE;
    },
    becomeReady: () => withDesk(deps, (desk) => desk.availability({ type: 'ready-wished' })),
    takeBreak: ({ reason }) =>
      withDesk(deps, (desk) =>
        mayBreakFor(reason, desk.rules.breakReasons)
          ? desk.availability({ type: 'break-wished', reason })
          : failed(appError('bad-request')),
      ),
    setCrisis: async ({ on }) => withDesk(deps, (desk) => desk.crisis.set(on)),
    extendWrapUp: () =>
      withDesk(deps, (desk) =>
        desk.state().availability.name === 'wrap-up'
          ? desk.availability({ type: 'wrap-up-extended' })
          : failed(appError('call-state')),
      ),
  };
}

/** A profile without reasons asks for none. */
function mayBreakFor(reason: string, reasons: readonly string[]): boolean {
  return reasons.length === 0 ? reason === '' : reasons.includes(reason);
}

type CallCommand =
  | ('dial' | 'answer' | 'decline' | 'hangUp' | 'setMute' | 'setHold' | 'sendDigits' | 'merge' | 'split')
  | ('blindTransfer' | 'startConsult' | 'completeTransfer' | 'cancelTransfer' | 'startPracticeCall')
  | 'bringIn';

function callHandlers(deps: DeskCommandDeps): Some<CallCommand> {
  /** The order for the calls as they are now. */
  const order = (
    make: (calls: readonly Call[], desk: Desk) => Result<LineCommand, AppError>,
  ): Promise<Done> => send(deps, (desk) => make(desk.calls(), desk));
  return {
    dial: async ({ text }) => withDesk(deps, (desk) => dial(desk, deps, text)),
    answer: ({ callId }) => order((calls) => orders.answerOrder(calls, callId)),
    decline: ({ callId }) => order((calls) => orders.declineOrder(calls, callId)),
    hangUp: ({ callId }) => order((calls) => orders.hangUpOrder(calls, callId)),
    setMute: ({ callId, muted }) => order((calls) => orders.muteOrder(calls, callId, muted)),
    setHold: ({ callId, held }) => order((calls) => orders.holdOrder(calls, callId, held)),
    sendDigits: ({ callId, digits }) => order((calls) => orders.digitsOrder(calls, callId, digits)),
    merge: ({ callIds }) => order((calls) => orders.mergeOrder(calls, callIds)),
    split: ({ conferenceId }) => order((calls) => orders.splitOrder(calls, conferenceId)),
    blindTransfer: (asked) =>
      order((calls, desk) => {
        const ordered = orders.blindTransferOrder(calls, asked, desk.rules);
        // Before the patient: the colleague's desk rings as soon as the line has done it.
        if (ordered.ok) desk.team.handsOver(asked.callId, asked.text);
        return ordered;
      }),
    bringIn: async (asked) => withDesk(deps, (desk) => bringIn(desk, deps, asked)),
    startConsult: async (asked) => withDesk(deps, (desk) => startConsult(desk, deps, asked)),
    completeTransfer: ({ callId }) =>
      order((calls, desk) => {
        const ordered = orders.completeTransferOrder(calls, callId);
        if (ordered.ok) completing(desk, ordered.value);
        return ordered;
      }),
    cancelTransfer: ({ callId }) => order((calls) => orders.cancelTransferOrder(calls, callId)),
    startPracticeCall: ({ patientId }) => order((_calls, desk) => practiceOrder(desk, patientId)),
  };
}

/** The script goes to the colleague who was asked. */
function completing(desk: Desk, order: LineCommand): void {
  if (order.kind !== 'complete-transfer') return;
  const transfer = desk.calls().find(({ id }) => id === order.callId)?.transfer;
  if (transfer) desk.team.handsOver(order.callId, transfer.target);
}

function lineHandlers(
  deps: DeskCommandDeps,
): Some<'retryConnection' | 'chooseDevice' | 'testSound' | 'setMeter' | 'setEchoTest'> {
  const plainly = (command: LineCommand): Promise<Done> => send(deps, () => ok(command));
  return {
    retryConnection: () => plainly({ kind: 'retry-connection' }),
    chooseDevice: async (choice) => {
      const done = await plainly({ kind: 'choose-device', ...choice });
      if (done.ok) deps.rememberDevice(choice);
      return done;
    },
    testSound: ({ role }) => plainly({ kind: 'test-sound', role }),
    setMeter: ({ on }) => plainly({ kind: 'set-meter', on }),
    setEchoTest: ({ on }) => plainly({ kind: 'set-echo-test', on }),
  };
}

type Dialled = Promise<Result<{ callId: string }, AppError>>;

async function dial(desk: Desk, deps: DeskCommandDeps, text: string): Dialled {
  const to = orders.targetOf(text, desk.rules);
  if (!to.ok) return to;
  if (deps.line.snapshot().connection.name !== 'connected') return failed(appError('not-connected'));
  const room = orders.roomForOneMore(desk.calls(), desk.rules);
  if (!room.ok) return room;
  const { afterAnswer, ...callee } = to.value;
  return begin(desk, deps, { digits: afterAnswer, joins: null }, (callId) =>
    ok({ kind: 'dial', callId, ...callee }),
  );
}

async function startConsult(
  desk: Desk,
  deps: DeskCommandDeps,
  { callId, text }: { callId: string; text: string },
): Dialled {
  const to = orders.targetOf(text, desk.rules);
  if (!to.ok) return to;
  const { afterAnswer, ...callee } = to.value;
  return begin(desk, deps, { digits: afterAnswer, joins: null }, (consultCallId) =>
    orders.consultOrder(desk.calls(), { callId, consultCallId, ...callee }, desk.rules),
  );
}

/** Calls somebody into a call that goes on meanwhile; once they have answered, all hear each other. */
async function bringIn(
  desk: Desk,
  deps: DeskCommandDeps,
  { callId: joins, text }: { callId: string; text: string },
): Dialled {
  const to = orders.targetOf(text, desk.rules);
  if (!to.ok) return to;
  const { afterAnswer, ...callee } = to.value;
  return begin(desk, deps, { digits: afterAnswer, joins }, (callId) =>
    orders.bringInOrder(desk.calls(), { callId, joins, ...callee }, desk.rules),
  );
}

/** Orders a call under a new id. What is to happen when somebody answers is kept until then. */
async function begin(
  desk: Desk,
  { line, newId }: DeskCommandDeps,
  awaited: Awaited,
  make: (callId: string) => Result<LineCommand, AppError>,
): Dialled {
  const callId = newId();
  const order = make(callId);
  if (!order.ok) return order;
  desk.afterAnswer.remember(callId, awaited);
  const done = await line.order(order.value);
  if (done.ok) return ok({ callId });
  desk.afterAnswer.forget(callId);
  return done;
}

function practiceOrder(desk: Desk, patientId: string): Result<LineCommand, AppError> {
  if (desk.sitting.kind !== 'practice') return NOBODY;
  const isKnown = desk.state().practicePatients.some(({ id }) => id === patientId);
  return isKnown ? ok({ kind: 'practice-call', patientId }) : failed(appError('patient-unknown'));
}
