import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureAsterisk } from './install.mjs';
import { HEARD_RATE_HZ } from './listening.ts';
import { freePort, mediaPorts } from './ports.ts';
import { type Running, startProcess, treeCommand } from './processes.ts';
import { until } from './until.ts';

/**
 * One event of baresip, as its ctrl_tcp module tells it: `id` and `peeruri` are the call's and its far end's address,
 * for calls; `param` what the event says besides, such as a hang-up's reason.
 */
const eventSchema = z.object({
  event: z.literal(true),
  type: z.string(),
  id: z.string().optional(),
  peeruri: z.string().optional(),
  param: z.string().optional(),
});
const answerSchema = z.object({
  response: z.literal(true),
  ok: z.boolean(),
  data: z.string().default(''),
  token: z.string(),
});
const messageSchema = z.union([eventSchema, answerSchema]);

export type BaresipEvent = z.infer<typeof eventSchema>;

export interface BaresipOptions {
  /** The accounts file's one line, without the port, which comes from `account`. */
  account: (sipPort: number) => string;
  /** 8 kHz mono WAV that the phone speaks in each call, from its start. */
  wavFile: string;
  onEvent: (event: BaresipEvent) => void;
}

/** A baresip process, steered and watched over its control socket. */
export interface Baresip {
  /** Where it writes the sound it hears, in real time; begun anew with each call. */
  readonly heardFile: string;
  readonly sipPort: number;
  /** Gives one command, resolves with its answer; rejects when baresip refuses it. */
  command(name: string, params?: string): Promise<string>;
  lastWords(): string;
  stop(): Promise<void>;
}

export async function startBaresip(options: BaresipOptions): Promise<Baresip> {
  const dir = mkdtempSync(join(tmpdir(), 'hearthline-phone-'));
  const heardFile = join(dir, 'heard.wav');
  const { root } = await ensureAsterisk({ onProgress: console.error });
  const sipPort = await freePort();
  const controlPort = await freePort();
  writeFileSync(join(dir, 'config'), configFile({ ...options, root, heardFile, sipPort, controlPort }));
  writeFileSync(join(dir, 'accounts'), '');
  writeFileSync(join(dir, 'contacts'), '');
  const command = treeCommand(root, 'usr/bin/baresip');
  // -s writes every SIP message down: the last words of a phone whose call went nowhere.
  const running = startProcess(command.program, [...command.args, '-s', '-f', dir], {
    logPath: join(dir, 'log'),
    cwd: dir,
  });
  const socket = await reach(running, controlPort);
  const control = new Control(socket, options.onEvent);
  // Given now and not in the accounts file: an answer to REGISTER that came before the control socket is not told.
  await control.command('uanew', options.account(sipPort));
  return {
    heardFile,
    sipPort,
    command: (name, params) => control.command(name, params),
    lastWords: () => running.lastWords(),
    stop: async () => {
      socket.destroy();
      await running.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function configFile(made: {
  wavFile: string;
  root: string;
  heardFile: string;
  sipPort: number;
  controlPort: number;
}): string {
  const media = mediaPorts(100);
  return `sip_listen 127.0.0.1:${made.sipPort}
net_interface 127.0.0.1
rtp_ports ${media.first}-${media.last}
# One line: a second call is answered 486 without ringing.
call_max_calls 1
# It speaks from a file and plays into a file. (Its sndfile filter would write what it hears too, but stops at the
# first re-INVITE that changes the direction, such as a hold.) Nothing rings aloud.
audio_source aufile,${made.wavFile}
audio_player aufile,${made.heardFile}
audio_path /nonexistent
# The source does not convert: the file, the codec (PCMU) and this agree on 8 kHz mono.
ausrc_srate 8000
ausrc_channels 1
# The player's file is written through a buffer of 4096 bytes, which a high rate fills soon.
auplay_srate ${HEARD_RATE_HZ}
auplay_channels 1
statmode_default off
module_path ${made.root}/usr/lib/baresip/modules
module g711.so
module aufile.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${made.controlPort}
`;
}

async function reach(running: Running, port: number): Promise<Socket> {
  return until('baresip to be ready', async () => {
    if (running.hasExited()) throw new Error(`baresip ended while starting:\n${running.lastWords()}`);
    return tryConnect(port);
  });
}

function tryConnect(port: number): Promise<Socket | undefined> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

interface Waiting {
  resolve: (answer: string) => void;
  reject: (error: Error) => void;
}

/** JSON in netstrings ("12:{...},"): commands and their answers, and events in between. */
class Control {
  readonly #socket: Socket;
  readonly #onEvent: (event: BaresipEvent) => void;
  readonly #waiting = new Map<string, Waiting>();
  #buffer = Buffer.alloc(0);
  #lastToken = 0;

  constructor(socket: Socket, onEvent: (event: BaresipEvent) => void) {
    this.#socket = socket;
    this.#onEvent = onEvent;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('baresip has ended.')));
  }

  command(command: string, params = ''): Promise<string> {
    this.#lastToken += 1;
    const token = String(this.#lastToken);
    const text = JSON.stringify({ command, params, token });
    return new Promise((resolve, reject) => {
      this.#waiting.set(token, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(text)}:${text},`);
    });
  }

  #receive(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#buffer.toString('ascii', 0, colon));
      if (this.#buffer.length <= end) return;
      const text = this.#buffer.toString('utf8', colon + 1, end);
      this.#buffer = this.#buffer.subarray(end + 1);
      this.#handle(messageSchema.parse(JSON.parse(text)));
    }
  }

  #handle(message: z.infer<typeof messageSchema>): void {
    if ('event' in message) return this.#onEvent(message);
    const waiting = this.#waiting.get(message.token);
    this.#waiting.delete(message.token);
    if (message.ok) waiting?.resolve(message.data);
    else waiting?.reject(new Error(`baresip refused a command: ${message.data}`));
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
