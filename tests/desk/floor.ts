import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type PatientOptions, type Phone, startPatient } from '../pbx/patient.ts';
import { type Pbx, startPbx } from '../pbx/pbx.ts';
import type { PbxOptions } from '../pbx/pbx-config.ts';
import type { SipServer } from '../pbx/sip-server.ts';
import { Agent } from './agent.ts';
import { type App, launchApp, type LaunchOptions } from './harness/launch.ts';
import { type TeamProfileOptions, writeTeamProfile } from './team-profile.ts';
import { writeVoice } from './voice.ts';

/** The patient whom the desks call, and who calls them; +1 202 555 0142 for people. */
const PATIENT_NUMBER = '12025550142';

/** Everything a test about real calls needs: a PBX, desks in the real app, and their end. */
export class Floor<Server extends SipServer = Pbx> {
  readonly pbx: Server;
  readonly dir: string;
  readonly #apps: App[] = [];
  readonly #agents: Agent[] = [];
  readonly #others: { stop(): Promise<void> }[] = [];

  private constructor(pbx: Server) {
    this.pbx = pbx;
    this.dir = mkdtempSync(join(tmpdir(), 'hearthline-floor-'));
  }

  /** A floor around a server that runs already, and is stopped with it. */
  static around<Server extends SipServer>(server: Server): Floor<Server> {
    return new Floor(server);
  }

  static async open(options: PbxOptions = {}): Promise<Floor<Pbx>> {
    return new Floor(await startPbx(options));
  }

  /** Starts the app with a voice of its own, at its sign-in page. */
  async openDesk(
    hz: number = PARTY_HZ.agent,
    profile: Partial<TeamProfileOptions> = {},
    launch: Partial<LaunchOptions> = {},
  ): Promise<Agent> {
    const file = writeTeamProfile(mkdtempSync(join(this.dir, 'desk-')), {
      servers: [this.pbx.wsUrl],
      ...profile,
    });
    const app = await launchApp({
      profile: file,
      microphoneWav: writeVoice(join(this.dir, `${hz}.wav`), hz),
      ...launch,
    });
    this.#apps.push(app);
    return Agent.at(app);
  }

  /** Starts the app and signs in. */
  async staff(
    extension: string,
    hz: number = PARTY_HZ.agent,
    profile: Partial<TeamProfileOptions> = {},
    launch: Partial<LaunchOptions> = {},
  ): Promise<Agent> {
    const agent = await this.openDesk(hz, profile, launch);
    await agent.signIn(extension, this.pbx.account(extension).password);
    await this.pbx.waitForRegistration(extension);
    this.#agents.push(agent);
    return agent;
  }

  /** A desk dies, with its calls and everything else. */
  async crash(agent: Agent): Promise<void> {
    this.#agents.splice(this.#agents.indexOf(agent), 1);
    await agent.app.kill();
  }

  /** Every desk puts its calls down. */
  async hangUpAll(): Promise<void> {
    await Promise.all(this.#agents.map((agent) => agent.hangUpAll()));
  }

  /** Has something else stopped with the floor. */
  keep<T extends { stop(): Promise<void> }>(thing: T): T {
    this.#others.push(thing);
    return thing;
  }

  /** Ends everything, also when something will not end in order; that is then the failure. */
  async close(): Promise<void> {
    const apps = await Promise.allSettled(this.#apps.map((app) => app.close()));
    const others = await Promise.allSettled(this.#others.map((thing) => thing.stop()));
    await this.pbx.stop();
    rmSync(this.dir, { recursive: true, force: true });
    const failed = [...apps, ...others].find((ending) => ending.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** A patient behind the PBX's trunk, stopped with the floor. */
export async function patientOn(
  floor: Floor,
  { number = PATIENT_NUMBER, ...voice }: Omit<PatientOptions, 'pbx'> = {},
): Promise<Phone> {
  return floor.keep(await startPatient({ pbx: floor.pbx, number, ...voice }));
}
