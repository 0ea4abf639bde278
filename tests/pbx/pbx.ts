import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { askAsterisk } from './asterisk-control.ts';
import { type Channel, type Contact, parseChannels, parseContacts } from './asterisk-tables.ts';
import { parseQueueMembers, type QueueMember } from './asterisk-tables.ts';
import { type BadCertificate, issueBadCertificate, startBadTlsDoor } from './certificates.ts';
import { ensureAsterisk } from './install.mjs';
import { type PbxOptions, type PbxRun, prepareRun } from './pbx-config.ts';
import { type Running, startProcess, treeCommand } from './processes.ts';
import type { Account, SipServer } from './sip-server.ts';
import { until } from './until.ts';
import { readWav, type Sound } from './wav.ts';

/** A running Asterisk 22 and what tests ask of it. */
export class Pbx implements SipServer {
  readonly domain = '127.0.0.1';
  readonly #tree: string;
  readonly #made: PbxRun;
  readonly #doors: { stop(): Promise<void> }[] = [];
  #running: Running | undefined;

  constructor(tree: string, made: PbxRun) {
    this.#tree = tree;
    this.#made = made;
  }

  get runDir(): string {
    return this.#made.runDir;
  }

  get sipPort(): number {
    return this.#made.ports.sip;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#made.ports.ws}/ws`;
  }

  get wssUrl(): string {
    return `wss://127.0.0.1:${this.#made.ports.wss}/ws`;
  }

  get caFile(): string {
    return this.#made.authority.certificateFile;
  }

  get logFile(): string {
    return join(this.runDir, 'log/full');
  }

  pid(): number {
    return this.#process().pid;
  }

  account(extension: string): Account {
    const password = `${this.#made.passwordStart}${extension}`;
    return { extension, password, domain: this.domain, realm: 'asterisk' };
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
    const certificate = await issueBadCertificate(this.#made.authority, bad);
    const door = await startBadTlsDoor(certificate, { port: this.#made.ports.ws });
    this.#doors.push(door);
    return `wss://127.0.0.1:${door.port}/ws`;
  }

  /** Used by `startPbx` and after `kill9`. */
  async restart(): Promise<void> {
    await rm(join(this.runDir, 'run/asterisk.ctl'), { force: true });
    const { program, args } = treeCommand(this.#tree, 'usr/sbin/asterisk');
    const options = ['-C', join(this.runDir, 'etc/asterisk.conf'), '-f', '-n', '-vvv'];
    const logPath = join(this.runDir, 'log/console');
    const running = startProcess(program, [...args, ...options], { logPath });
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

/** Starts Asterisk 22 on free ports of 127.0.0.1 with the configuration in tests/pbx/config. About a second. */
export async function startPbx(options: PbxOptions = {}): Promise<Pbx> {
  const { root } = await ensureAsterisk({ onProgress: options.onProgress ?? console.error });
  const pbx = new Pbx(root, await prepareRun(root, options));
  await pbx.restart();
  return pbx;
}
