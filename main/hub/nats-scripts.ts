import { ok, type AppError, type Result } from '#shared/result.ts';
import { Feed } from './feed.ts';
import type { Published, ScriptBounds, ScriptMessage, ScriptPublication, ScriptWay } from './hub.ts';
import type { JsApi } from './js-api.ts';
import { allAboutScript, readScriptSubject, scriptSubject, STREAM } from './layout.ts';
import { publishTo } from './nats-publish.ts';
import { checkStream, logIdOf } from './stream-check.ts';

/** Scripts change a few times a day. */
const HEARTBEAT_MS = 4_000;

/** The stream SCRIPTS on one session. It is read by a feed of its own, which fails alone. */
export class NatsScripts implements ScriptWay {
  readonly #api: JsApi;
  readonly #agent: string;
  readonly #teamId: string;
  #feed: Feed | null = null;

  constructor(api: JsApi, { agent, teamId }: { agent: string; teamId: string }) {
    this.#api = api;
    this.#agent = agent;
    this.#teamId = teamId;
  }

  async look(): Promise<Result<ScriptBounds, AppError>> {
    const info = await this.#api.streamInfo(STREAM.scripts);
    if (!info.ok) return info;
    const { config, state } = info.value;
    const checked = checkStream(STREAM.scripts, config);
    if (!checked.ok) return checked;
    return ok({ lastSeq: state.last_seq, logId: logIdOf(this.#teamId, info.value) });
  }

  follow(
    fromSeq: number,
    onBatch: (messages: readonly ScriptMessage[]) => Promise<void>,
    onFault: (fault: AppError) => void,
  ): void {
    this.stop();
    this.#feed = new Feed({
      api: this.#api,
      agent: this.#agent,
      stream: STREAM.scripts,
      heartbeatMs: HEARTBEAT_MS,
      from: { opt_start_seq: fromSeq },
      onBatch: (messages) => onBatch(messages.map(asScript)),
      onFault,
    });
    void this.#feed.start();
  }

  async lastAbout(word: string): Promise<Result<number, AppError>> {
    const found = await this.#api.message(STREAM.scripts, { last_by_subj: allAboutScript(word) });
    return found.ok ? ok(found.value?.seq ?? 0) : found;
  }

  publish({ word, ...publication }: ScriptPublication): Promise<Published> {
    const to = {
      stream: STREAM.scripts,
      subject: scriptSubject(word, this.#agent),
      about: allAboutScript(word),
    };
    return publishTo(this.#api, to, publication);
  }

  tick(): void {
    this.#feed?.tick();
  }

  stop(): void {
    this.#feed?.stop();
    this.#feed = null;
  }
}

interface Stored {
  subject: string;
  seq: number;
  timeMs: number;
  data: Uint8Array;
}

/** The stream takes no other subjects; one that is none has no word, and counts for nothing. */
function asScript({ subject, seq, timeMs, data }: Stored): ScriptMessage {
  const { word, author } = readScriptSubject(subject) ?? { word: '', author: '' };
  return { subject, word, author, seq, hubMs: timeMs, data };
}
