import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** Stands between one line and its server, passes everything on, and can say things to the line that no server would. */
export interface Relay {
  readonly url: string;
  /** Everything the line sent and got, oldest first. */
  readonly fromLine: string[];
  readonly toLine: string[];
  /** To the line, as if the server had sent it. Resolves once it is on its way. */
  say(message: string | Buffer): Promise<void>;
  stop(): Promise<void>;
}

export async function startRelay(serverUrl: string): Promise<Relay> {
  const fromLine: string[] = [];
  const toLine: string[] = [];
  let line: WebSocket | undefined;
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  server.on('connection', (near) => {
    line = near;
    const far = new WebSocket(serverUrl, 'sip');
    const waiting: string[] = [];
    near.on('message', (data: RawData) => {
      const text = textOf(data);
      fromLine.push(text);
      if (far.readyState === WebSocket.OPEN) far.send(text);
      else waiting.push(text);
    });
    far.on('open', () => {
      for (const text of waiting.splice(0)) far.send(text);
    });
    far.on('message', (data: RawData) => {
      const text = textOf(data);
      toLine.push(text);
      near.send(text);
    });
    far.on('close', () => near.close());
    near.on('close', () => far.close());
    far.on('error', () => near.close());
  });
  await new Promise((done) => {
    server.once('listening', done);
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    fromLine,
    toLine,
    say: (message) =>
      new Promise((done, fail) => {
        line?.send(message, (error) => (error ? fail(error) : done()));
      }),
    stop: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
