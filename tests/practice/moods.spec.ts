import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Debrief, PracticeFacts } from '#shared/contract/practice.ts';
import { debriefOf } from '#shared/practice/debrief.ts';
import { MOODS } from '#shared/practice/feeling.ts';
import { isAudible, person, PracticeStage, WORDS } from './stage.ts';

/**
 * Every practice patient, with two agents whose words are recordings: one who listens and one who talks over them. All
 * of it is sound: the patient hears the agent through a WebRTC call, and what they make of it is told by the real line
 * window.
 */

const CAST = join(import.meta.dirname, '..', '..', 'assets', 'practice');
const PATIENTS = readdirSync(CAST)
  .filter((name) => name.endsWith('.json'))
  .map((name) => person(name.replace('.json', '')))
  .filter((one) => one.kind === 'patient')
  .toSorted((a, b) => a.order - b.order);
/** Beside each other: a call is mostly waiting. More of them would make two cores late. */
const STAGES = 3;
const LIMIT_MS = 400_000;
/** Longer than the pause that does a patient good, and far shorter than what they take for nobody there. */
const PAUSE_MS = 2000;

interface Played {
  readonly facts: PracticeFacts;
  readonly debrief: Debrief;
  /** For so many looks of 40 ms, both were heard at once. */
  readonly bothHeard: number;
}

const free: PracticeStage[] = [];
/** Tests that wait for a desk, the first one first. */
const waiting: ((stage: PracticeStage) => void)[] = [];
let clear = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const set = await PracticeStage.several(STAGES);
  free.push(...set.stages);
  clear = set.clear;
});
afterAll(() => clear());

/** Runs on a desk that is free, as soon as there is one. */
async function onStage<T>(run: (stage: PracticeStage) => Promise<T>): Promise<T> {
  const stage = free.pop() ?? (await new Promise<PracticeStage>((take) => waiting.push(take)));
  try {
    return await run(stage);
  } finally {
    const next = waiting.shift();
    if (next) next(stage);
    else free.push(stage);
  }
}

/** A call with this agent. The agent acts in the page itself: what delays this process is no pause there. */
async function played(stage: PracticeStage, patientId: string, agent: typeof listen): Promise<Played> {
  const { id: callId } = await stage.take(patientId);
  const from = await stage.now();
  await stage.line.page.evaluate(agent, { callId, pauseMs: PAUSE_MS, ...WORDS });
  await stage.hangUpAll();
  const facts = await stage.factsOf(callId);
  const both = (await stage.since(from)).filter(
    (moment) => isAudible(moment, 'agent') && isAudible(moment, 'patient'),
  );
  const patient = { id: patientId, name: person(patientId).name };
  const debrief = debriefOf({ id: callId, at: 0, patient, facts, script: null });
  return { facts, debrief, bothHeard: both.length };
}

interface Script {
  readonly callId: string;
  readonly pauseMs: number;
  /** Recordings, base64. */
  readonly word: string;
  readonly greeting: string;
}

/** Greets, lets them get to the end, is quiet for a moment, opens a feeling of the script, and says little. */
async function listen({ callId, pauseMs, word }: Script): Promise<void> {
  const { agentVoice, agentEars } = window;
  const { bridge } = window as unknown as { bridge: { order(order: unknown): void } };
  let from = performance.now();
  await agentVoice.say(word);
  for (let turn = 0; turn < 3; turn += 1) {
    const began = await agentEars.heard('patient', from, 12_000);
    if (began === null) throw new Error(`The patient did not speak in turn ${turn}.`);
    await agentEars.quiet('patient', began, pauseMs);
    if (turn === 0) bridge.order({ id: 'chip', command: { kind: 'practice-chip', callId } });
    from = performance.now();
    await agentVoice.say(word);
  }
  // Who answers has heard the last word too.
  await agentEars.heard('patient', from, 12_000);
}

/** Speaks whenever the patient speaks, four times, or until they are heard no more. */
async function talkOver({ greeting, word }: Script): Promise<void> {
  const { agentVoice, agentEars } = window;
  let from = performance.now();
  await agentVoice.say(word);
  for (let turn = 0; turn < 4; turn += 1) {
    if ((await agentEars.heard('patient', from, 8000)) === null) return;
    await agentVoice.say(greeting);
    from = performance.now();
  }
}

const mood = ({ facts }: Played, when: 'from' | 'to'): number => MOODS.indexOf(facts.notes.moods[when]);
const triggers = ({ facts }: Played): string[] => facts.notes.moments.map(({ trigger }) => trigger);

describe.concurrent('a practice patient reacts to how they are spoken with:', () => {
  it.each(PATIENTS.map(({ id }) => id))(
    '%s',
    async (id) => {
      const [heard, interrupted] = await onStage(
        async (stage) => [await played(stage, id, listen), await played(stage, id, talkOver)] as const,
      );

      // Who is listened to calms down, and knows by what.
      expect(heard.facts.notes).toMatchObject({ talkedOver: 0, walkedOut: false });
      expect(mood(heard, 'to')).toBeLessThan(mood(heard, 'from'));
      expect(triggers(heard)).toEqual(expect.arrayContaining(['heardOut', 'pause', 'chip']));
      expect(heard.debrief.helped).toEqual(['calmed', 'pause', 'chip']);

      // Who is talked over does not, and ends in another mood altogether, or goes.
      expect(interrupted.facts.notes.talkedOver).toBeGreaterThanOrEqual(2);
      expect(triggers(interrupted)).toContain('talkedOver');
      expect(mood(interrupted, 'to')).toBeGreaterThanOrEqual(mood(interrupted, 'from'));
      expect(mood(interrupted, 'to')).toBeGreaterThan(mood(heard, 'to'));
      expect(['begin-slower', 'let-finish']).toContain(interrupted.debrief.tryNext);
      expect(['begin-slower', 'let-finish']).not.toContain(heard.debrief.tryNext);

      // It is another call by the sound alone, too, at both ends.
      expect(interrupted.bothHeard).toBeGreaterThan(2 * heard.bothHeard + 10);
      const { balance } = interrupted.facts;
      expect(balance?.bothMs ?? 0).toBeGreaterThan(heard.facts.balance?.bothMs ?? Infinity);
      expect(interrupted.debrief.helped).not.toEqual(heard.debrief.helped);
    },
    LIMIT_MS,
  );
});
