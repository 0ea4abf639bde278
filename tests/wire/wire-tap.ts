import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** A SIP message seen on the wire, stamped the moment it passed. */
export interface Seen {
  readonly startLine: string;
  readonly text: string;
  readonly direction: 'to-phone' | 'to-server';
  /** Milliseconds since the epoch, with a fraction. */
  readonly atMs: number;
}

export interface WireTap {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** The first message at or after `sinceMs` whose start line begins with `start`. */
  find(direction: Seen['direction'], start: string, sinceMs: number): Seen | undefined;
  /** Sends something of our own to every phone behind the tap, as if the server had. */
  inject(message: string | Buffer): void;
  close(): Promise<void>;
}

const now = (): number => performance.timeOrigin + performance.now();

/**
 * Stands between a phone and its SIP server (RFC 7118) and notes when each message passes.
 * Every phone of the bench goes through one, so what it costs is the same for all.
 */
export async function startWireTap(upstreamUrl: string): Promise<WireTap> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await once(server, 'listening');
  const seen: Seen[] = [];
  const note = (direction: Seen['direction'], data: Buffer): void => {
    const text = data.toString('utf8');
    seen.push({ direction, atMs: now(), text, startLine: text.split('\r\n', 1)[0] ?? '' });
  };
  server.on('connection', (phone) => {
    const upstream = new WebSocket(upstreamUrl, 'sip');
    const early: Buffer[] = [];
    phone.on('message', (data: Buffer) => {
      note('to-server', data);
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data.toString('utf8'));
      else early.push(data);
    });
    upstream.on('open', () => {
      for (const data of early) upstream.send(data.toString('utf8'));
    });
    upstream.on('message', (data: Buffer) => {
      note('to-phone', data);
      phone.send(data.toString('utf8'));
    });
    const end = (): void => {
      phone.terminate();
      upstream.terminate();
    };
    phone.on('close', end);
    upstream.on('close', end);
    upstream.on('error', end);
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    seen,
    find: (direction, start, sinceMs) =>
      seen.find((m) => m.direction === direction && m.atMs >= sinceMs && m.startLine.startsWith(start)),
    inject: (message) => {
      for (const phone of server.clients) phone.send(message);
    },
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
