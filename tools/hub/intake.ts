import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallbackEvent, RequestSource } from '#shared/callback/event.ts';
import { readRequest, type Request, type RequestMistake } from '#shared/callback/intake.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Publication, Published } from '../../main/hub/hub.ts';
import { type Identity, identityFrom } from '../../main/hub/identity.ts';
import { JsApi } from '../../main/hub/js-api.ts';
import {
  allAbout,
  callbackSubject,
  JS_API_FOR_AGENTS,
  ROSTER_SUBJECT,
  STREAM,
} from '../../main/hub/layout.ts';
import { publishTo } from '../../main/hub/nats-publish.ts';
import { derived, publicKey } from '../../main/hub/raw-keys.ts';
import { checkRoster } from '../../main/hub/roster.ts';
import { sealFromIntake } from '../../main/hub/seal.ts';
import { connectHub } from './connect.ts';
import { type IntakeFile, readIntakeFile, saveIntakeFile } from './identity-files.ts';
import { Spool } from './spool.ts';

/** What became of one request. */
export type Taken =
  | 'stored'
  /** The hub has it from an earlier try. */
  | 'known'
  /** The hub did not answer in time: it waits on this disk, sealed, for `enqueue --flush`. */
  | 'spooled'
  /** The hub takes nothing from this intake. */
  | 'refused';

/** What a request may say besides the fields of shared/callback/intake.ts. */
export interface RequestLine {
  readonly request: Request;
  readonly source: RequestSource;
  /** The same key is the same request, however often it is sent. */
  readonly key: string;
}

const SOURCES: readonly RequestSource[] = ['phone', 'web', 'import', 'script'];
/** A number as others write it is read as the team would; extensions are short. */
const EXTENSION_MAX_LENGTH = 6;

/** A way in: writes requests, reads nothing of the log. */
export class Intake {
  readonly #path: string;
  readonly #identity: Identity;
  readonly #idKey: Buffer;
  readonly spool: Spool;
  #file: IntakeFile;
  #api: JsApi | null = null;

  constructor(path: string) {
    this.#path = path;
    this.#file = readIntakeFile(path);
    const seed = Buffer.from(this.#file.seed, 'base64url');
    this.#identity = identityFrom(seed);
    this.#idKey = derived(seed, 'hearthline-request-id-1', '');
    this.spool = new Spool(`${path}.spool`);
  }

  get name(): string {
    return this.#file.name;
  }

  /** Checks what somebody wrote. */
  read(value: unknown, source: RequestSource): Result<RequestLine, RequestMistake[]> {
    const { ref = null, source: told = source, ...rest } = isRecord(value) ? value : {};
    const mistakes: RequestMistake[] = [];
    if (ref !== null && (typeof ref !== 'string' || ref === '' || ref.length > 200))
      mistakes.push({ field: '', expected: 'ref: a text of at most 200 characters', found: typeof ref });
    const known = SOURCES.find((one) => one === told);
    if (known === undefined)
      mistakes.push({ field: '', expected: `source: one of ${SOURCES.join(', ')}`, found: typeof told });
    const { country, timezone } = this.#file.reads;
    const numbers = { country, dialPrefix: '', extensionMaxLength: EXTENSION_MAX_LENGTH };
    const rules = { numbers, zone: timezone, nowMs: Date.now() };
    const request = readRequest(isRecord(value) ? rest : value, rules);
    if (!request.ok) return failed([...mistakes, ...request.error]);
    if (mistakes.length > 0 || known === undefined) return failed(mistakes);
    return ok({ request: request.value, source: known, key: keyOf(ref, rest['requested'], request.value) });
  }

  /**
   * Connects, and learns of the newest key to seal for. Throws `NoWayIn`. Without it everything is spooled.
   */
  async open(): Promise<void> {
    const { servers, ca, name } = this.#file;
    const connection = await connectHub({ servers, authority: ca, name, identity: this.#identity });
    this.#api = await JsApi.of(connection);
    const subject = `${JS_API_FOR_AGENTS}.DIRECT.GET.${STREAM.team}.${ROSTER_SUBJECT}`;
    const answer = await connection.request(subject, '', { timeout: ANSWER_LIMIT_MS });
    this.#learn(answer.data);
  }

  async close(): Promise<void> {
    const api = this.#api;
    this.#api = null;
    await api?.connection.close();
  }

  /** Stores a request with the hub, or on the disk. Whatever it answers but `refused`, the request is safe. */
  submit(line: RequestLine): Promise<Taken> {
    return this.send(this.keep(line));
  }

  /** Puts a request on the disk, sealed: nothing that happens from here on loses it. */
  keep(line: RequestLine): Publication {
    const publication = this.#seal(line);
    this.spool.put(publication);
    return publication;
  }

  /** Sends what waits on the disk. @returns what became of each */
  async flush(): Promise<Taken[]> {
    const taken: Taken[] = [];
    for (const publication of this.spool.waiting()) taken.push(await this.send(publication));
    return taken;
  }

  async send(publication: Publication): Promise<Taken> {
    if (this.#api === null || this.#api.connection.isClosed()) return 'spooled';
    const { callbackId } = publication;
    const to = {
      stream: STREAM.callbacks,
      subject: callbackSubject(callbackId, this.name),
      about: allAbout(callbackId),
    };
    let published = await publishTo(this.#api, to, publication);
    // In a cluster this may also say that another try is on its way: the second answer is the true one.
    if (published.kind === 'lost-race') published = await publishTo(this.#api, to, publication);
    return this.#concluded(publication, published);
  }

  #concluded({ callbackId }: Publication, { kind }: Published): Taken {
    switch (kind) {
      case 'stored':
      case 'lost-race':
        this.spool.remove(callbackId);
        return kind === 'stored' ? 'stored' : 'known';
      case 'unknown':
        return 'spooled';
      case 'refused':
        this.spool.setAside(callbackId);
        return 'refused';
    }
  }

  #seal({ request, source, key }: RequestLine): Publication {
    const event: CallbackEvent = { ...request, type: 'requested', id: randomUUID(), at: Date.now(), source };
    const callbackId = this.#idOf(key);
    const place = { callbackId, author: this.name };
    const data = sealFromIntake(event, place, this.#file.sealFor, this.#identity.signing);
    return { callbackId, messageId: event.id, data, expectedSeq: 0 };
  }

  /** Always the same for the same text, and nothing that the text could be guessed from. */
  #idOf(text: string): string {
    return createHmac('sha256', this.#idKey).update(text).digest('base64url').slice(0, 22);
  }

  #learn(message: Uint8Array): void {
    const { team, adminKey, sealFor } = this.#file;
    const trust = { teamId: team.id, adminKey: publicKey('ed25519', adminKey), atLeast: sealFor.revision };
    const roster = checkRoster(message, trust);
    // What does not count is not used; desks keep every key, so the one that is known will do.
    if (!roster.ok || roster.value.revision === sealFor.revision) return;
    const { revision, currentKey, keys } = roster.value;
    const intakeKey = keys.find(({ id }) => id === currentKey)?.intakeKey;
    if (intakeKey === undefined) return;
    this.#file = { ...this.#file, sealFor: { revision, keyId: currentKey, intakeKey } };
    saveIntakeFile(this.#path, this.#file);
  }
}

const ANSWER_LIMIT_MS = 3000;

/**
 * The writer's own name for a request (`ref`), or all of it when it says when the patient asked. Without either it is
 * new each time it is sent: better the same patient twice in one group than two requests taken for one.
 */
function keyOf(ref: unknown, requested: unknown, request: Request): string {
  if (typeof ref === 'string') return `ref ${ref}`;
  return typeof requested === 'string' ? `request ${JSON.stringify(request)}` : `once ${randomUUID()}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is done in time; it goes on all the same. */
export async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T | 'late'> {
  const stop = new AbortController();
  try {
    return await Promise.race([work, delay(limitMs, 'late' as const, { signal: stop.signal })]);
  } finally {
    stop.abort();
  }
}
