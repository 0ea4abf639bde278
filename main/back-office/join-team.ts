import { randomUUID } from 'node:crypto';
import type { Callback } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { z } from '#shared/contract/schema.ts';
import { ok, type AppError, type Result } from '#shared/result.ts';
import { kept } from '../callbacks/kept.ts';
import { openAgentFile, type AgentAccess } from '../hub/agent-file.ts';
import { ScriptDrafts } from '../script-book/drafts.ts';
import type { Facts, RecordStore } from '../records/store.ts';

const FACT = 'hub-access';

const stored = z.strictObject({
  teamId: z.string(),
  teamName: z.string(),
  servers: z.array(z.string()),
  agent: z.string(),
  displayName: z.string(),
  adminKey: z.string(),
  ca: z.string().nullable(),
  seed: z.base64url(),
});

/** What this agent was given to reach the team's hub; null for a desk alone. */
export function accessIn(facts: Facts): AgentAccess | null {
  const text = facts.get(FACT);
  if (text === null) return null;
  const { seed, ...access } = stored.parse(JSON.parse(text));
  return { ...access, seed: Buffer.from(seed, 'base64url') };
}

/**
 * Joins the team: the agent's file goes into the records, and whoever waits to be called in this desk's own queue is
 * asked for at the team's. Errors: those of `openAgentFile`, and of a disk that does not take it.
 */
export function joinTeam(
  store: RecordStore,
  file: { readonly text: string; readonly code: string },
  nowMs: number,
): Result<void, AppError> {
  const opened = openAgentFile(file.text, file.code);
  if (!opened.ok) return opened;
  const { seed, ...access } = opened.value;
  const isFirst = accessIn(store.facts) === null;
  const joined = kept(() =>
    store.transaction(() => {
      if (isFirst) {
        takeAlong(store, nowMs);
        takeScriptsAlong(store);
      }
      store.facts.set(FACT, JSON.stringify({ ...access, seed: Buffer.from(seed).toString('base64url') }));
    }),
  );
  return joined.ok ? ok() : joined;
}

/** The desk's own log ends here; those who still wait go on waiting, since the same time. */
function takeAlong(store: RecordStore, nowMs: number): void {
  const waiting = openOnes(store, nowMs);
  store.log.clear();
  for (const callback of waiting) {
    const [first, ...others] = callback.notes.map(({ text }) => text);
    const events = [requestAgain(callback, first, nowMs), ...others.map((text) => noteAgain(text, nowMs))];
    for (const event of events) store.outbox.add({ callbackId: callback.id, event, writtenMs: nowMs });
  }
}

/** What was published at this desk alone is for the team to have only once somebody publishes it there. */
function takeScriptsAlong(store: RecordStore): void {
  const drafts = new ScriptDrafts(store);
  for (const word of store.scripts.words()) {
    const text = store.scripts.last(word)?.text ?? null;
    if (text !== null && drafts.get(word) === null) drafts.keep({ draftId: word, text, base: 0 });
  }
  // None of them was begun from a version of the team.
  for (const draft of drafts.all()) drafts.keep({ ...draft, base: 0 });
  store.scripts.clear();
}

function openOnes(store: RecordStore, nowMs: number): Callback[] {
  const me = { agent: 'lead-join', lead: true };
  const views = (['team', 'attention'] as const).map((view) => allPages(store, { view, me, nowMs }));
  return [...new Map(views.flat().map((callback) => [callback.id, callback])).values()];
}

function allPages(
  store: RecordStore,
  query: Pick<Parameters<RecordStore['callbacks']['page']>[0], 'view' | 'me' | 'nowMs'>,
): Callback[] {
  const found: Callback[] = [];
  for (let after: string | null = null; ;) {
    const page = store.callbacks.page({ ...query, search: '', after, limit: 500 });
    found.push(...page.items.map(({ callback }) => callback));
    if (page.after === null) return found;
    ({ after } = page);
  }
}

/** Each by itself: together they may be longer than an event takes, and the log that had them is gone. */
function noteAgain(text: string, nowMs: number): CallbackEvent {
  return { id: randomUUID(), at: nowMs, type: 'note', text };
}

function requestAgain(callback: Callback, note: string | undefined, nowMs: number): CallbackEvent {
  return {
    id: randomUUID(),
    at: nowMs,
    type: 'requested',
    number: callback.number,
    reason: callback.reason,
    priority: callback.priority,
    requestedMs: callback.requestedMs,
    dueMs: callback.dueMs,
    source: callback.source,
    ...(callback.name !== '' && { name: callback.name }),
    ...(callback.language !== '' && { language: callback.language }),
    ...(callback.zone !== null && { zone: callback.zone }),
    ...(callback.window !== null && { window: callback.window }),
    ...(note !== undefined && { note }),
  };
}
