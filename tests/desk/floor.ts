import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTY_HZ } from '../pbx/parties.ts';
import { type Pbx, startPbx } from '../pbx/pbx.ts';
import type { PbxOptions } from '../pbx/pbx-config.ts';
import type { SipServer } from '../pbx/sip-server.ts';
import { Agent } from './agent.ts';
import { type App, launchApp, type LaunchOptions } from './harness/launch.ts';
import { type TeamProfileOptions, writeTeamProfile } from './team-profile.ts';
import { writeVoice } from './voice.ts';

/** Everything a test about real calls needs: a PBX, desks in the real app, and their end. */
export class Floor<Server extends SipServer = Pbx> {
  readonly pbx: Server;
  readonly dir: string;
  readonly #apps: App[] = [];
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
    return agent;
  }

  /** Has something else stopped with the floor. */
  keep<T extends { stop(): Promise<void> }>(thing: T): T {
    this.#others.push(thing);
    return thing;
  }

  async close(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.close()));
    await Promise.all(this.#others.map((thing) => thing.stop()));
    await this.pbx.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
