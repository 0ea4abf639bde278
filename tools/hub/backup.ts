import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInbox, type Msg, type NatsConnection } from '@nats-io/nats-core';
import { z } from 'zod';
import { inboxPrefixOf, JS_API_IN_DATA } from '../../main/hub/layout.ts';
import { Stop } from '../lib/say.mjs';
import { Admin } from './admin.ts';
import { AdminSession } from './admin-session.ts';
import { secretFolder, writeWhole } from './files.ts';
import { ADMIN_NAME } from './rights.ts';
import { readTeam, type TeamFolder, writeTeam } from './team.ts';

/**
 * Every stream as JetStream itself writes it down, positions and times included, while the hub goes on. The events
 * in it are sealed for the team as they are on the hub; subjects and times are readable.
 */
const INDEX = 'backup.json';
const CHUNK_BYTES = 128 * 1024;
const ANSWER_LIMIT_MS = 30_000;

const answer = z.looseObject({ error: z.object({ description: z.string() }).optional() });
const snapshot = z.object({
  config: z.looseObject({ name: z.string() }),
  state: z.looseObject({ last_seq: z.number() }),
});
const index = z.object({
  version: z.literal(1),
  teamId: z.string(),
  takenAt: z.string(),
  streams: z.array(snapshot.extend({ file: z.string() })),
});
type StreamBackup = z.infer<typeof index>['streams'][number];

/** What was written or put back: a stream and the position it ends at. */
export interface BackedUp {
  readonly stream: string;
  readonly lastSeq: number;
}

/** Writes a backup into a new folder. */
export async function backUp(dir: string, target: string): Promise<BackedUp[]> {
  const folder = readTeam(dir);
  if (existsSync(target))
    throw new Stop(`${target} is there already. What to do: name a new folder for each backup.`);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  secretFolder(target);
  const streams = await asAdmin(folder, async (session) => {
    const found: StreamBackup[] = [];
    for (const { config } of await session.streams())
      found.push(await saveStream(session.connection, config.name, target));
    return found;
  });
  // Written last: a folder without it is no backup.
  const content = { version: 1, teamId: folder.team.teamId, takenAt: new Date().toISOString(), streams };
  writeWhole(join(target, INDEX), `${JSON.stringify(content, null, 2)}\n`, 0o600);
  return streams.map(({ config, state }) => ({ stream: config.name, lastSeq: state.last_seq }));
}

/** Puts a backup into a hub that has no streams. */
export async function restore(dir: string, source: string): Promise<BackedUp[]> {
  const folder = readTeam(dir);
  const path = join(source, INDEX);
  if (!existsSync(path)) throw new Stop(`${source} holds no whole backup: ${INDEX} is not in it.`);
  const read = index.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.success) throw new Stop(`${path} is damaged: ${read.error.issues[0]?.path.join('.')}`);
  if (read.data.teamId !== folder.team.teamId)
    throw new Stop(`${source} is the backup of another team's hub.`);
  await asAdmin(folder, async (session) => {
    const there = (await session.streams()).map(({ config }) => config.name);
    if (there.length > 0)
      throw new Stop(
        `The hub has streams (${there.join(', ')}); a backup goes into an empty one: start it with --empty.`,
      );
    for (const one of read.data.streams) await putStream(session.connection, one, source);
  });
  writeTeam({ ...folder, team: { ...folder.team, created: true } });
  return read.data.streams.map(({ config, state }) => ({ stream: config.name, lastSeq: state.last_seq }));
}

async function asAdmin<T>(folder: TeamFolder, act: (session: AdminSession) => Promise<T>): Promise<T> {
  const session = await AdminSession.open(folder, Admin.open(folder.dir, folder.team.teamId));
  try {
    return await act(session);
  } finally {
    await session.close();
  }
}

async function saveStream(connection: NatsConnection, name: string, target: string): Promise<StreamBackup> {
  const file = `${name}.snapshot`;
  const inbox = createInbox(inboxPrefixOf(ADMIN_NAME));
  const chunks = connection.subscribe(inbox);
  const request = { deliver_subject: inbox, no_consumers: true, chunk_size: CHUNK_BYTES, jsck: true };
  const begun = await ask(connection, `${JS_API_IN_DATA}.STREAM.SNAPSHOT.${name}`, JSON.stringify(request));
  const out = openSync(join(target, file), 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      if (chunk.data.length === 0) {
        refuseFailed(chunk, name);
        break;
      }
      for (let at = 0; at < chunk.data.length; at += writeSync(out, chunk.data, at));
      // The server sends on as we take.
      chunk.respond();
    }
    fsyncSync(out);
  } finally {
    closeSync(out);
    chunks.unsubscribe();
  }
  return { ...snapshot.parse(begun), file };
}

/** The last chunk is empty; with a status it says that the rest is missing. */
function refuseFailed(last: Msg, name: string): void {
  const status = last.headers?.code ?? 0;
  if (status >= 400)
    throw new Stop(`The backup of ${name} was cut off: ${last.headers?.description ?? status}`);
}

async function putStream(
  connection: NatsConnection,
  { config, state, file }: StreamBackup,
  source: string,
): Promise<void> {
  const subject = `${JS_API_IN_DATA}.STREAM.RESTORE.${config.name}`;
  const begun = await ask(connection, subject, JSON.stringify({ config, state }));
  const { deliver_subject: to } = z.object({ deliver_subject: z.string() }).parse(begun);
  const bytes = readFileSync(join(source, file));
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    await connection.request(to, bytes.subarray(at, at + CHUNK_BYTES), { timeout: ANSWER_LIMIT_MS });
  await ask(connection, to, '');
}

async function ask(connection: NatsConnection, subject: string, body: string): Promise<unknown> {
  const message = await connection.request(subject, body, { timeout: ANSWER_LIMIT_MS });
  const json = answer.parse(message.json());
  if (json.error) throw new Stop(`${subject}: ${json.error.description}`);
  return json;
}
