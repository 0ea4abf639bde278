import type { CallbackCommands } from '#shared/contract/callbacks.ts';
import { CALLBACK_COMMANDS } from '#shared/contract/names.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { AskedOffice } from './back-office/duties.ts';
import * as orders from './call-orders.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc/gate.ts';
import type { Line } from './line.ts';

export interface CallbackCommandDeps {
  /** The sitting under way; null while nobody is signed in. */
  readonly desk: () => Desk | null;
  readonly line: Line;
  readonly office: () => AskedOffice;
  readonly newId: () => string;
}

type Input<K extends keyof CallbackCommands> = Parameters<Handlers<CallbackCommands>[K]>[0];

/**
 * The commands of the queue: the back office carries them out. Only a call needs the line as well, and only a request
 * that is made from a call needs to know that call.
 */
export function callbackCommandHandlers(deps: CallbackCommandDeps): Handlers<CallbackCommands> {
  const passed = Object.fromEntries(
    CALLBACK_COMMANDS.map((name) => [name, (input: unknown) => pass(deps, name, input)]),
  );
  return {
    // Each name of the contract is a duty of the back office with the same input and answer (duties.ts).
    ...(passed as unknown as Handlers<CallbackCommands>),
    dialCallback: (input) => dialCallback(deps, input),
    requestCallback: (input) => requestCallback(deps, input),
    recordOutcome: (input) => recordOutcome(deps, input),
  };
}

async function pass(deps: CallbackCommandDeps, name: string, input: unknown): Promise<unknown> {
  if (!deps.desk()) return failed(appError('not-allowed'));
  const ask = deps.office() as unknown as Record<string, (input: unknown) => Promise<unknown>>;
  return ask[name]?.(input);
}

/**
 * Calls the patient. What could stop the line is asked first: once the back office has written down that a call
 * begins, one should.
 */
async function dialCallback(
  { desk, line, office, newId }: CallbackCommandDeps,
  input: Input<'dialCallback'>,
): Promise<Result<{ callId: string }, AppError>> {
  const sitting = desk();
  if (!sitting) return failed(appError('not-allowed'));
  const { callbackId } = input;
  const callback = await office().getCallback({ callbackId });
  if (!callback.ok) return callback;
  const to = orders.targetOf(callback.value.number, sitting.rules);
  if (!to.ok) return to;
  if (line.snapshot().connection.name !== 'connected') return failed(appError('not-connected'));
  const room = orders.roomForOneMore(sitting.calls(), sitting.rules);
  if (!room.ok) return room;
  const begun = await office().startDial(input);
  if (!begun.ok) return begun;
  const callId = newId();
  const { target, number } = to.value;
  const done = await line.order({ kind: 'dial', callId, target, ...(number !== undefined && { number }) });
  if (done.ok) await office().dialOrdered({ callbackId, callId });
  else await office().dialNotMade({ callbackId });
  return done.ok ? ok({ callId }) : done;
}

/** A request made from a call counts from when that call began: the patient has waited since then. */
async function requestCallback(deps: CallbackCommandDeps, input: Input<'requestCallback'>) {
  const sitting = deps.desk();
  if (!sitting) return failed(appError('not-allowed'));
  const call = input.callId === null ? undefined : sitting.knownCall(input.callId);
  if (!call) return deps.office().requestCallback(input);
  const source = call.reason === 'missed' ? ('missed-call' as const) : ('agent' as const);
  return deps.office().requestFrom({ request: input, origin: { requestedMs: call.startedAt, source } });
}

/** What the script asked is kept with the call, and the callback's outcome and note with the callback. */
async function recordOutcome(deps: CallbackCommandDeps, input: Input<'recordOutcome'>): Promise<Done> {
  const sitting = deps.desk();
  if (!sitting) return failed(appError('not-allowed'));
  const told = await deps.office().recordOutcome(input);
  const asked = told.ok ? sitting.scripts.askedWith(input.callbackId) : null;
  const kept = asked && (await sitting.wrapUp(asked.callId));
  if (kept?.ok === false) sitting.notices.raise(kept.error);
  return told;
}
