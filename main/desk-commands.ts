import type { DeskCommands } from '#shared/contract/desk.ts';
import type { LineCommand } from '#shared/contract/line.ts';
import type { Done } from '#shared/contract/schema.ts';
import { pageOfCalls } from '#shared/desk/call-list.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import * as orders from './call-orders.ts';
import type { Desk } from './desk.ts';
import { DONE } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import type { Line } from './line.ts';
import type { DeviceChoice, SettingsChange } from './system/settings.ts';

export interface DeskCommandDeps {
  /** The sitting under way; null while nobody is signed in. */
  readonly desk: () => Desk | null;
  readonly line: Line;
  readonly newId: () => string;
  readonly changeSettings: (change: SettingsChange) => void;
  readonly rememberDevice: (choice: DeviceChoice) => void;
  readonly signOut: () => Promise<void>;
}

const NOBODY = failed(appError('not-allowed'));

/** What each of the desk window's commands does. */
export function deskCommandHandlers(deps: DeskCommandDeps): Handlers<DeskCommands> {
  const { line } = deps;
  const withDesk = <T>(act: (desk: Desk) => T): T | typeof NOBODY => {
    const desk = deps.desk();
    return desk ? act(desk) : NOBODY;
  };
  const send = async (order: Result<LineCommand, AppError>): Promise<Done> =>
    order.ok ? line.order(order.value) : order;
  const sendFor = async (make: (desk: Desk) => Result<LineCommand, AppError>): Promise<Done> =>
    send(withDesk(make));
  const plainly = (command: LineCommand): Promise<Done> => sendFor(() => ok(command));

  return {
    getState: () => withDesk((desk) => ok(desk.state())),
    signOut: async () => {
      await deps.signOut();
      return DONE;
    },
    becomeReady: () => withDesk((desk) => desk.availability({ type: 'ready-wished' })),
    takeBreak: ({ reason }) =>
      withDesk((desk) =>
        desk.rules.breakReasons.includes(reason)
          ? desk.availability({ type: 'break-wished', reason })
          : failed(appError('bad-request')),
      ),
    extendWrapUp: () =>
      withDesk((desk) =>
        desk.state().availability.name === 'wrap-up'
          ? desk.availability({ type: 'wrap-up-extended' })
          : failed(appError('call-state')),
      ),
    dial: async ({ text }) => withDesk((desk) => dial(desk, deps, text)),
    answer: ({ callId }) => sendFor((desk) => orders.answerOrder(desk.calls(), callId)),
    decline: ({ callId }) => sendFor((desk) => orders.declineOrder(desk.calls(), callId)),
    hangUp: ({ callId }) => sendFor((desk) => orders.hangUpOrder(desk.calls(), callId)),
    setMute: ({ callId, muted }) => sendFor((desk) => orders.muteOrder(desk.calls(), callId, muted)),
    setHold: ({ callId, held }) => sendFor((desk) => orders.holdOrder(desk.calls(), callId, held)),
    sendDigits: ({ callId, digits }) => sendFor((desk) => orders.digitsOrder(desk.calls(), callId, digits)),
    merge: ({ callIds }) => sendFor((desk) => orders.mergeOrder(desk.calls(), callIds)),
    split: ({ conferenceId }) => sendFor((desk) => orders.splitOrder(desk.calls(), conferenceId)),
    blindTransfer: (asked) => sendFor((desk) => orders.blindTransferOrder(desk.calls(), asked, desk.rules)),
    startConsult: async (asked) => withDesk((desk) => startConsult(desk, deps, asked)),
    completeTransfer: ({ callId }) => sendFor((desk) => orders.completeTransferOrder(desk.calls(), callId)),
    cancelTransfer: ({ callId }) => sendFor((desk) => orders.cancelTransferOrder(desk.calls(), callId)),
    retryConnection: () => plainly({ kind: 'retry-connection' }),
    chooseDevice: async (choice) => {
      const done = await plainly({ kind: 'choose-device', ...choice });
      if (done.ok) deps.rememberDevice(choice);
      return done;
    },
    testSound: ({ role }) => plainly({ kind: 'test-sound', role }),
    setMeter: ({ on }) => plainly({ kind: 'set-meter', on }),
    setEchoTest: ({ on }) => plainly({ kind: 'set-echo-test', on }),
    startPracticeCall: ({ patientId }) => sendFor((desk) => practiceOrder(desk, patientId)),
    listCalls: (page) => withDesk((desk) => ok(pageOfCalls(desk.callList(), page))),
    dismissCall: ({ callId }) => withDesk((desk) => desk.dismissCall(callId)),
    dismissNotice: ({ noticeId }) => withDesk((desk) => desk.notices.dismiss(noticeId)),
    changeSettings: (change) =>
      withDesk((desk) => {
        deps.changeSettings(change);
        desk.changed();
        return DONE;
      }),
  };
}

type Dialled = Promise<Result<{ callId: string }, AppError>>;

async function dial(desk: Desk, { line, newId }: DeskCommandDeps, text: string): Dialled {
  const to = orders.targetOf(text, desk.rules);
  if (!to.ok) return to;
  if (line.snapshot().connection.name !== 'connected') return failed(appError('not-connected'));
  const room = orders.roomForOneMore(desk.calls(), desk.rules);
  if (!room.ok) return room;
  const callId = newId();
  const { target, afterAnswer } = to.value;
  desk.afterAnswer.remember(callId, afterAnswer);
  const done = await line.order({ kind: 'dial', callId, target });
  return done.ok ? ok({ callId }) : done;
}

async function startConsult(
  desk: Desk,
  { line, newId }: DeskCommandDeps,
  asked: { callId: string; text: string },
): Dialled {
  const consultCallId = newId();
  const order = orders.consultOrder(desk.calls(), { ...asked, consultCallId }, desk.rules);
  if (!order.ok) return order;
  const done = await line.order(order.value);
  return done.ok ? ok({ callId: consultCallId }) : done;
}

function practiceOrder(desk: Desk, patientId: string): Result<LineCommand, AppError> {
  if (desk.sitting.kind !== 'practice') return NOBODY;
  const isKnown = desk.state().practicePatients.some(({ id }) => id === patientId);
  return isKnown ? ok({ kind: 'practice-call', patientId }) : failed(appError('patient-unknown'));
}
