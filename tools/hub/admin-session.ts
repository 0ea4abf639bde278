import { randomUUID } from 'node:crypto';
import {
  type ConsumerInfo,
  jetstream,
  type JetStreamManager,
  jetstreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { ROSTER_SUBJECT, STREAM } from '../../main/hub/layout.ts';
import { LOG_ID } from '../../main/hub/stream-check.ts';
import type { Admin, KeyMessage } from './admin.ts';
import { connectHub } from './connect.ts';
import { authorityOf } from './members.ts';
import { ADMIN_NAME } from './rights.ts';
import { streamDefinitions } from './streams.ts';
import { serverUrls, type TeamFolder } from './team.ts';

/** Tells for which of a member's keys a team key was wrapped, so that it is not wrapped again each time. */
const WRAPPED_FOR = 'Hearthline-Wrapped-For';
const READ_LIMIT_MS = 5000;
const READ_AT_ONCE = 500;

/** The hub as its admin sees it. */
export class AdminSession {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;

  private constructor(connection: NatsConnection, manager: JetStreamManager) {
    this.connection = connection;
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
    return this.connection.close();
  }

  /** Names of the streams there are. */
  async streams(): Promise<StreamInfo[]> {
    const found: StreamInfo[] = [];
    for await (const info of this.manager.streams.list()) found.push(info);
    return found;
  }

  /** Makes the streams that are missing. @returns their names */
  async createStreams(replicas: number, mayMake: (name: string) => boolean): Promise<string[]> {
    const there = new Set((await this.streams()).map(({ config }) => config.name));
    const missing = streamDefinitions(replicas).filter(({ name }) => !there.has(name) && mayMake(name));
    for (const definition of missing)
      await this.manager.streams.add({ ...definition, metadata: { [LOG_ID]: randomUUID() } });
    return missing.map(({ name }) => name);
  }

  /** Tells the hub of the team as the admin has it, where it does not know. @returns how much it was told */
  async publishTeam(admin: Admin): Promise<number> {
    const client = jetstream(this.connection);
    let told = 0;
    // Keys first: whoever reads the new roster finds the key that it names.
    for (const { subject, sealKey, wrap } of await this.missingKeys(admin)) {
      const about = headers();
      about.set(WRAPPED_FOR, sealKey);
      await client.publish(subject, wrap(), { headers: about });
      told += 1;
    }
    const roster = admin.rosterMessage();
    const last = await this.lastOf(STREAM.team, ROSTER_SUBJECT);
    if (last === null || !Buffer.from(roster.data).equals(last)) {
      await client.publish(roster.subject, roster.data);
      told += 1;
    }
    return told;
  }

  /** The keys that somebody in the team should have and the hub has not. */
  async missingKeys(admin: Admin): Promise<KeyMessage[]> {
    const known = await this.#wrappedFor();
    return admin.keyMessages().filter(({ subject, sealKey }) => known.get(subject) !== sealKey);
  }

  /** The last message of a subject; null when there is none. */
  async lastOf(stream: string, subject: string): Promise<Uint8Array | null> {
    const message = await this.manager.streams.getMessage(stream, { last_by_subj: subject });
    return message?.data ?? null;
  }

  /** Reads a stream from its first message to the one that is the last now. */
  async readThrough(stream: string): Promise<{ read: number; missing: number[] }> {
    const { state } = await this.manager.streams.info(stream);
    const missing: number[] = [];
    let next = 1;
    let read = 0;
    for await (const seq of this.#sequences(stream, state.last_seq)) {
      for (; next < seq; next += 1) missing.push(next);
      next = seq + 1;
      read += 1;
    }
    for (; next <= state.last_seq; next += 1) missing.push(next);
    return { read, missing };
  }

  async *#sequences(stream: string, lastSeq: number): AsyncGenerator<number> {
    if (lastSeq === 0) return;
    const consumer = await jetstream(this.connection).consumers.get(stream, { deliver_policy: 'all' });
    try {
      for (;;) {
        const messages = await consumer.fetch({ max_messages: READ_AT_ONCE, expires: READ_LIMIT_MS });
        let got = 0;
        for await (const message of messages) {
          got += 1;
          yield message.seq;
          if (message.seq >= lastSeq) return;
        }
        // Nothing more came: what is missing is at the end.
        if (got === 0) return;
      }
    } finally {
      await consumer.delete();
    }
  }

  /** The member's key that each wrapped team key is for, by subject. */
  async #wrappedFor(): Promise<Map<string, string>> {
    const consumer = await jetstream(this.connection).consumers.get(STREAM.team, {
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
