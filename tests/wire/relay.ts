import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** A SIP message seen on the wire, stamped the moment it passed. */
export interface Seen {
  readonly direction: 'to-phone' | 'to-server';
  readonly text: string;
  readonly startLine: string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly atMs: number;
}

/** Stands between one phone and its SIP server, passes everything on, and can say what no server would. */
export interface Relay {
  readonly url: string;
  /** Everything that passed, oldest first. */
  readonly seen: readonly Seen[];
  /** The first message at or after `sinceMs` whose start line begins with `start`. */
  find(direction: Seen['direction'], start: string, sinceMs: number): Seen | undefined;
  /** To the phone, as if the server had sent it. Resolves once it is on its way. */
  say(message: string | Buffer): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1; one SIP message a frame (RFC 7118 §5). */
export async function startRelay(serverUrl: string): Promise<Relay> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await once(server, 'listening');
  const seen: Seen[] = [];
  let phone: WebSocket | undefined;
  server.on('connection', (near) => {
    phone = near;
    join(near, new WebSocket(serverUrl, 'sip'), (direction, text) => {
      const atMs = performance.timeOrigin + performance.now();
      seen.push({ direction, text, atMs, startLine: text.split('\r\n', 1)[0] ?? '' });
    });
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    seen,
    find: (direction, start, sinceMs) =>
      seen.find((m) => m.direction === direction && m.atMs >= sinceMs && m.startLine.startsWith(start)),
    say: (message) =>
      new Promise((done, fail) => {
        if (!phone) throw new Error('No phone has connected to this relay.');
        phone.send(message, (error) => (error ? fail(error) : done()));
      }),
    stop: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function join(
  near: WebSocket,
  far: WebSocket,
  note: (direction: Seen['direction'], text: string) => void,
): void {
  const waiting: string[] = [];
  near.on('message', (data: RawData) => {
    const text = textOf(data);
    note('to-server', text);
    if (far.readyState === WebSocket.OPEN) far.send(text);
    else waiting.push(text);
  });
  far.on('open', () => {
    for (const text of waiting.splice(0)) far.send(text);
  });
  far.on('message', (data: RawData) => {
    const text = textOf(data);
    note('to-phone', text);
    near.send(text);
  });
  far.on('close', () => near.close());
  near.on('close', () => far.close());
  far.on('error', () => near.close());
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
