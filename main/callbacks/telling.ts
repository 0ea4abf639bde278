import { randomUUID } from 'node:crypto';
import type { Callback, Holder } from '#shared/callback/callback.ts';
import type { AskedWindow } from '#shared/callback/event.ts';
import { groupKeyOf } from '#shared/callback/fold.ts';
import { isTimeZone } from '#shared/callback/local-time.ts';
import { holdAt } from '#shared/callback/status.ts';
import type { Done } from '#shared/contract/schema.ts';
import { readNumber } from '#shared/phone/number.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { DONE } from '../done.ts';
import type { CommandAnswer, CommandInput, RequestOrigin } from './queue-port.ts';
import { mayRelease } from './rebase.ts';
import type { EventBody, Workings } from './workings.ts';

/** Everything about a callback but taking and calling it: all of it can be done offline, and is sent later. */
export class Telling {
  readonly #workings: Workings;

  constructor(workings: Workings) {
    this.#workings = workings;
  }

  release({ callbackId, to }: CommandInput<'releaseCallback'>): Done {
    const { me, options } = this.#workings;
    const callback = this.#workings.find(callbackId);
    if (!callback) return refused('callback-unknown');
    if (!mayRelease(callback, me))
      return refused(callback.closedMs ? 'callback-closed' : 'callback-not-held');
    const isKnown =
      to?.kind !== 'agent' || [me, ...options.colleagues()].some(({ agent }) => agent === to.agent);
    if (!isKnown) return refused('bad-request');
    return this.#tell(callback, { type: 'released', ...(to && { to }) });
  }

  note({ callbackId, text }: CommandInput<'addCallbackNote'>): Done {
    const callback = this.#workings.find(callbackId);
    if (!callback) return refused('callback-unknown');
    if (text.trim() === '') return refused('bad-request');
    const { drafts } = this.#workings.options.store;
    return this.#tell(callback, { type: 'note', text: text.trim() }, () => drafts.set(callback.id, ''));
  }

  draft({ callbackId, text }: CommandInput<'draftCallbackNote'>): Done {
    const { options, pending } = this.#workings;
    const callback = this.#workings.find(callbackId);
    if (!callback) return refused('callback-unknown');
    const written = pending.write(() => options.store.drafts.set(callback.id, text));
    if (written.ok) return DONE;
    this.#workings.storeFailed(written.error);
    return written;
  }

  reschedule(input: CommandInput<'rescheduleCallback'>): Done {
    const callback = this.#workings.find(input.callbackId);
    const changeable = this.#changeable(callback);
    if (!changeable.ok) return changeable;
    const { dueMs, window, zone, priority } = input;
    if (zone !== null && !isTimeZone(zone)) return refused('time-invalid');
    if (isOver(window, this.#workings.hubClock.shown())) return refused('time-invalid');
    return this.#tell(changeable.value, {
      type: 'rescheduled',
      dueMs,
      ...(window && { window }),
      ...(zone && { zone }),
      ...(priority && { priority }),
    });
  }

  cancel({ callbackId, reason }: CommandInput<'cancelCallback'>): Done {
    const changeable = this.#changeable(this.#workings.find(callbackId));
    if (!changeable.ok) return changeable;
    if (reason.trim() === '') return refused('reason-missing');
    return this.#tell(changeable.value, { type: 'cancelled', reason: reason.trim() });
  }

  request(
    input: CommandInput<'requestCallback'>,
    origin: RequestOrigin | null,
  ): CommandAnswer<'requestCallback'> {
    const { hubClock, options } = this.#workings;
    const number = this.#number(input.number);
    if (!number.ok) return number;
    const reason = input.reason.trim();
    if (reason === '') return failed(appError('reason-missing'));
    const { zone, window, dueMs, priority } = input;
    const nowMs = hubClock.shown();
    if ((zone !== null && !isTimeZone(zone)) || isOver(window, nowMs))
      return failed(appError('time-invalid'));
    const askedMs = origin ? Math.min(nowMs, Math.max(0, origin.requestedMs + hubClock.offsetMs())) : nowMs;
    const texts = { name: input.name.trim(), language: input.language.trim(), note: input.note.trim() };
    const event = this.#workings.event({
      type: 'requested',
      number: number.value,
      reason,
      priority,
      requestedMs: askedMs,
      source: origin?.source ?? 'agent',
      ...(texts.name !== '' && { name: texts.name }),
      ...(texts.language !== '' && { language: texts.language }),
      ...(texts.note !== '' && { note: texts.note }),
      ...(zone !== null && { zone }),
      ...(window !== null && { window }),
      ...(dueMs !== null && { dueMs }),
    });
    const taking = openIn(options.store.callbacks, groupKeyOf(number.value, reason));
    const callbackId = randomUUID();
    const written = this.#workings.write([{ callbackId, event }]);
    if (!written.ok) return written;
    return ok({ callbackId: taking?.id ?? callbackId, joined: taking !== null });
  }

  dismiss({ id }: CommandInput<'dismissRejected'>): Done {
    const written = this.#workings.write([], () => this.#workings.pending.dismiss(id));
    return written.ok ? DONE : written;
  }

  #tell(callback: Callback, body: EventBody, also?: () => void): Done {
    const event = this.#workings.event(body);
    const written = this.#workings.write([{ callbackId: callback.id, event }], also);
    return written.ok ? DONE : written;
  }

  /** By whoever holds it, by anybody while nobody does, and by a lead: the log takes it from nobody else. */
  #changeable(callback: Callback | null): Result<Callback, AppError> {
    const { me, hubClock } = this.#workings;
    if (!callback) return failed(appError('callback-unknown'));
    if (callback.closedMs !== null) return failed(appError('callback-closed'));
    const hold: Holder | null = holdAt(callback, hubClock.shown());
    const isFree = hold === null || hold.agent === me.agent;
    return isFree || me.lead ? ok(callback) : failed(appError('callback-taken'));
  }

  #number(typed: string): Result<string, AppError> {
    const read = readNumber(typed, this.#workings.options.numbers);
    if (!read.ok) return read;
    if (read.value.kind === 'outside') return ok(read.value.e164);
    const isShort = read.value.kind === 'extension' && read.value.digits.length >= 2;
    return isShort && read.value.kind === 'extension'
      ? ok(read.value.digits)
      : failed(appError('number-invalid'));
  }
}

/** The open callback of a group, if there is one: a new request joins it. */
export function openIn(
  table: { idsOfGroup(key: string): string[]; get(id: string): { callback: Callback } | null },
  groupKey: string,
): Callback | null {
  for (const id of table.idsOfGroup(groupKey)) {
    const callback = table.get(id)?.callback;
    if (callback?.status === 'open' || callback?.status === 'attention') return callback;
  }
  return null;
}

function isOver(window: AskedWindow | null, nowMs: number): boolean {
  return window !== null && window.untilMs <= nowMs;
}

function refused(code: AppError['code']): Done {
  return failed(appError(code));
}
