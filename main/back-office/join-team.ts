import { randomUUID } from 'node:crypto';
import type { Callback } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { z } from '#shared/contract/schema.ts';
import { ok, type AppError, type Result } from '#shared/result.ts';
import { kept } from '../callbacks/kept.ts';
import { openAgentFile, type AgentAccess } from '../hub/agent-file.ts';
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
      if (isFirst) takeAlong(store, nowMs);
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
    store.outbox.add({ callbackId: callback.id, event: requestAgain(callback, nowMs), writtenMs: nowMs });
  }
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

function requestAgain(callback: Callback, nowMs: number): CallbackEvent {
  const note = callback.notes
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 4000);
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
    ...(note !== '' && { note }),
  };
}
