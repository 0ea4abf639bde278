import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { checkHub, reportLines } from '../../tools/hub/check.ts';

const TOOL = join(import.meta.dirname, '..', '..', 'tools', 'hub.mjs');

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run hub -- …` to its end. Nothing of Hearthline in the environment. */
export function hubCommand(args: readonly string[], options: { cwd: string; input?: string }): Promise<Said> {
  const { child, said } = start(args, options.cwd);
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, out: said.out, err: said.err }));
  });
}

/** What `npm run hub -- check` says, without the second that a process takes to begin. */
export async function checkHere(dir: string): Promise<Pick<Said, 'code' | 'out'>> {
  const report = await checkHub(dir);
  const code = report.findings.some(({ level }) => level === 'error') ? 1 : 0;
  return { code, out: reportLines(report).join('\n') };
}

const readySchema = z.object({ ready: z.array(z.string()), pids: z.record(z.string(), z.number()) });

/** `npm run hub -- start` in the background. */
export interface StartedHub {
  readonly urls: readonly string[];
  /** Of the nat-servers, by node. */
  readonly pids: Readonly<Record<string, number>>;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number>;
}

/** Resolves once it says that it is ready; rejects with what it said when it ends before. */
export function startHubCommand(args: readonly string[], cwd: string): Promise<StartedHub> {
  const { child, said } = start(['start', '--json', ...args], cwd);
  child.stdin.end();
  const closed = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? -1));
  });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      if (!said.out.includes('\n')) return;
      const { ready, pids } = readySchema.parse(JSON.parse(said.out));
      const stop = () => {
        child.kill('SIGTERM');
        return closed;
      };
      resolve({ urls: ready, pids, stop });
    });
    child.once('error', reject);
    void closed.then((code) => reject(new Error(`start ended with ${code}: ${said.err}`)));
  });
}

function start(args: readonly string[], cwd: string) {
  const { HEARTHLINE_HUB: _hub, HEARTHLINE_NATS_SERVER: _server, ...env } = process.env;
  const child = spawn(process.execPath, [TOOL, ...args], { env: { ...env, INIT_CWD: cwd } });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return { child, said };
}
