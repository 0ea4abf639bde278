import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { callbacks } from '#shared/profile/callback-groups.ts';
import { createQueue } from '../../../main/callbacks/queue.ts';
import type { QueueDesk } from '../../../main/callbacks/queue-port.ts';
import { systemClock } from '../../../main/clock.ts';
import { openRecordStore } from '../../../main/records/open-store.ts';
import type { RecordStore } from '../../../main/records/store.ts';
import { natsHub } from '../../hub/session-hub.ts';
import type { BenchTeam } from './team.ts';

/** Called at any hour: the bench runs at night too. No reserve, so that nothing is written but what is measured. */
const RULES = callbacks.parse({ hours: { from: '00:00', until: '24:00' }, offlineReserve: 0 });

/** The desk's queue over its SQLCipher file and a real hub, in this process: what the back office's thread is made of. */
export class NodeDesk {
  readonly store: RecordStore;
  readonly queue: QueueDesk;
  #changed: () => void = () => undefined;
  readonly #dir = mkdtempSync(join(tmpdir(), 'hearthline-bench-desk-'));

  constructor(team: BenchTeam, agent: string) {
    const opened = openRecordStore({ path: join(this.#dir, 'records.db'), key: new Uint8Array(32).fill(7) });
    if (!opened.ok) throw new Error(opened.error.code);
    this.store = opened.value;
    const hub = natsHub(team.hub.access(agent));
    this.queue = createQueue({
      store: this.store,
      hub,
      codec: hub.codec,
      clock: systemClock,
      uptimeMs: () => uptime() * 1000,
      random: Math.random,
      me: { agent, name: agent, lead: false },
      colleagues: () => [],
      rules: RULES,
      numbers: { country: 'US', dialPrefix: '', extensionMaxLength: 6 },
      zonesOf: () => [],
      importKey: null,
      onChange: () => this.#changed(),
      report: () => undefined,
    });
    hub.onTeam(() => this.queue.keysChanged());
  }

  /** @returns milliseconds until it was in step with the hub */
  async sync(): Promise<number> {
    const fromMs = performance.now();
    const inStep = Promise.withResolvers<void>();
    this.#changed = () => {
      if (this.queue.state().link.name === 'online') inStep.resolve();
    };
    this.queue.start();
    await inStep.promise;
    return performance.now() - fromMs;
  }

  /** Takes the next callback, calls, and tells that nobody answered. @returns ms until that was on the disk */
  async callNext(): Promise<number> {
    const { commands } = this.queue;
    const [next] = this.store.callbacks.candidates({ agent: 'cleo', lead: false }, Date.now(), 1);
    if (!next) throw new Error('Nobody waits.');
    const callbackId = next.id;
    must(await commands.claimCallback({ callbackId }));
    must(await this.queue.startDial({ callbackId, again: false }));
    this.queue.dialOrdered(callbackId, randomUUID());
    const fromMs = performance.now();
    const told = await commands.recordOutcome({ callbackId, outcome: 'no-answer', laterMs: null, note: '' });
    const tookMs = performance.now() - fromMs;
    must(told);
    return tookMs;
  }

  async close(): Promise<void> {
    await this.queue.close('stop');
    this.store.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

function must(result: { ok: boolean; error?: { code: string } }): void {
  if (!result.ok) throw new Error(result.error?.code);
}
