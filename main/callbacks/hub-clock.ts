import { z } from '#shared/contract/schema.ts';
import type { Clock } from '../clock.ts';
import type { Facts } from '../records/store.ts';

/**
 * The hub's time as this desk knows it. Claims end by the hub's clock, so a desk whose own clock is wrong, or was set
 * anew, must not count by it: with a hub's word it knows the difference, and without one it has to know that it does
 * not know.
 *
 * Two clocks of the machine are compared: the one on the wall and the time since it was started, which goes on while it
 * sleeps. As long as both have gone on equally since the hub was heard, the hub's has too. A set clock or a restart
 * drives them apart: then there is no hub time until the hub is heard again.
 */

const FACT = 'hub-clock';
/** Resolution of the clocks, and small corrections over the network. */
const TOLERANCE_MS = 2000;
/** How far two good clocks may drift from each other: 0.05 %. */
const DRIFT = 0.0005;

const anchorSchema = z.object({ hubMs: z.number(), wallMs: z.number(), uptimeMs: z.number() });
type Anchor = z.infer<typeof anchorSchema>;

/** When something was sent or came, by the machine's own clocks. */
export interface Moment {
  readonly wallMs: number;
  readonly uptimeMs: number;
}

export interface HubClockParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly uptimeMs: () => number;
  readonly facts: Facts;
}

export class HubClock {
  readonly #parts: HubClockParts;
  #anchor: Anchor | null;
  /** Never goes back over what was said, but by word of the hub. */
  #floorMs = 0;

  constructor(parts: HubClockParts) {
    this.#parts = parts;
    this.#anchor = readAnchor(parts.facts.get(FACT));
  }

  moment(): Moment {
    return { wallMs: this.#parts.clock.now(), uptimeMs: this.#parts.uptimeMs() };
  }

  /** The hub's time in ms; null when it cannot be known. */
  now(): number | null {
    const anchor = this.#anchor;
    const moment = this.moment();
    if (!anchor || !goOnEqually(anchor, moment)) return null;
    this.#floorMs = Math.max(this.#floorMs, Math.round(at(anchor, moment)));
    return this.#floorMs;
  }

  /** The best guess, for what is shown and for the time written into an event. Nothing is dialled by it. */
  shown(): number {
    return this.now() ?? Math.max(0, Math.round(this.#parts.clock.now() + this.#lastOffsetMs()));
  }

  /** What to add to this desk's clock to get the hub's. */
  offsetMs(): number {
    return Math.round(this.shown() - this.#parts.clock.now());
  }

  /** The hub said what time it is. Throws `StoreFailure`; the time is known all the same. */
  heard(hubMs: number): void {
    const { wallMs, uptimeMs } = this.moment();
    this.#anchor = { hubMs, wallMs, uptimeMs };
    if (this.#floorMs - hubMs > TOLERANCE_MS) this.#floorMs = hubMs;
    this.#parts.facts.set(FACT, JSON.stringify(this.#anchor));
  }

  /** One of our own messages: the hub took it after we sent it and before we saw it. Corrects what lies outside. */
  echoed(sent: Moment, hubMs: number): void {
    const anchor = this.#anchor;
    if (!anchor || !goOnEqually(anchor, sent)) return;
    const aheadMs = at(anchor, sent) - hubMs;
    if (aheadMs > 0) this.#anchor = { ...anchor, hubMs: anchor.hubMs - aheadMs };
    else this.seen(hubMs);
  }

  /** A message that the hub stored at that time has come: it cannot be earlier now. */
  seen(hubMs: number): void {
    const anchor = this.#anchor;
    const moment = this.moment();
    if (!anchor || !goOnEqually(anchor, moment)) return;
    const behindMs = hubMs - at(anchor, moment);
    if (behindMs > 0) this.#anchor = { ...anchor, hubMs: anchor.hubMs + behindMs };
  }

  #lastOffsetMs(): number {
    return this.#anchor ? this.#anchor.hubMs - this.#anchor.wallMs : 0;
  }
}

function at(anchor: Anchor, { uptimeMs }: Moment): number {
  return anchor.hubMs + (uptimeMs - anchor.uptimeMs);
}

function goOnEqually(anchor: Anchor, { wallMs, uptimeMs }: Moment): boolean {
  const upMs = uptimeMs - anchor.uptimeMs;
  const apartMs = Math.abs(wallMs - anchor.wallMs - upMs);
  return upMs >= -TOLERANCE_MS && apartMs <= TOLERANCE_MS + Math.max(0, upMs) * DRIFT;
}

function readAnchor(text: string | null): Anchor | null {
  if (text === null) return null;
  const read = anchorSchema.safeParse(JSON.parse(text));
  return read.success ? read.data : null;
}
