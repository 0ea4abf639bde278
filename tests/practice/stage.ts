import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Call } from '#shared/call/call.ts';
import type { PracticeFacts } from '#shared/contract/practice.ts';
import { persona, type ColleaguePersona, type Persona } from '#shared/practice/persona.ts';
import { recordingPath } from '#shared/practice/recording.ts';
import { type LineSite, startLineSite } from '../line/line-build.ts';
import { LinePage } from '../line/line-page.ts';
import { until } from '../pbx/until.ts';
import { installAgentEars, installAgentVoice, type Moment } from './agent-voice.ts';

const CAST = fileURLToPath(new URL('../../assets/practice', import.meta.url));
/** -40 dBFS: no noise of the codec is as loud, every recording is much louder. */
const AUDIBLE = 0.01;

export type Side = 'agent' | 'patient';

export function person(id: string): Persona {
  return persona.parse(JSON.parse(readFileSync(`${CAST}/${id}.json`, 'utf8')));
}

/** The recording of a colleague's sentence, for the agent to say: any speech will do. */
function recordingOf(id: string, pick: (one: ColleaguePersona) => string | undefined): string {
  const one = person(id);
  if (one.kind !== 'colleague') throw new Error(`${id} is no colleague`);
  const sentence = pick(one);
  if (sentence === undefined) throw new Error(`${id} has no such sentence`);
  return readFileSync(`${CAST}/voices/${recordingPath(id, one.voice, sentence)}`).toString('base64');
}

/** What the agent says in these tests. */
export const WORDS = {
  /** About three seconds. */
  greeting: recordingOf('nurse', (one) => one.lines[0]),
  /** Less than a second. */
  word: recordingOf('nurse', (one) => one.afterHold),
  /** About five seconds. */
  speech: recordingOf('billing', (one) => one.lines[1]),
};

/** The real line page on the practice line, with the agent's microphone and both ends' ears in the test's hand. */
export class PracticeStage {
  readonly line: LinePage;
  readonly #site: LineSite | null;

  private constructor(line: LinePage, site: LineSite | null) {
    this.line = line;
    this.#site = site;
  }

  static async set(): Promise<PracticeStage> {
    const site = await startLineSite();
    return PracticeStage.#at(site, site);
  }

  /** Several desks beside each other, each on a practice line of its own. */
  static async several(count: number): Promise<{ stages: PracticeStage[]; clear: () => Promise<void> }> {
    const site = await startLineSite();
    const stages = await Promise.all(Array.from({ length: count }, () => PracticeStage.#at(site, null)));
    const clear = async (): Promise<void> => {
      await Promise.all(stages.map((stage) => stage.clear()));
      await site.close();
    };
    return { stages, clear };
  }

  static async #at(site: LineSite, own: LineSite | null): Promise<PracticeStage> {
    const line = await LinePage.open({ siteUrl: site.url, password: '', voice: 'agent' });
    await line.page.addInitScript(installAgentVoice);
    await line.page.addInitScript(installAgentEars);
    await line.page.reload();
    const stage = new PracticeStage(line, own);
    await line.do({ kind: 'practise' });
    await line.until('registered', (now) => now.registration.name === 'registered');
    return stage;
  }

  async clear(): Promise<void> {
    await this.line.close();
    await this.#site?.close();
  }

  /** A patient calls and the agent answers. */
  async take(patientId: string): Promise<Call> {
    // The patient of the call before may not have put the phone down yet.
    const asked = async () => (await this.line.order({ kind: 'practice-call', patientId })).ok;
    await until('the patient to be free to call', asked);
    const { id } = await this.line.callIn('ringing');
    await this.line.do({ kind: 'answer', callId: id });
    return this.line.untilCall(id, 'talking', ({ phase }) => phase.name === 'talking');
  }

  /** A patient calls, the agent answers, and the patient has begun to speak. */
  async takeAndHear(patientId: string): Promise<Call> {
    const call = await this.take(patientId);
    await this.heard('patient', await this.now());
    return call;
  }

  async agentSays(words: keyof typeof WORDS): Promise<void> {
    await this.line.page.evaluate((recording) => window.agentVoice.say(recording), WORDS[words]);
  }

  /** `performance.now()` of the page. */
  now(): Promise<number> {
    return this.line.page.evaluate(() => performance.now());
  }

  /** Resolves when so much time has gone by in the page: for what must stay quiet meanwhile. */
  async passes(ms: number): Promise<void> {
    const from = await this.now();
    await until('time to pass', async () => (await this.now()) - from >= ms, ms + 10_000);
  }

  async since(fromMs: number): Promise<Moment[]> {
    return this.line.page.evaluate(
      (from) => window.agentVoice.record.filter(({ atMs }) => atMs > from),
      fromMs,
    );
  }

  /** Resolves with the moment at which this side is first heard by the other, after `fromMs`. */
  async heard(side: Side, fromMs: number, timeoutMs = 12_000): Promise<number> {
    const probe = async () => (await this.since(fromMs)).find((one) => one[side] > AUDIBLE)?.atMs;
    return until(`the ${side} to be heard`, probe, timeoutMs);
  }

  /** Resolves with the last moment at which this side was heard, once it has been quiet for `forMs`. */
  async quiet(side: Side, fromMs: number, forMs = 1200, timeoutMs = 20_000): Promise<number> {
    const probe = async () => {
      const record = await this.since(fromMs);
      const last = record.findLast((one) => one[side] > AUDIBLE)?.atMs;
      const end = record.at(-1)?.atMs;
      return last !== undefined && end !== undefined && end - last >= forMs ? last : undefined;
    };
    return until(`the ${side} to be quiet`, probe, timeoutMs);
  }

  /** What was told of a call once it was over. */
  async factsOf(callId: string): Promise<PracticeFacts> {
    return until('what the patient noticed', () => this.line.practised.find((one) => one.callId === callId));
  }

  async hangUpAll(): Promise<void> {
    for (const call of this.line.snapshot.calls) {
      if (call.phase.name !== 'ended') await this.line.order({ kind: 'hang-up', callId: call.id });
    }
    await this.line.until('no call', (now) => now.calls.every(({ phase }) => phase.name === 'ended'));
  }
}

export function isAudible(moment: Moment, side: Side): boolean {
  return moment[side] > AUDIBLE;
}
