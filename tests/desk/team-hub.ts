import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { hubCommand, startHubCommand, type StartedHub } from '../hub/hub-command.ts';

const made = z.object({
  joined: z.array(z.object({ name: z.string(), file: z.string(), code: z.string().nullable() })),
});

/** A hub as IT makes it, with `npm run hub -- init` and `start`, and the files and codes for its agents. */
export class TeamHub {
  readonly #dir: string;
  readonly #files: ReadonlyMap<string, { file: string; code: string }>;
  #hub: StartedHub | null = null;

  private constructor(dir: string, files: ReadonlyMap<string, { file: string; code: string }>) {
    this.#dir = dir;
    this.#files = files;
  }

  static async open(): Promise<TeamHub> {
    const dir = mkdtempSync(join(tmpdir(), 'hearthline-team-'));
    const said = await hubCommand(['init', 'team', '--port', '0', '--json'], { cwd: dir });
    if (said.code !== 0) throw new Error(said.err);
    const { joined } = made.parse(JSON.parse(said.out));
    // Ways in (a phone menu, a web form) have no code: they stay on the machine that they run on.
    const files = joined.flatMap(({ name, file, code }) =>
      code === null ? [] : [[name, { file, code }] as const],
    );
    const hub = new TeamHub(dir, new Map(files));
    await hub.start();
    return hub;
  }

  async start(): Promise<void> {
    this.#hub = await startHubCommand(['--dir', 'team'], this.#dir);
  }

  /** Everything of the hub on the disk: its store, its configuration, its log. */
  get dir(): string {
    return this.#dir;
  }

  /** What an agent was given. */
  of(agent: string): { file: string; code: string } {
    const given = this.#files.get(agent);
    if (!given) throw new Error(`${agent} is not in this team`);
    return given;
  }

  /** The hub is gone, until `start`. */
  async end(): Promise<void> {
    await this.#hub?.stop();
    this.#hub = null;
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
