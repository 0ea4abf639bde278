import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askAsterisk } from './asterisk-control.ts';
import {
  type Channel,
  type Contact,
  parseChannels,
  parseContacts,
  parseQueueMembers,
} from './asterisk-tables.ts';
import type { QueueMember } from './asterisk-tables.ts';
import { type BadCertificate, issueBadCertificate, issueCertificate } from './certificates.ts';
import { type Authority, makeAuthority, startBadTlsDoor } from './certificates.ts';
import { ensureAsterisk } from './install.mjs';
import { PARTY_HZ } from './parties.ts';
import { freePort, mediaPorts } from './ports.ts';
import { type Running, startProcess } from './processes.ts';
import { iceHostCandidates, renderConfig } from './render-config.ts';
import { until } from './until.ts';
import { readWav, type Sound, writeToneWav } from './wav.ts';

export interface PbxOptions {
  /** How often Asterisk sends OPTIONS to a desk, and how long it waits; 0 turns it off. */
  qualifyFrequencyS?: number;
  qualifyTimeoutS?: number;
  /** A leg that sends no media for so long is ended; the second while it is held. */
  rtpTimeoutS?: number;
  rtpTimeoutHoldS?: number;
  /** How long the queue rings one desk, and how long it leaves a desk alone after a call. */
  queueRingS?: number;
  queueWrapUpS?: number;
  /** RFC 4028 session timers towards desks. */
  sessionTimers?: 'no' | 'yes' | 'required' | 'always';
  sessionExpiresS?: number;
  onProgress?: (line: string) => void;
}

/** What a phone needs to register: the same shape for every server of the bench. */
export interface Account {
  extension: string;
  password: string;
  domain: string;
}

/** What the bench's servers have in common. */
export interface SipServer {
  wsUrl: string;
  wssUrl: string;
  /** SIP over UDP and TCP. */
  sipPort: number;
  /** Always 127.0.0.1. */
  domain: string;
  runDir: string;
  /** The authority that signed the wss certificate (PEM). */
  caFile: string;
  logFile: string;
  pid(): number;
  account(extension: string): Account;
  waitForRegistration(extension: string, timeoutMs?: number): Promise<Contact>;
  waitForNoRegistration(extension: string, timeoutMs?: number): Promise<void>;
  /** A wss URL to the same server behind a bad certificate. */
  wssUrlWith(bad: BadCertificate): Promise<string>;
  stop(): Promise<void>;
  /** The server is gone at once, without a word to anybody. */
  kill9(): Promise<void>;
  /** Starts it again on the same ports after `kill9`. */
  restart(): Promise<void>;
  /** SIGSTOP: sockets stay open, nothing answers. */
  pause(): void;
  resume(): void;
}

export class Pbx implements SipServer {
  readonly domain = '127.0.0.1';
  readonly #tree: string;
  readonly #authority: Authority;
  readonly #doors: { stop(): Promise<void> }[] = [];
  readonly runDir: string;
  readonly sipPort: number;
  readonly wsPort: number;
  readonly wssPort: number;
  #running: Running | undefined;

  constructor(made: { tree: string; runDir: string; authority: Authority; ports: Ports }) {
    this.#tree = made.tree;
    this.#authority = made.authority;
    this.runDir = made.runDir;
    this.sipPort = made.ports.sip;
    this.wsPort = made.ports.ws;
    this.wssPort = made.ports.wss;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.wsPort}/ws`;
  }

  get wssUrl(): string {
    return `wss://127.0.0.1:${this.wssPort}/ws`;
  }

  get caFile(): string {
    return this.#authority.certificateFile;
  }

  get logFile(): string {
    return join(this.runDir, 'log/full');
  }

  pid(): number {
    return this.#process().pid;
  }

  account(extension: string): Account {
    return { extension, password: `pw${extension}`, domain: this.domain };
  }

  /** One command of Asterisk's console; resolves with its answer. */
  cli(command: string): Promise<string> {
    return askAsterisk(join(this.runDir, 'run/asterisk.ctl'), command);
  }

  async channels(): Promise<Channel[]> {
    return parseChannels(await this.cli('core show channels concise'));
  }

  /** Resolves when no channel is left. */
  async waitForNoChannels(timeoutMs?: number): Promise<void> {
    await until('no channels', async () => (await this.channels()).length === 0, timeoutMs);
  }

  async contacts(extension: string): Promise<Contact[]> {
    return parseContacts(await this.cli('pjsip show contacts'), extension);
  }

  waitForRegistration(extension: string, timeoutMs?: number): Promise<Contact> {
    const probe = async () => (await this.contacts(extension))[0];
    return until(`a registration of ${extension}`, probe, timeoutMs);
  }

  async waitForNoRegistration(extension: string, timeoutMs?: number): Promise<void> {
    const probe = async () => (await this.contacts(extension)).length === 0;
    await until(`no registration of ${extension}`, probe, timeoutMs);
  }

  async queueMembers(): Promise<QueueMember[]> {
    return parseQueueMembers(await this.cli('queue show blended'));
  }

  /** The digits that `caller` has pressed in its latest call of 604, in order. */
  async dtmfOf(caller: string): Promise<string> {
    const file = join(this.runDir, `dtmf-${caller}.txt`);
    return existsSync(file) ? (await readFile(file, 'utf8')).replaceAll(/\s/g, '') : '';
  }

  /** Resolves with the digits once they are these. */
  async waitForDtmf(caller: string, digits: string, timeoutMs?: number): Promise<string> {
    await until(`the digits ${digits}`, async () => (await this.dtmfOf(caller)) === digits, timeoutMs).catch(
      async (error: unknown) => {
        throw new Error(`604 collected "${await this.dtmfOf(caller)}", expected "${digits}".`, {
          cause: error,
        });
      },
    );
    return digits;
  }

  /** What 603 recorded of `caller`; resolves when the recording is complete. */
  async recordingOf(caller: string, timeoutMs = 15_000): Promise<Sound> {
    const file = join(this.runDir, `recorded-${caller}.wav`);
    await until(`the recording of ${caller}`, () => existsSync(file), timeoutMs);
    await until('the end of the call to 603', () => this.#isIdle('Record'), timeoutMs);
    return readWav(file);
  }

  /** Leaves a voice message of two seconds for `extension`; resolves when it is stored. */
  async leaveVoicemail(extension: string): Promise<void> {
    const before = await this.voicemailCount(extension);
    await this.cli(`channel originate Local/${extension}@leave-voicemail extension speak@leave-voicemail`);
    const probe = async () => (await this.voicemailCount(extension)) > before;
    await until(`a new voice message for ${extension}`, probe, 15_000);
  }

  /** New messages in the box. */
  async voicemailCount(extension: string): Promise<number> {
    const names = await readdir(this.#inbox(extension)).catch(() => []);
    return names.filter((name) => name.endsWith('.txt')).length;
  }

  /** Empties the box; Asterisk notices within two seconds and says so to the phones. */
  async clearVoicemail(extension: string): Promise<void> {
    const inbox = this.#inbox(extension);
    const names = await readdir(inbox).catch(() => []);
    await Promise.all(names.map((name) => rm(join(inbox, name))));
  }

  async wssUrlWith(bad: BadCertificate): Promise<string> {
    const certificate = await issueBadCertificate(this.#authority, bad);
    const door = await startBadTlsDoor(certificate, { port: this.wsPort });
    this.#doors.push(door);
    return `wss://127.0.0.1:${door.port}/ws`;
  }

  /** Used by `startPbx` and after `kill9`. */
  async restart(): Promise<void> {
    await rm(join(this.runDir, 'run/asterisk.ctl'), { force: true });
    const loader = join(this.#tree, 'usr/lib64/ld-linux-x86-64.so.2');
    const libraries = ['--library-path', join(this.#tree, 'usr/lib/x86_64-linux-gnu')];
    const program = [
      join(this.#tree, 'usr/sbin/asterisk'),
      '-C',
      join(this.runDir, 'etc/asterisk.conf'),
      '-f',
      '-n',
    ];
    const logPath = join(this.runDir, 'log/console');
    const running = startProcess(loader, [...libraries, ...program, '-vvv'], { logPath });
    this.#running = running;
    await until('Asterisk to be fully booted', async () => {
      if (running.hasExited()) throw new Error(`Asterisk ended while starting:\n${running.lastWords()}`);
      const answer = await this.cli('core waitfullybooted').catch(() => '');
      return answer.includes('fully booted');
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#doors.map((door) => door.stop()));
    await this.#running?.stop();
    await rm(this.runDir, { recursive: true, force: true });
  }

  async kill9(): Promise<void> {
    this.#process().signal('SIGKILL');
    await this.#process().exited;
  }

  pause(): void {
    this.#process().signal('SIGSTOP');
  }

  resume(): void {
    this.#process().signal('SIGCONT');
  }

  /** The log's end, for the message of a failed test. */
  log(lines = 60): string {
    return existsSync(this.logFile)
      ? readFileSync(this.logFile, 'utf8').split('\n').slice(-lines).join('\n')
      : '';
  }

  #process(): Running {
    if (!this.#running) throw new Error('This PBX was never started.');
    return this.#running;
  }

  #inbox(extension: string): string {
    return join(this.runDir, 'spool/voicemail/default', extension, 'INBOX');
  }

  async #isIdle(application: string): Promise<boolean> {
    return !(await this.channels()).some((channel) => channel.application === application);
  }
}

interface Ports {
  sip: number;
  ws: number;
  wss: number;
}

/** Starts Asterisk 22 on free ports of 127.0.0.1 with the configuration in tests/pbx/config. About a second. */
export async function startPbx(options: PbxOptions = {}): Promise<Pbx> {
  const { root: tree } = await ensureAsterisk({ onProgress: options.onProgress ?? console.error });
  const runDir = await mkdtemp(join(tmpdir(), 'hearthline-pbx-'));
  const ports: Ports = { sip: await freePort(), ws: await freePort(), wss: await freePort() };
  await makeFolders(runDir);
  const authority = await makeAuthority(join(runDir, 'keys'));
  await issueCertificate(authority, 'server');
  writeToneWav(join(runDir, 'moh/hold.wav'), { hz: PARTY_HZ.holdMusic, seconds: 20, amplitude: 0.1 });
  renderConfig(join(runDir, 'etc'), configValues(options, { tree, runDir, ports }));
  const pbx = new Pbx({ tree, runDir, authority, ports });
  await pbx.restart();
  return pbx;
}

async function makeFolders(runDir: string): Promise<void> {
  const spool = ['voicemail', 'monitor', 'recording', 'tmp', 'outgoing'].map((name) => `spool/${name}`);
  const folders = ['lib', 'run', 'log/cdr-csv', 'db', 'keys/keys', 'cache', 'moh', ...spool];
  await Promise.all(folders.map((name) => mkdir(join(runDir, name), { recursive: true })));
}

function configValues(
  options: PbxOptions,
  made: { tree: string; runDir: string; ports: Ports },
): Record<string, string | number> {
  const media = mediaPorts();
  return {
    TREE: made.tree,
    RUN_DIR: made.runDir,
    SIP_PORT: made.ports.sip,
    WS_PORT: made.ports.ws,
    WSS_PORT: made.ports.wss,
    RTP_FIRST_PORT: media.first,
    RTP_LAST_PORT: media.last,
    ICE_HOST_CANDIDATES: iceHostCandidates(),
    QUALIFY_FREQUENCY_S: options.qualifyFrequencyS ?? 5,
    QUALIFY_TIMEOUT_S: (options.qualifyTimeoutS ?? 2).toFixed(1),
    RTP_TIMEOUT_S: options.rtpTimeoutS ?? 30,
    RTP_TIMEOUT_HOLD_S: options.rtpTimeoutHoldS ?? 300,
    SESSION_TIMERS: options.sessionTimers ?? 'yes',
    SESSION_EXPIRES_S: options.sessionExpiresS ?? 1800,
    QUEUE_RING_S: options.queueRingS ?? 20,
    QUEUE_WRAP_UP_S: options.queueWrapUpS ?? 0,
    EARLY_MEDIA_HZ: PARTY_HZ.earlyMedia,
  };
}
