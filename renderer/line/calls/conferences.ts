import { isUp } from '#shared/call/phase.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { ConferenceMix } from '../media/mixer.ts';
import type { LiveCall } from './live-call.ts';

/** Calls that hear each other, mixed on this desk. */
export class Conferences {
  readonly #calls: () => readonly LiveCall[];
  readonly #mixes = new Map<string, ConferenceMix>();

  constructor(calls: () => readonly LiveCall[]) {
    this.#calls = calls;
  }

  /** Takes both off hold and lets them hear each other. A call that is in a conference brings the others along. */
  async merge(first: LiveCall, second: LiveCall): Promise<Result<void>> {
    if (first === second || !isUp(first.now) || !isUp(second.now)) return failed(appError('call-state'));
    const conferenceId = first.now.conferenceId ?? second.now.conferenceId ?? crypto.randomUUID();
    for (const call of this.#withCompany([first, second])) {
      this.#leaveOther(call, conferenceId);
      call.apply({ type: 'conference-joined', conferenceId });
    }
    const members = this.#members(conferenceId);
    const mix = this.#mixes.get(conferenceId) ?? new ConferenceMix();
    this.#mixes.set(conferenceId, mix);
    mix.join(members.map((call) => call.media));
    const results = await Promise.all(members.map((call) => call.setHold(false)));
    return results.find((result) => !result.ok) ?? ok();
  }

  /** Each for itself again. The oldest stays with the agent, the others wait on hold. */
  split(conferenceId: string): Result<void> {
    const members = this.#members(conferenceId);
    if (members.length === 0) return failed(appError('call-unknown'));
    this.#dissolve(conferenceId);
    for (const call of members.slice(1)) void call.setHold(true);
    return ok();
  }

  /** A member hung up, or the microphone was changed. */
  refresh(): void {
    for (const [conferenceId, mix] of this.#mixes) {
      const members = this.#members(conferenceId);
      if (members.length < 2) this.#dissolve(conferenceId);
      else mix.join(members.map((call) => call.media));
    }
  }

  #dissolve(conferenceId: string): void {
    for (const call of this.#members(conferenceId)) call.apply({ type: 'conference-left' });
    this.#mixes.get(conferenceId)?.close();
    this.#mixes.delete(conferenceId);
  }

  #members(conferenceId: string): LiveCall[] {
    return this.#calls().filter(({ now }) => now.conferenceId === conferenceId && isUp(now));
  }

  #withCompany(calls: readonly LiveCall[]): LiveCall[] {
    const ids = new Set(calls.map(({ now }) => now.conferenceId).filter((id) => id !== null));
    return this.#calls().filter(
      (call) => calls.includes(call) || (call.now.conferenceId !== null && ids.has(call.now.conferenceId)),
    );
  }

  /** Two conferences that are merged become one. */
  #leaveOther(call: LiveCall, conferenceId: string): void {
    const other = call.now.conferenceId;
    if (other === null || other === conferenceId) return;
    this.#mixes.get(other)?.close();
    this.#mixes.delete(other);
  }
}
