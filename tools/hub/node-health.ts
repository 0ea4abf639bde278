import type { NatsConnection } from '@nats-io/nats-core';
import { z } from 'zod';
import { connectHub } from './connect.ts';
import { readHealthIdentity } from './health.ts';
import { authorityOf } from './members.ts';
import { SYSTEM_NAME } from './rights.ts';
import { type HubNode, serverUrls, type TeamFolder } from './team.ts';

const ANSWER_LIMIT_MS = 5000;

const stream = z.object({
  name: z.string(),
  state: z.object({
    messages: z.number(),
    first_seq: z.number(),
    last_seq: z.number(),
    num_deleted: z.number().optional(),
  }),
  cluster: z.object({ leader: z.string().optional() }).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
});
export type StreamHealth = z.infer<typeof stream>;

const jetstream = z.object({
  data: z.object({
    /** Bytes. */
    storage: z.number().optional(),
    config: z.object({ max_storage: z.number() }).optional(),
    meta_cluster: z.object({ leader: z.string().optional(), cluster_size: z.number() }).optional(),
    account_details: z
      .array(z.object({ name: z.string(), stream_detail: z.array(stream).optional() }))
      .optional(),
  }),
});
const variables = z.object({
  data: z.object({
    version: z.string(),
    tags: z.array(z.string()).optional(),
    jetstream: z.object({ config: z.object({ sync_always: z.boolean().optional() }).optional() }).optional(),
  }),
});

/** What a node says of itself. */
export interface NodeHealth {
  readonly version: string;
  readonly tags: readonly string[];
  readonly isSyncAlways: boolean;
  /** Bytes on the disk, and how many there may be. */
  readonly storeUsed: number;
  readonly storeLimit: number;
  /** Null with one node. `leader` is empty while there is none. */
  readonly cluster: { readonly leader: string; readonly size: number } | null;
  /** Streams of the account DATA, as this node's own disk has them. */
  readonly streams: readonly StreamHealth[];
}

/** A connection to one node for asking how it is. Throws `NoWayIn`. */
export async function askNode<T>(
  folder: TeamFolder,
  node: HubNode,
  ask: (about: Questions) => Promise<T>,
): Promise<T> {
  const connection = await connectHub({
    servers: serverUrls({ ...folder.team, nodes: [node] }),
    authority: authorityOf(folder),
    name: SYSTEM_NAME,
    identity: readHealthIdentity(folder.dir),
  });
  try {
    return await ask(new Questions(connection));
  } finally {
    await connection.close();
  }
}

/** What may be asked of the node that a connection is to. */
export class Questions {
  readonly #connection: NatsConnection;

  constructor(connection: NatsConnection) {
    this.#connection = connection;
  }

  async health(): Promise<NodeHealth> {
    const [vars, js] = await Promise.all([
      this.#ask('VARZ', {}).then((json) => variables.parse(json).data),
      this.#ask('JSZ', { accounts: true, streams: true, config: true }).then(
        (json) => jetstream.parse(json).data,
      ),
    ]);
    const meta = js.meta_cluster;
    return {
      version: vars.version,
      tags: vars.tags ?? [],
      isSyncAlways: vars.jetstream?.config?.sync_always === true,
      storeUsed: js.storage ?? 0,
      storeLimit: js.config?.max_storage ?? Infinity,
      cluster: meta === undefined ? null : { leader: meta.leader ?? '', size: meta.cluster_size },
      streams: js.account_details?.find(({ name }) => name === 'DATA')?.stream_detail ?? [],
    };
  }

  /** Makes the node read its configuration again. @returns what is wrong with it, or null */
  async reload(): Promise<string | null> {
    const answer = z.object({ error: z.object({ description: z.string() }).optional() });
    return answer.parse(await this.#ask('RELOAD', {})).error?.description ?? null;
  }

  async #ask(what: 'VARZ' | 'JSZ' | 'RELOAD', body: object): Promise<unknown> {
    const subject = `$SYS.REQ.SERVER.${this.#connection.info?.server_id}.${what}`;
    const answer = await this.#connection.request(subject, JSON.stringify(body), {
      timeout: ANSWER_LIMIT_MS,
    });
    return answer.json();
  }
}
