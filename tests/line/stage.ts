import type { LineAccount } from '#shared/contract/line.ts';
import type { Party } from '../pbx/parties.ts';
import { type Phone, type PatientOptions, startPatient } from '../pbx/patient.ts';
import { type Pbx, startPbx } from '../pbx/pbx.ts';
import { type LineSite, startLineSite } from './line-build.ts';
import { lineAccount, LinePage } from './line-page.ts';

/** A running PBX, the built line page, and whoever a test puts on it. Everything is ended by `clear`. */
export class Stage {
  readonly pbx: Pbx;
  readonly site: LineSite;
  readonly #leaving: (() => Promise<void>)[] = [];

  private constructor(pbx: Pbx, site: LineSite) {
    this.pbx = pbx;
    this.site = site;
  }

  static async set(): Promise<Stage> {
    const [pbx, site] = await Promise.all([startPbx(), startLineSite()]);
    return new Stage(pbx, site);
  }

  /** A line window, not signed in. */
  async line(extension: string, voice: Party): Promise<LinePage> {
    const line = await LinePage.open({
      siteUrl: this.site.url,
      password: `pw${extension}`,
      voice,
    });
    this.#leaving.push(() => line.close());
    return line;
  }

  /** A registered desk. */
  async desk(extension: string, voice: Party, changes: Partial<LineAccount> = {}): Promise<LinePage> {
    const line = await this.line(extension, voice);
    await line.signIn(lineAccount(extension, this.pbx.wsUrl, changes));
    await this.pbx.waitForRegistration(extension);
    return line;
  }

  async patient(options: Omit<PatientOptions, 'pbx'> = {}): Promise<Phone> {
    const patient = await startPatient({ pbx: this.pbx, ...options });
    this.#leaving.push(() => patient.stop());
    return patient;
  }

  /** Stopped with the rest. */
  add<T extends { stop(): Promise<void> }>(other: T): T {
    this.#leaving.push(() => other.stop());
    return other;
  }

  async clear(): Promise<void> {
    for (const leave of this.#leaving.toReversed()) await leave();
    await this.site.close();
    await this.pbx.stop();
  }
}

/** The patient has noticed that the last call is over. */
export async function atRest(patient: Phone): Promise<void> {
  if (patient.state.name !== 'idle') await patient.waitFor('ended');
}

/** Lets the patient call a desk, the desk answer, and the agent hear the patient alone. @returns The call's id. */
export async function talk(patient: Phone, desk: LinePage, extension: string): Promise<string> {
  await atRest(patient);
  await patient.call(extension);
  const { id } = await desk.callIn('ringing');
  await desk.do({ kind: 'answer', callId: id });
  await desk.untilCall(id, 'talking', (call) => call.phase.name === 'talking');
  // Up is not yet joined: the PBX connects the two once both have answered, and sound takes its way after that.
  if (patient.party) await desk.untilHeard(patient.party);
  return id;
}

/** Ends whatever is left on a desk, so that the next test starts clean. */
export async function hangUpAll(desk: LinePage): Promise<void> {
  for (const call of desk.snapshot.calls) {
    if (call.phase.name !== 'ended') await desk.order({ kind: 'hang-up', callId: call.id });
  }
  await desk.until('no call', (now) => now.calls.every((call) => call.phase.name === 'ended'));
}
