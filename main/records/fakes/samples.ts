import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Callback, Hold } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { openRecordStore } from '../open-store.ts';
import type { KeptMessage, RecordStore } from '../store.ts';

/** Invented people and messages for the tests of the records. */

export const NOW = Date.parse('2026-03-02T09:00:00Z');
export const ME = { agent: 'mira', lead: false };

/** An open callback that waits for anybody since NOW. */
export function aCallback(id: string, changes: Partial<Callback> = {}): Callback {
  return {
    id,
    status: 'open',
    attention: null,
    joinedTo: null,
    number: '+12025550123',
    name: 'Ada Sample',
    reason: 'Test results',
    language: 'en',
    priority: 'normal',
    zone: null,
    window: null,
    dueMs: NOW,
    requestedMs: NOW,
    source: 'phone',
    requests: 1,
    for: null,
    hold: null,
    attempts: [],
    lastNext: null,
    notes: [],
    spokeMs: null,
    closedMs: null,
    seq: 1,
    ...changes,
  };
}

export function aHold(agent: string, changes: Partial<Hold> = {}): Hold {
  const untilMs = NOW + 60_000;
  return { agent, desk: 'desk-1', sinceMs: NOW, untilMs, reserve: false, dialStartedMs: null, ...changes };
}

export function aNote(text: string, id: string = randomUUID()): CallbackEvent {
  return { type: 'note', id, at: NOW, text };
}

export function aMessage(seq: number, changes: Partial<KeptMessage> = {}): KeptMessage {
  return {
    seq,
    callbackId: 'callback-1',
    author: 'mira',
    hubMs: NOW + seq,
    kind: 'event',
    event: aNote(`Note ${seq}`),
    verified: false,
    data: new Uint8Array([1, 2, 3, seq % 256]),
    ...changes,
  };
}

/** A store that nothing outlives. */
export function memoryStore(): RecordStore {
  return openedStore(':memory:', null);
}

export function openedStore(path: string, key: Uint8Array | null): RecordStore {
  const opened = openRecordStore({ path, key });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** A fresh folder; gone when `act` is over. */
export async function inFolder<T>(act: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hearthline-records-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
