import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a desk and its hub on TCP, and can become a black hole: connections stay open, bytes vanish. */
export class TcpRelay {
  /** Bytes vanish, both ways. New connections are taken and answered by nobody. */
  isSwallowing = false;
  /** How long each piece is on its way, in each direction. */
  delayMs = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(targetPort: number) {
    this.#server = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1');
      this.#pass(near, far);
      this.#pass(far, near);
    });
  }

  static async to(url: string): Promise<TcpRelay> {
    const relay = new TcpRelay(Number(new URL(url).port));
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  /** The hub's address through this relay. */
  get url(): string {
    return `wss://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#sockets.size / 2;
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (bytes) => {
      if (this.isSwallowing) return;
      if (this.delayMs === 0) to.write(bytes);
      else setTimeout(() => to.write(bytes), this.delayMs);
    });
    const end = () => {
      this.#sockets.delete(from);
      if (!this.isSwallowing) to.destroy();
    };
    from.on('close', end);
    from.on('error', end);
  }

  async stop(): Promise<void> {
    this.isSwallowing = false;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
