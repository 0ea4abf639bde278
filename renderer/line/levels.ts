import type { Levels } from '#shared/call/line-state.ts';
import { isUp } from '#shared/call/phase.ts';
import type { Balances } from './calls/balances.ts';
import type { LiveCall } from './calls/live-call.ts';
import type { AudioDesk } from './media/audio-desk.ts';

/** How loud it is, and has been: what the meter hears at this look, in every call that is up. */
export function levelsNow(
  { meter, microphone }: AudioDesk,
  liveCalls: Iterable<LiveCall>,
  balances: Balances,
): Levels {
  const names = new Set(['microphone']);
  const calls: Levels['calls'] = {};
  for (const { id, media, now } of liveCalls) {
    if (!isUp(now)) continue;
    names.add(`${id} near`).add(`${id} far`);
    const near = meter.hear(`${id} near`, media.microphone);
    const far = meter.hear(`${id} far`, media.peer.receiver?.track ?? null);
    const balance = balances.take(now, near.frames, far.frames);
    calls[id] = { near: near.level, far: far.level, balance };
  }
  const { level } = meter.hear('microphone', microphone.track);
  meter.keepOnly(names);
  balances.keepOnly(new Set(Object.keys(calls)));
  return { microphone: level, calls };
}
