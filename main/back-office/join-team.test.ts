import { describe, expect, it } from 'vitest';
import type { Callback } from '#shared/callback/callback.ts';
import { callbackEvent } from '#shared/callback/event.ts';
import { newAgentCode } from '../hub/agent-code.ts';
import { sealAgentFile } from '../hub/agent-file.ts';
import { identityFrom, newSeed } from '../hub/identity.ts';
import { publicText } from '../hub/raw-keys.ts';
import { aCallback, memoryStore, NOW } from '../records/fakes/samples.ts';
import type { RecordStore } from '../records/store.ts';
import { accessIn, joinTeam } from './join-team.ts';

const code = newAgentCode();
const text = sealAgentFile(
  {
    teamId: 'north-clinic',
    teamName: 'North Clinic',
    servers: ['wss://hub1.example.org'],
    agent: 'ana-lima',
    displayName: 'Ana Lima',
    adminKey: publicText(identityFrom(newSeed()).signing),
    ca: null,
    seed: newSeed(),
  },
  code,
);

const LONGEST = 'x'.repeat(4000);

/** A desk alone with one who waits, and these notes about them. */
function joinedWith(notes: readonly string[]): RecordStore {
  const store = memoryStore();
  const own: Callback['notes'] = notes.map((note) => ({ author: 'lead-1001', atMs: NOW, text: note }));
  store.callbacks.put(aCallback('callback-1', { notes: own }), false);
  expect(joinTeam(store, { text, code }, NOW)).toMatchObject({ ok: true });
  return store;
}

describe('Joining the team', () => {
  it('asks for whoever waits at the team’s, with every note whole', () => {
    const store = joinedWith(['Call her son', LONGEST, `${LONGEST.slice(1)}y`]);
    const sent = store.outbox.unsent();
    expect(sent).toMatchObject([
      { callbackId: 'callback-1', event: { type: 'requested', note: 'Call her son' } },
      { callbackId: 'callback-1', event: { type: 'note', text: LONGEST } },
      { callbackId: 'callback-1', event: { type: 'note', text: `${LONGEST.slice(1)}y` } },
    ]);
    for (const { event } of sent) expect(callbackEvent.safeParse(event).success).toBe(true);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
  });

  it('takes them along once: a new file for the same agent asks for nobody again', () => {
    const store = joinedWith([]);
    expect(accessIn(store.facts)).toMatchObject({ agent: 'ana-lima' });
    expect(joinTeam(store, { text, code }, NOW)).toMatchObject({ ok: true });
    const [only, ...others] = store.outbox.unsent();
    expect([only?.event.type, others]).toEqual(['requested', []]);
    expect(only?.event).not.toHaveProperty('note');
  });
});
