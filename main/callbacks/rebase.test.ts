import { describe, expect, it } from 'vitest';
import type { Callback, Hold } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { rebase } from './rebase.ts';

const NOW = 1_000_000;
const me = { agent: 'ana', desk: 'desk-a' };
const common = { id: crypto.randomUUID(), at: NOW, desk: 'desk-a' };
const claimed: CallbackEvent = { ...common, type: 'claimed', leaseMs: 60_000 };
const old: CallbackEvent = { ...claimed, at: NOW - 11_000 };
const renewed: CallbackEvent = { ...common, type: 'renewed', leaseMs: 60_000 };
const released: CallbackEvent = { ...common, type: 'released' };

function callback(changes: Partial<Callback> = {}): Callback {
  return {
    id: 'callback-1',
    status: 'open',
    attention: null,
    joinedTo: null,
    number: '+12025550101',
    name: '',
    reason: 'Billing',
    language: '',
    priority: 'normal',
    zone: null,
    window: null,
    dueMs: 0,
    requestedMs: 0,
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
function held(changes: Partial<Hold> = {}): Callback {
  const hold = { ...me, sinceMs: 0, untilMs: NOW + 1000, reserve: false, dialStartedMs: null };
  return callback({ hold: { ...hold, ...changes } });
}
const sent = { kind: 'send' };
const dropped = (code: string) => ({ kind: 'drop', code });

describe('an event of ours that the log was quicker than', () => {
  it('is sent whatever the log says, when it tells of something that happened', () => {
    const next = { kind: 'done' } as const;
    const events: CallbackEvent[] = [
      { ...common, type: 'dial-started' },
      { ...common, type: 'outcome', outcome: 'spoke', next },
      { ...common, type: 'note', text: 'x' },
      { ...common, type: 'cancelled', reason: 'x' },
      { ...common, type: 'rescheduled', dueMs: NOW },
    ];
    const states = [null, callback(), held({ agent: 'ben' }), callback({ status: 'done', closedMs: 1 })];
    for (const event of events) {
      for (const state of states) expect(rebase(event, state, me, NOW)).toEqual(sent);
    }
  });

  it('is a claim as long as it can be had, and not too old', () => {
    expect(rebase(claimed, callback(), me, NOW)).toEqual(sent);
    expect(rebase(claimed, held({ agent: 'ben', untilMs: NOW }), me, NOW)).toEqual(sent);
    expect(rebase(old, callback(), me, NOW)).toEqual(dropped('hub-no-answer'));
    expect(rebase(claimed, held({ agent: 'ben' }), me, NOW)).toEqual(dropped('callback-taken'));
    expect(rebase(claimed, held({ desk: 'desk-b' }), me, NOW)).toEqual(dropped('callback-taken'));
    expect(rebase(claimed, callback({ status: 'done', closedMs: 1 }), me, NOW)).toEqual(
      dropped('callback-closed'),
    );
    expect(rebase(claimed, callback({ status: 'attention' }), me, NOW)).toEqual(
      dropped('callback-needs-lead'),
    );
    expect(rebase(claimed, callback({ for: { kind: 'agent', agent: 'ben' } }), me, NOW)).toEqual(
      dropped('callback-taken'),
    );
    expect(rebase(claimed, null, me, NOW)).toEqual(dropped('callback-unknown'));
  });

  it('is a lead’s claim also where only leads decide', () => {
    const lead = { agent: 'lead-cy', desk: 'desk-c' };
    const untold = held({ untilMs: NOW, dialStartedMs: 1 });
    expect(rebase(claimed, callback({ status: 'attention' }), lead, NOW)).toEqual(sent);
    expect(rebase(claimed, untold, lead, NOW)).toEqual(sent);
    expect(rebase(claimed, untold, { ...me, desk: 'desk-b' }, NOW)).toEqual(dropped('callback-needs-lead'));
  });

  it('is said anew when it is an old claim on what this desk holds anyway', () => {
    expect(rebase(old, held({ reserve: true }), me, NOW)).toEqual({ kind: 'renew' });
    expect(rebase(old, held({ recalledMs: 5 }), me, NOW)).toEqual(dropped('callback-taken'));
  });

  it('is a renewal or a release only of what is ours', () => {
    expect(rebase(renewed, held(), me, NOW)).toEqual(sent);
    expect(rebase(renewed, held({ untilMs: NOW }), me, NOW)).toEqual(dropped('callback-not-held'));
    expect(rebase(renewed, callback(), me, NOW)).toEqual(dropped('callback-not-held'));
    expect(rebase(released, held({ desk: 'desk-b' }), me, NOW)).toEqual(sent);
    expect(rebase(released, held({ agent: 'ben' }), me, NOW)).toEqual(dropped('callback-not-held'));
  });
});
