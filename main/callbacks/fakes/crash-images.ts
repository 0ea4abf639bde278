import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLog } from '../../hub/fakes/memory-hub.ts';
import type { LogMessage } from '../../hub/hub.ts';
import { openRecordStore } from '../../records/open-store.ts';
import type { Lasting, RecordStore } from '../../records/store.ts';
import { plainCodec } from '../plain-codec.ts';

const KEY = new Uint8Array(32).fill(7);
const FILES = ['records.db', 'records.db-wal'] as const;

/** What a power cut of the app at this very moment would leave: the files as they are, and the hub's log. */
export interface CrashImage {
  readonly at: string;
  readonly folder: string;
  readonly messages: readonly LogMessage[];
  readonly nowMs: number;
}

/** A store on the disk, of which an image is kept before and after each of its writes. */
export class CrashImages {
  readonly folder = mkdtempSync(join(tmpdir(), 'hearthline-crash-'));
  readonly images: CrashImage[] = [];
  readonly #log: MemoryLog;
  readonly #now: () => number;
  #isRecording = false;
  #depth = 0;

  constructor(log: MemoryLog, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  store(): RecordStore {
    return this.#recorded(openIn(this.folder));
  }

  record(): void {
    this.#isRecording = true;
    const append = this.#log.append.bind(this.#log);
    this.#log.append = (author, publication) => {
      this.#keep('before the hub stores');
      const published = append(author, publication);
      this.#keep('after the hub stored');
      return published;
    };
  }

  stop(): void {
    this.#isRecording = false;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #recorded(store: RecordStore): RecordStore {
    const transaction = <T>(act: () => T, lasting?: Lasting): T => {
      this.#depth += 1;
      try {
        const result = store.transaction(() => {
          const acted = act();
          if (this.#depth === 1) this.#keep('before a commit');
          return acted;
        }, lasting);
        if (this.#depth === 1) this.#keep('after a commit');
        return result;
      } finally {
        this.#depth -= 1;
      }
    };
    return { ...store, transaction };
  }

  #keep(what: string): void {
    if (!this.#isRecording) return;
    const number = this.images.length + 1;
    const folder = join(this.folder, `image-${number}`);
    mkdirSync(folder);
    for (const file of FILES) {
      if (existsSync(join(this.folder, file))) copyFileSync(join(this.folder, file), join(folder, file));
    }
    const messages = [...this.#log.messages];
    this.images.push({ at: `${number}, ${what}`, folder, messages, nowMs: this.#now() });
  }
}

export function openIn(folder: string): RecordStore {
  const opened = openRecordStore({ path: join(folder, FILES[0]), key: KEY });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** A hub's log with these messages in it. */
export function logWith(messages: readonly LogMessage[], now: () => number): MemoryLog {
  let storedMs: number | null = 0;
  const log = new MemoryLog({ now: () => storedMs ?? now() });
  for (const message of messages) {
    storedMs = message.hubMs;
    const opened = plainCodec.open(message);
    const messageId = opened.kind === 'event' ? opened.event.id : `message ${message.seq}`;
    const expectedSeq = log.lastAbout(message.callbackId)?.seq ?? 0;
    log.append(message.author, { ...message, messageId, expectedSeq });
  }
  storedMs = null;
  return log;
}
