import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import { Modelled, ModelledEmitter } from './modelled.ts';

/** Gives the child the `process.parentPort` that Electron's utility processes have. */
const PARENT_PORT = new URL('./parent-port.ts', import.meta.url).href;

/** A child with Node in it, and a line to it. Messages are cloned, as in Electron. */
class UtilityProcess extends ModelledEmitter {
  readonly electronName = 'UtilityProcess';
  protected readonly events = ['spawn', 'message', 'exit', 'error'];
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.once('spawn', () => this.emit('spawn'));
    child.on('message', (message) => this.emit('message', message));
    child.once('exit', (code) => this.emit('exit', code ?? 0));
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null ? this.#child.pid : undefined;
  }

  postMessage(message: object): void {
    this.#child.send(message);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

class UtilityProcesses extends Modelled {
  readonly electronName = 'utilityProcess';

  fork(modulePath: string, args: readonly string[] = [], { env, cwd }: ForkOptions = {}): UtilityProcess {
    const child = fork(modulePath, args, {
      serialization: 'advanced',
      execArgv: ['--import', fileURLToPath(PARENT_PORT)],
      ...(env && { env: { ...env } }),
      ...(cwd !== undefined && { cwd }),
    });
    return new UtilityProcess(child);
  }
}

export const utilityProcess = new UtilityProcesses();
