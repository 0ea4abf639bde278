import type { Availability } from '../contract/desk-state.ts';

/**
 * What the agent is doing, and what they want to do once calls and wrap-up are over.
 *
 *            ┌────────── answered ──────────┐
 *   ready ◀──┤                              ▼
 *     ▲ │    └─ nobody was answered ──── on-call ──last answered call over──▶ wrap-up
 *     │ └───── takes a break ──▶ break ─────▲                                   │
 *     └───────────────────────────┴──────── time is up, or the agent's choice ──┘
 *
 * A wish made during a call waits for the end of wrap-up; one made during wrap-up ends it.
 */
export interface AvailabilityModel {
  readonly now: Availability;
  readonly wish: { readonly name: 'ready' } | { readonly name: 'break'; readonly reason: string };
}

export type AvailabilityEvent =
  | { readonly type: 'ready-wished' }
  | { readonly type: 'break-wished'; readonly reason: string }
  /** Whether any answered call is not over yet. */
  | { readonly type: 'calls-changed'; readonly anyUp: boolean }
  | { readonly type: 'wrap-up-extended' }
  | { readonly type: 'time-passed' };

/** How much longer wrap-up takes each time the agent asks. */
export const WRAP_UP_EXTENSION_SEC = 30;

export function signedInAt(atMs: number): AvailabilityModel {
  return { now: { name: 'ready', since: atMs }, wish: { name: 'ready' } };
}

/**
 * The next model. Total: an event that means nothing in a state leaves the model as it is.
 * @param rules.wrapUpSec time for notes after an answered call; 0 for none
 */
export function nextAvailability(
  model: AvailabilityModel,
  event: AvailabilityEvent,
  atMs: number,
  rules: { readonly wrapUpSec: number },
): AvailabilityModel {
  switch (event.type) {
    case 'ready-wished':
      return wished(model, { name: 'ready' }, atMs);
    case 'break-wished':
      return wished(model, { name: 'break', reason: event.reason }, atMs);
    case 'calls-changed':
      return callsChanged(model, event.anyUp, atMs, rules.wrapUpSec);
    case 'wrap-up-extended': {
      const { now } = model;
      if (now.name !== 'wrap-up') return model;
      return { ...model, now: { ...now, until: now.until + WRAP_UP_EXTENSION_SEC * 1000 } };
    }
    case 'time-passed':
      return model.now.name === 'wrap-up' && atMs >= model.now.until ? asWished(model, atMs) : model;
  }
}

/** When `time-passed` is due; null when nothing ends by itself. */
export function nextDeadline(model: AvailabilityModel): number | null {
  return model.now.name === 'wrap-up' ? model.now.until : null;
}

function wished(model: AvailabilityModel, wish: AvailabilityModel['wish'], atMs: number): AvailabilityModel {
  const next = { ...model, wish };
  if (model.now.name === 'on-call') return next;
  const isSame =
    model.now.name === wish.name &&
    (wish.name === 'ready' || (model.now.name === 'break' && model.now.reason === wish.reason));
  return isSame ? next : asWished(next, atMs);
}

function callsChanged(
  model: AvailabilityModel,
  anyUp: boolean,
  atMs: number,
  wrapUpSec: number,
): AvailabilityModel {
  const isOnCall = model.now.name === 'on-call';
  if (anyUp === isOnCall) return model;
  if (anyUp) return { ...model, now: { name: 'on-call', since: atMs } };
  if (wrapUpSec === 0) return asWished(model, atMs);
  return { ...model, now: { name: 'wrap-up', since: atMs, until: atMs + wrapUpSec * 1000 } };
}

function asWished(model: AvailabilityModel, atMs: number): AvailabilityModel {
  const { wish } = model;
  return {
    ...model,
    now:
      wish.name === 'ready'
        ? { name: 'ready', since: atMs }
        : { name: 'break', since: atMs, reason: wish.reason },
  };
}
