import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OLDEST_SERVER } from '../../main/hub/layout.ts';
import { cachedNatsServer, ensureNatsServer } from '../../tests/hub/install.mjs';
import { say, step, Stop } from '../lib/say.mjs';
import { isDebian } from '../lib/system-packages.mjs';
import { CONFIG_FILE, LOG_FILE } from './config.ts';
import { type HubNode, nodeDir, type TeamFolder } from './team.ts';

const run = promisify(execFile);
const PROGRAM = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';

/**
 * The nats-server to run: the one that is told, the one on the path, or the one of the tests, fetched where it can be.
 * Stops with what to do when there is none, or when the one told is too old.
 */
export async function findNatsServer(told: string | null): Promise<string> {
  const named = told ?? process.env['HEARTHLINE_NATS_SERVER'];
  if (named) {
    const version = await versionOf(named);
    if (version === null) throw new Stop(`${named} is no nats-server that runs here.`);
    if (isTooOld(version)) throw new Stop(`${named} is nats-server ${version}: ${tooOld()}`);
    return named;
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, PROGRAM))
    .find((path) => existsSync(path));
  const version = onPath === undefined ? null : await versionOf(onPath);
  if (onPath !== undefined && version !== null && !isTooOld(version)) return onPath;
  if (version !== null) say(`${onPath} is nats-server ${version}: ${tooOld()} Looking for another.`);
  return cachedNatsServer() ?? fetchNatsServer();
}

async function fetchNatsServer(): Promise<string> {
  const elsewhere = `What to do: install nats-server ${oldest()} or newer (nats.io has it for every system), put it on the path or name it with --nats-server.`;
  if (!isDebian()) throw new Stop(`nats-server is not on the path. ${elsewhere}`);
  try {
    const { program } = await step('Fetching nats-server from Debian (once; 5 MB)', (note) =>
      ensureNatsServer({ onProgress: note }),
    );
    return program;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Stop(`nats-server is not on the path and could not be fetched. ${why}\n${elsewhere}`);
  }
}

async function versionOf(program: string): Promise<string | null> {
  try {
    const { stdout } = await run(program, ['--version']);
    return /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
  } catch {
    // Not there, not a program, or for another machine: the caller says which one it asked.
    return null;
  }
}

export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST_SERVER.major || (major === OLDEST_SERVER.major && minor < OLDEST_SERVER.minor);
}

const oldest = () => `${OLDEST_SERVER.major}.${OLDEST_SERVER.minor}`;
const tooOld = () => `older than ${oldest()}, it ignores the rules that keep two agents from one callback.`;

/** A nats-server that this process started. */
export interface RunningNode {
  readonly node: HubNode;
  readonly pid: number;
  /** Resolves when it has ended, with a word on how. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** Until it has ended, or so long: for whoever asks again and again whether it is ready. */
  waitAtMost(limitMs: number): Promise<void>;
  stop(): Promise<void>;
  /** The end of its log, for people. */
  lastWords(): string;
}

const STOP_LIMIT_MS = 10_000;

/** Starts one node. @param key of its store; it goes through the environment and stands in no file that is shared */
export function startNode(program: string, folder: TeamFolder, node: HubNode, key: string): RunningNode {
  const dir = nodeDir(folder, node);
  const child = spawn(program, ['-c', join(dir, CONFIG_FILE)], {
    // The configuration's paths begin here.
    cwd: folder.dir,
    env: { JS_KEY: key, ...(process.env['PATH'] && { PATH: process.env['PATH'] }) },
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a group of its own: Ctrl-C asks us, and we end it once we have seen how far the logs go.
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  let how: string | null = null;
  const ended = new Promise<string>((resolve) => {
    const end = (word: string) => {
      how ??= word;
      resolve(how);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  return {
    node,
    pid: child.pid ?? 0,
    ended,
    hasEnded: () => how !== null,
    waitAtMost: (limitMs) => Promise.race([ended.then(() => undefined), delay(limitMs)]),
    stop: async () => {
      if (how !== null) return;
      child.kill('SIGTERM');
      const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(giveUp);
    },
    lastWords: () => said + endOf(join(dir, LOG_FILE)),
  };
}

function endOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-3000) : '';
}
