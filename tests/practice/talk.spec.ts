import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BalanceFigures } from '#shared/call/balance.ts';
import { until } from '../pbx/until.ts';
import { PracticeStage } from './stage.ts';

let stage: PracticeStage;

beforeAll(async () => {
  stage = await PracticeStage.set();
});
afterEach(async () => {
  await stage.hangUpAll();
});
afterAll(async () => {
  await stage?.clear();
});

/** What the line tells of a call, at this moment. */
async function figures(callId: string): Promise<BalanceFigures> {
  return until('the balance of the call', () => stage.line.levels?.calls[callId]?.balance ?? undefined);
}

describe('who spoke for how long in a call', () => {
  it('is heard by the line: the agent, then the patient, and nothing of what the agent says on mute', async () => {
    const { id } = await stage.take('missed-appointment');
    // Nothing is weighed before the first look, a moment after the answer: no sound is opened while the call begins.
    await figures(id);
    const from = await stage.now();
    await stage.agentSays('speech');
    await stage.quiet('agent', from, 600);
    const spoken = await figures(id);
    // 4.8 s from the first word to the last, with gaps between its sentences of which some are long enough to count as
    // pauses; the practice patient waits until it is over.
    expect(spoken.talkMs).toBeGreaterThan(3500);
    expect(spoken.talkMs).toBeLessThan(5200);
    expect(spoken.longestMonologueMs).toBeGreaterThan(4300);
    expect(spoken.longestMonologueMs).toBeLessThan(5200);

    await stage.heard('patient', from);
    await stage.quiet('patient', from);
    const answered = await figures(id);
    expect(answered.listenMs).toBeGreaterThan(spoken.listenMs + 1000);
    expect(answered.talkMs - spoken.talkMs).toBeLessThan(500);

    await stage.line.do({ kind: 'set-mute', callId: id, muted: true });
    await stage.agentSays('speech');
    expect((await figures(id)).talkMs).toBe(answered.talkMs);
  });

  it('is forgotten with the call', async () => {
    const { id } = await stage.take('missed-appointment');
    await figures(id);
    await stage.hangUpAll();
    const { id: next } = await stage.take('missed-appointment');
    const fresh = await until(
      'levels of the next call',
      () => stage.line.levels?.calls[next]?.balance ?? undefined,
    );
    expect(fresh.talkMs).toBe(0);
    expect(stage.line.levels?.calls[id]).toBeUndefined();
  });
});
