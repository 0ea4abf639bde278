import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import { newAgentCode } from '../../../main/hub/agent-code.ts';
import { sealAgentFile } from '../../../main/hub/agent-file.ts';
import type { HubSession } from '../../../main/hub/hub.ts';
import { startTestHub, type TestHub } from '../../hub/nats.ts';
import { natsHub } from '../../hub/session-hub.ts';
import { until } from '../../pbx/until.ts';
import { sampleEvents } from './sample-log.ts';

/** Who wrote the log: a colleague, whom no desk of the bench is. */
const WRITER = 'ben';
/** Nobody asks for the hub's word on each; of what it has not written yet, it lets go when it is too much. */
const STORED_EVERY = 1000;

/** A real hub, and what a desk needs to join it. */
export class BenchTeam {
  readonly hub: TestHub;
  readonly #dir = mkdtempSync(join(tmpdir(), 'hearthline-bench-team-'));
  /** In its log. */
  callbacks = 0;
  events = 0;

  private constructor(hub: TestHub) {
    this.hub = hub;
  }

  static async start(): Promise<BenchTeam> {
    return new BenchTeam(await startTestHub({ agents: ['ana', 'cleo', 'dora', WRITER] }));
  }

  /** An agent's file and its code, as `add-agent` gives them; the hub is found through `servers`. */
  invite(agent: string, servers = this.hub.servers): { file: string; code: string } {
    const code = newAgentCode();
    const file = join(this.#dir, `${agent}.hearthline-agent`);
    writeFileSync(file, sealAgentFile({ ...this.hub.access(agent), servers }, code));
    return { file, code };
  }

  /** Writes more callbacks, sealed with the team key, until there are so many or the log is so much longer. */
  async add({ callbacks = Infinity, events = Infinity }): Promise<void> {
    const hub = natsHub(this.hub.access(WRITER));
    const opened = await hub.open();
    if (!opened.ok) throw new Error(opened.error.code);
    const session = opened.value;
    const connection = await this.hub.connectAs(WRITER);
    let written = session.bounds.lastSeq;
    const [goal, lastSeq] = [this.callbacks + callbacks, written + events];
    for (; this.callbacks < goal && written < lastSeq; this.callbacks += 1) {
      for (const { callbackId, event } of sampleEvents(this.callbacks, Date.now())) {
        const sealed = hub.codec.seal(callbackId, event);
        if (!sealed.ok) throw new Error(sealed.error.code);
        connection.publish(`cb.${callbackId}.${WRITER}`, sealed.value);
        written += 1;
      }
      if (this.callbacks % STORED_EVERY === 0) await stored(connection, session, written);
    }
    await stored(connection, session, written);
    await connection.close();
    await session.close();
    this.events = written;
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** Resolves once the hub's log ends there. */
async function stored(connection: NatsConnection, session: HubSession, seq: number): Promise<void> {
  await connection.flush();
  await until(
    'the hub to have written it',
    async () => {
      const bounds = await session.askBounds();
      if (!bounds.ok) throw new Error(bounds.error.code);
      return bounds.value.lastSeq === seq;
    },
    60_000,
  );
}
