import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A server or phone that the bench started. It dies with the process that started it, whatever ends that. */
export interface Running {
  readonly pid: number;
  /** Resolves when the process has ended, with a word on how. */
  readonly exited: Promise<string>;
  hasExited(): boolean;
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL where that is not enough within `graceMs`. */
  stop(graceMs?: number): Promise<void>;
  /** The end of what it has printed, for an error message. */
  lastWords(): string;
}

const LAST_WORDS_CHARS = 4000;

/** Starts `command` with its output in `logPath`. Throws when the program is not installed. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: { logPath: string; cwd?: string; env?: NodeJS.ProcessEnv; deathSignal?: 'KILL' | 'TERM' },
): Running {
  const program = findProgram(command);
  const log = openSync(options.logPath, 'a');
  // PR_SET_PDEATHSIG: a test run that is killed leaves no server behind.
  const child = spawn('setpriv', ['--pdeathsig', options.deathSignal ?? 'KILL', program, ...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error('setpriv (Debian package util-linux) is missing.');
  let ended: string | undefined;
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = signal ?? `exit code ${code}`;
      resolve(ended);
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    if (ended === undefined) process.kill(pid, name);
  };
  return {
    pid,
    exited,
    hasExited: () => ended !== undefined,
    signal,
    stop: async (graceMs = 2000) => {
      signal('SIGCONT');
      signal('SIGTERM');
      const giveUp = setTimeout(() => signal('SIGKILL'), graceMs);
      await exited;
      clearTimeout(giveUp);
    },
    lastWords: () => readFileSync(options.logPath, 'utf8').slice(-LAST_WORDS_CHARS),
  };
}

/** How a program of the private tree (install.mjs) is started: by the tree's own loader, with its own libraries. */
export function treeCommand(root: string, program: string): { program: string; args: string[] } {
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  const loader = join(root, 'usr/lib64/ld-linux-x86-64.so.2');
  return { program: loader, args: ['--library-path', libraries, join(root, program)] };
}

function findProgram(command: string): string {
  if (command.includes('/')) return command;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const found = folders.map((folder) => join(folder, command)).find((path) => existsSync(path));
  if (!found)
    throw new Error(`${command} is not installed; tests/pbx/packages.json names the Debian packages needed.`);
  return found;
}
