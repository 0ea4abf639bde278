import { once } from 'node:events';
import { createSocket, type Socket } from 'node:dgram';
import { randomUUID } from 'node:crypto';
import { until } from '../pbx/until.ts';
import { fromULaw, toneULaw } from '../pbx/u-law.ts';

const HOST = '127.0.0.1';
const FRAME_MS = 20;
const FRAME_BYTES = 160;
const RTP_HEADER_BYTES = 12;
/** As loud as the pages' audio probe asks for: a hundredth of full scale. */
const HEARD = 0.01 * 32_767;

const now = (): number => performance.timeOrigin + performance.now();

interface Dialog {
  readonly callId: string;
  readonly to: string;
  readonly tag: string;
}

/**
 * Who calls the phones under the bench: a plain G.711 phone on the PBX's trunk. It decodes each packet as it comes,
 * with no jitter buffer of its own, so that what is measured is the phone that answers.
 */
export class Caller {
  readonly #pbxPort: number;
  readonly #sip: Socket;
  readonly #rtp: Socket;
  readonly #voice: Buffer;
  #dialog: Dialog | null = null;
  #theirTo = '';
  #answeredWith: number | null = null;
  #speaking: ReturnType<typeof setInterval> | undefined;
  #firstAudioAt: number | null = null;

  private constructor(pbxPort: number, hz: number, sockets: readonly [Socket, Socket]) {
    this.#pbxPort = pbxPort;
    this.#voice = toneULaw(hz, 1);
    [this.#sip, this.#rtp] = sockets;
    this.#sip.on('message', (data) => this.#hearSip(data.toString('utf8')));
    this.#rtp.on('message', (data) => this.#hearRtp(data));
  }

  static async start(pbxPort: number, hz: number): Promise<Caller> {
    return new Caller(pbxPort, hz, [await openSocket(), await openSocket()]);
  }

  /** Calls, and speaks from the answer on. Resolves once the PBX has answered. */
  async dial(to: string): Promise<void> {
    this.#answeredWith = null;
    this.#theirTo = `<sip:${to}@${HOST}:${this.#pbxPort}>`;
    this.#dialog = { callId: randomUUID(), to, tag: randomUUID() };
    this.#request('INVITE', 1, this.#offer());
    const port = await until('the PBX to answer', () => this.#answeredWith ?? false);
    this.#speak(port);
  }

  /** Forgets what was heard so far. */
  listenAnew(): void {
    this.#firstAudioAt = null;
  }

  /** When the first sound came since then. */
  firstAudio(): Promise<number> {
    return until('the caller to hear something', () => this.#firstAudioAt ?? false, 15_000);
  }

  /** Resolves once the PBX has ended the call. */
  async quiet(): Promise<void> {
    await until('the BYE to the caller', () => this.#dialog === null);
  }

  stop(): void {
    clearInterval(this.#speaking);
    this.#sip.close();
    this.#rtp.close();
  }

  #hearSip(text: string): void {
    if (text.startsWith('SIP/2.0 200 ') && /^CSeq: *1 INVITE/im.test(text)) {
      this.#theirTo = /^To: *(.+?)\r$/im.exec(text)?.[1] ?? this.#theirTo;
      this.#request('ACK', 1);
      this.#answeredWith = Number(/^m=audio (\d+)/m.exec(text)?.[1]);
    }
    if (text.startsWith('SIP/2.0 ') || text.startsWith('ACK ')) return;
    const copied = text.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/i.test(line));
    this.#send(['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', '']);
    if (!text.startsWith('BYE ')) return;
    clearInterval(this.#speaking);
    this.#dialog = null;
  }

  #hearRtp(packet: Buffer): void {
    if (this.#firstAudioAt !== null) return;
    const isLoud = packet.subarray(RTP_HEADER_BYTES).some((byte) => Math.abs(fromULaw(byte)) > HEARD);
    if (isLoud) this.#firstAudioAt = now();
  }

  #request(method: 'INVITE' | 'ACK', cSeq: number, body = ''): void {
    if (!this.#dialog) return;
    const { callId, to, tag } = this.#dialog;
    const { port } = this.#sip.address();
    this.#send([
      `${method} sip:${to}@${HOST}:${this.#pbxPort} SIP/2.0`,
      `Via: SIP/2.0/UDP ${HOST}:${port};branch=z9hG4bK${randomUUID()}`,
      'Max-Forwards: 70',
      `From: <sip:15550100@${HOST}:${port}>;tag=${tag}`,
      `To: ${this.#theirTo}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cSeq} ${method}`,
      `Contact: <sip:15550100@${HOST}:${port}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ]);
  }

  #send(lines: readonly string[]): void {
    this.#sip.send(lines.join('\r\n'), this.#pbxPort, HOST);
  }

  #offer(): string {
    const { port } = this.#rtp.address();
    const media = [`m=audio ${port} RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', ''];
    return ['v=0', `o=caller 1 1 IN IP4 ${HOST}`, 's=-', `c=IN IP4 ${HOST}`, 't=0 0', ...media].join('\r\n');
  }

  /** RTP (RFC 3550 §5.1), a frame each 20 ms. */
  #speak(port: number): void {
    let sequence = 0;
    this.#speaking = setInterval(() => {
      const packet = Buffer.alloc(RTP_HEADER_BYTES + FRAME_BYTES);
      packet[0] = 0x80; // version 2
      packet.writeUInt16BE(sequence & 0xff_ff, 2);
      packet.writeUInt32BE((sequence * FRAME_BYTES) >>> 0, 4);
      packet.writeUInt32BE(1, 8);
      this.#voice.copy(packet, RTP_HEADER_BYTES, (sequence % 50) * FRAME_BYTES);
      this.#rtp.send(packet, port, HOST);
      sequence += 1;
    }, FRAME_MS);
  }
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}
