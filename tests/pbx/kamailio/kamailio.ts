import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Contact } from '../asterisk-tables.ts';
import {
  type Authority,
  type BadCertificate,
  issueBadCertificate,
  issueCertificate,
} from '../certificates.ts';
import { makeAuthority, startBadTlsDoor } from '../certificates.ts';
import { freePort, mediaPorts } from '../ports.ts';
import { type Running, startProcess } from '../processes.ts';
import { fillIn } from '../render-config.ts';
import type { Account, SipServer } from '../sip-server.ts';
import { until } from '../until.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const REALM = 'kamailio.test';
const EXTENSIONS = ['1001', '1002', '1003', '1004', '2001', '2002'];

interface Ports {
  sip: number;
  ws: number;
  wss: number;
  ng: number;
}

/** Kamailio with rtpengine: a second, independent server for the same phones. */
export class Kamailio implements SipServer {
  readonly domain = '127.0.0.1';
  readonly runDir: string;
  readonly sipPort: number;
  readonly #ports: Ports;
  readonly #authority: Authority;
  readonly #doors: { stop(): Promise<void> }[] = [];
  #relay: Running | undefined;
  #proxy: Running | undefined;

  constructor(made: { runDir: string; ports: Ports; authority: Authority }) {
    this.runDir = made.runDir;
    this.sipPort = made.ports.sip;
    this.#ports = made.ports;
    this.#authority = made.authority;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#ports.ws}/`;
  }

  get wssUrl(): string {
    return `wss://127.0.0.1:${this.#ports.wss}/`;
  }

  get caFile(): string {
    return this.#authority.certificateFile;
  }

  get logFile(): string {
    return join(this.runDir, 'kamailio.log');
  }

  pid(): number {
    return this.#running().pid;
  }

  account(extension: string): Account {
    return { extension, password: `pw${extension}`, domain: this.domain, realm: REALM };
  }

  async contacts(extension: string): Promise<Contact[]> {
    const found = lookupSchema.parse(await this.#ask('ul.lookup', ['location', extension]));
    const list = found.result?.Contacts ?? [];
    return list.map(({ Contact: { Address } }) => ({ uri: Address, status: 'Avail' }));
  }

  waitForRegistration(extension: string, timeoutMs?: number): Promise<Contact> {
    const probe = async () => (await this.contacts(extension))[0];
    return until(`a registration of ${extension}`, probe, timeoutMs);
  }

  async waitForNoRegistration(extension: string, timeoutMs?: number): Promise<void> {
    const probe = async () => (await this.contacts(extension)).length === 0;
    await until(`no registration of ${extension}`, probe, timeoutMs);
  }

  async wssUrlWith(bad: BadCertificate): Promise<string> {
    const door = await startBadTlsDoor(await issueBadCertificate(this.#authority, bad), {
      port: this.#ports.ws,
    });
    this.#doors.push(door);
    return `wss://127.0.0.1:${door.port}/`;
  }

  /** Used by `startKamailio` and after `kill9`; rtpengine goes on through a restart. */
  async restart(): Promise<void> {
    this.#relay ??= await startRelay(this.runDir, this.#ports.ng);
    const args = ['-f', join(this.runDir, 'kamailio.cfg'), '-DD', '-E', '-m', '64', '-M', '8'];
    const folders = ['-w', this.runDir, '-Y', this.runDir];
    // SIGTERM, which the first process passes on: a SIGKILL would leave its children.
    const options = { logPath: this.logFile, deathSignal: 'TERM' } as const;
    const running = startProcess('kamailio', [...args, ...folders], options);
    this.#proxy = running;
    await until('Kamailio to answer', async () => {
      if (running.hasExited()) throw new Error(`Kamailio ended while starting:\n${running.lastWords()}`);
      return this.#ask('core.version', []).then(
        () => true,
        () => false,
      );
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#doors.map((door) => door.stop()));
    this.resume();
    await this.#proxy?.stop(5000);
    await this.#relay?.stop();
    await rm(this.runDir, { recursive: true, force: true });
  }

  async kill9(): Promise<void> {
    this.#signalAll('SIGKILL');
    await this.#running().exited;
  }

  pause(): void {
    this.#signalAll('SIGSTOP');
  }

  resume(): void {
    this.#signalAll('SIGCONT');
  }

  /** The log's end, for the message of a failed test. */
  log(lines = 60): string {
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-lines).join('\n');
  }

  #running(): Running {
    if (!this.#proxy) throw new Error('This Kamailio was never started.');
    return this.#proxy;
  }

  /** Kamailio is a family of processes; each must get the signal, the first one before it can react for the others. */
  #signalAll(name: NodeJS.Signals): void {
    const running = this.#running();
    if (running.hasExited()) return;
    const children = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8');
    running.signal(name);
    for (const child of children.trim().split(' ').filter(Boolean)) process.kill(Number(child), name);
  }

  async #ask(method: string, params: readonly string[]): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.#ports.ws}/rpc`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    return response.json();
  }
}

const lookupSchema = z.object({
  result: z
    .object({ Contacts: z.array(z.object({ Contact: z.object({ Address: z.string() }) })) })
    .optional(),
});

/** Starts Kamailio and rtpengine on free ports of 127.0.0.1, with the users 1001-1004, 2001 and 2002. */
export async function startKamailio(): Promise<Kamailio> {
  const runDir = await mkdtemp(join(tmpdir(), 'hearthline-kamailio-'));
  const ports: Ports = {
    sip: await freePort(),
    ws: await freePort(),
    wss: await freePort(),
    ng: await freePort(),
  };
  await mkdir(join(runDir, 'keys'));
  const authority = await makeAuthority(join(runDir, 'keys'));
  const { certificateFile, keyFile } = await issueCertificate(authority, 'server');
  const tls = `[server:default]\nmethod = TLSv1.2+\nprivate_key = ${keyFile}\ncertificate = ${certificateFile}\n`;
  writeFileSync(join(runDir, 'tls.cfg'), tls);
  const template = readFileSync(join(HERE, 'kamailio.cfg'), 'utf8');
  const values = {
    RUN_DIR: runDir,
    SIP_PORT: ports.sip,
    WS_PORT: ports.ws,
    WSS_PORT: ports.wss,
    NG_PORT: ports.ng,
    REALM,
    USERS: EXTENSIONS.map((name) => `\t$sht(users=>${name}) = "${ha1(name, `pw${name}`)}";`).join('\n'),
  };
  writeFileSync(join(runDir, 'kamailio.cfg'), fillIn(template, values, 'kamailio.cfg'));
  const kamailio = new Kamailio({ runDir, ports, authority });
  await kamailio.restart();
  return kamailio;
}

/** HA1 of RFC 2617 section 3.2.2.2. */
function ha1(user: string, password: string): string {
  return createHash('md5').update(`${user}:${REALM}:${password}`).digest('hex');
}

async function startRelay(runDir: string, ngPort: number): Promise<Running> {
  const media = mediaPorts();
  const where = ['--interface=127.0.0.1', `--listen-ng=127.0.0.1:${ngPort}`];
  const range = [`--port-min=${media.first}`, `--port-max=${media.last}`];
  // Table -1: packets are forwarded in user space, without the kernel module and without root.
  const how = ['--config-file=none', '--table=-1', '--foreground', '--log-stderr', '--log-level=5'];
  const running = startProcess('rtpengine', [...where, ...range, ...how], {
    logPath: join(runDir, 'rtpengine.log'),
  });
  await until('rtpengine to answer', () => {
    if (running.hasExited()) throw new Error(`rtpengine ended while starting:\n${running.lastWords()}`);
    return answersPing(ngPort);
  });
  return running;
}

/** One "ping" of rtpengine's ng protocol: a cookie, a space, a bencoded dictionary. */
function answersPing(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    const done = (isAnswered: boolean) => {
      clearTimeout(giveUp);
      socket.close();
      resolve(isAnswered);
    };
    const giveUp = setTimeout(() => done(false), 100);
    socket.once('message', () => done(true));
    socket.once('error', () => done(false));
    socket.send('1 d7:command4:pinge', port, '127.0.0.1');
  });
}
