import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A cable between a line and its server that a test can cut (both ends notice) or clog (nobody notices anything,
 * bytes just stop). Media does not run through it.
 */
export interface Cable {
  readonly url: string;
  cut(): void;
  clog(): void;
  unclog(): void;
  stop(): Promise<void>;
}

export async function layCable(serverUrl: string): Promise<Cable> {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let clogged = false;
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes) => {
      if (!clogged) to.write(bytes);
    });
    from.on('close', () => to.destroy());
    from.on('error', () => to.destroy()); // the other end went first; `close` follows
    sockets.add(from);
    from.on('close', () => sockets.delete(from));
  };
  const listener = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((done) => {
    listener.listen(0, '127.0.0.1', done);
  });
  const url = new URL(serverUrl);
  url.port = String((listener.address() as AddressInfo).port);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    clog: () => {
      clogged = true;
    },
    unclog: () => {
      clogged = false;
    },
    stop: async () => {
      cut();
      await new Promise((done) => {
        listener.close(done);
      });
    },
  };
}
