import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** What a second run tells the first. */
export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** One run of the app for a userData folder: a lock file with the pid, and a folder of messages from later runs. */
export class SingleInstance {
  readonly #lockFile: string;
  readonly #mailbox: string;
  #watcher: FSWatcher | null = null;

  constructor(userDataDir: string) {
    mkdirSync(userDataDir, { recursive: true });
    this.#lockFile = join(userDataDir, 'host-singleton-lock');
    this.#mailbox = join(userDataDir, 'host-singleton-mail');
  }

  get isHeld(): boolean {
    return this.#watcher !== null;
  }

  /** True for the first run. A later one leaves its message and gets false. */
  request(message: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.isHeld) return true;
    if (!this.#take()) {
      const draft = `${this.#lockFile}-${process.pid}`;
      writeFileSync(draft, JSON.stringify(message));
      // Renamed into place, so that the first run never reads half a message.
      renameSync(draft, join(this.#mailbox, String(process.pid)));
      return false;
    }
    rmSync(this.#mailbox, { recursive: true, force: true });
    mkdirSync(this.#mailbox);
    this.#watcher = watch(this.#mailbox, () => this.#read(onSecond)).unref();
    return true;
  }

  #take(): boolean {
    try {
      writeFileSync(this.#lockFile, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isAlive(Number(readFileSync(this.#lockFile, 'utf8')))) return false;
    rmSync(this.#lockFile, { force: true });
    return this.#take();
  }

  #read(onSecond: (second: SecondInstance) => void): void {
    for (const name of readdirSync(this.#mailbox)) {
      const file = join(this.#mailbox, name);
      const message = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance;
      rmSync(file);
      onSecond(message);
    }
  }

  release(): void {
    if (!this.isHeld) return;
    this.#watcher?.close();
    this.#watcher = null;
    rmSync(this.#mailbox, { recursive: true, force: true });
    rmSync(this.#lockFile, { force: true });
  }
}

/** A process of this number that is not there has left its lock behind. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
