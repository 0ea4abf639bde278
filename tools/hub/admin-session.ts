import {
  type ConsumerInfo,
  jetstream,
  type JetStreamManager,
  jetstreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { ROSTER_SUBJECT, STREAM } from '../../main/hub/layout.ts';
import type { Admin } from './admin.ts';
import { connectHub } from './connect.ts';
import { authorityOf } from './members.ts';
import { ADMIN_NAME } from './rights.ts';
import { streamDefinitions } from './streams.ts';
import { serverUrls, type TeamFolder } from './team.ts';

/** Tells for which of a member's keys a team key was wrapped, so that it is not wrapped again each time. */
const WRAPPED_FOR = 'Hearthline-Wrapped-For';
const READ_LIMIT_MS = 5000;

/** The hub as its admin sees it. */
export class AdminSession {
  readonly #connection: NatsConnection;
  readonly manager: JetStreamManager;

  private constructor(connection: NatsConnection, manager: JetStreamManager) {
    this.#connection = connection;
    this.manager = manager;
  }

  /** Throws `NoWayIn`. */
  static async open(folder: TeamFolder, admin: Admin): Promise<AdminSession> {
    const connection = await connectHub({
      servers: serverUrls(folder.team),
      authority: authorityOf(folder),
      name: ADMIN_NAME,
      identity: admin.identity,
    });
    return new AdminSession(connection, await jetstreamManager(connection, { checkAPI: false }));
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Names of the streams there are. */
  async streams(): Promise<StreamInfo[]> {
    const found: StreamInfo[] = [];
    for await (const info of this.manager.streams.list()) found.push(info);
    return found;
  }

  /** Makes the streams that are missing. @returns their names */
  async createStreams(replicas: number): Promise<string[]> {
    const there = new Set((await this.streams()).map(({ config }) => config.name));
    const missing = streamDefinitions(replicas).filter(({ name }) => !there.has(name));
    for (const definition of missing) await this.manager.streams.add(definition);
    return missing.map(({ name }) => name);
  }

  /** Tells the hub of the team as the admin has it, where it does not know. @returns how much it was told */
  async publishTeam(admin: Admin): Promise<number> {
    const client = jetstream(this.#connection);
    const known = await this.#wrappedFor();
    let told = 0;
    // Keys first: whoever reads the new roster finds the key that it names.
    for (const { subject, sealKey, wrap } of admin.keyMessages()) {
      if (known.get(subject) === sealKey) continue;
      const about = headers();
      about.set(WRAPPED_FOR, sealKey);
      await client.publish(subject, wrap(), { headers: about });
      told += 1;
    }
    const roster = admin.rosterMessage();
    const last = await this.manager.streams.getMessage(STREAM.team, { last_by_subj: ROSTER_SUBJECT });
    if (last === null || !Buffer.from(roster.data).equals(last.data)) {
      await client.publish(roster.subject, roster.data);
      told += 1;
    }
    return told;
  }

  /** The member's key that each wrapped team key is for, by subject. */
  async #wrappedFor(): Promise<Map<string, string>> {
    const consumer = await jetstream(this.#connection).consumers.get(STREAM.team, {
      filter_subjects: ['team.key.>'],
      deliver_policy: 'last_per_subject',
      headers_only: true,
    });
    const { num_pending: pending }: ConsumerInfo = await consumer.info(true);
    const known = new Map<string, string>();
    if (pending === 0) return known;
    const messages = await consumer.fetch({ max_messages: pending, expires: READ_LIMIT_MS });
    for await (const message of messages) known.set(message.subject, message.headers?.get(WRAPPED_FOR) ?? '');
    await consumer.delete();
    return known;
  }
}
