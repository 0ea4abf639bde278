import { HttpsProxyAgent } from 'https-proxy-agent';
import { WebSocket } from 'ws';
import type { AppError } from '#shared/result.ts';
import { noWay, socketFault } from './connect-fault.ts';

/** Longest wait for TCP, TLS, proxy and the WebSocket handshake together. */
const HANDSHAKE_LIMIT_MS = 5_000;
/** The hub sends many messages in one frame; what is larger than this is no hub's. */
const FRAME_LIMIT_BYTES = 64 * 1024 * 1024;

export interface SocketOptions {
  readonly url: string;
  /** PEM of the authority that signed the hub's certificate; null when the system's are enough. */
  readonly ca: string | null;
  /** The proxy that the system names for an address, `http://host:port`; null for none. */
  readonly proxyFor: (url: string) => Promise<string | null>;
}

/**
 * One WebSocket to one server of the hub, as nats-core wants it. Closing it lets go of the connection at once: a peer
 * that is gone never answers a closing handshake, and everything would wait for it.
 */
export class HubSocket {
  readonly host: string;
  readonly #options: SocketOptions;
  #socket: WebSocket | null = null;
  #fault: AppError | null = null;
  #heard = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.host = new URL(options.url).hostname;
  }

  /** Why the socket did not open, or closed; null as long as nothing was wrong. */
  get fault(): AppError | null {
    return this.#fault;
  }

  /** How often something came from the server. */
  get heard(): number {
    return this.#heard;
  }

  /** Begins to connect. Errors come through the socket, and stand in `fault`. */
  async connect(): Promise<globalThis.WebSocket> {
    const { url, ca, proxyFor } = this.#options;
    const proxy = await proxyFor(url);
    const agent = proxy === null ? null : this.#proxyAgent(proxy);
    const socket = new WebSocket(url, {
      ...(ca !== null && { ca }),
      ...(agent !== null && { agent }),
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_LIMIT_MS,
      maxPayload: FRAME_LIMIT_BYTES,
    });
    this.#socket = socket;
    socket.close = () => socket.terminate();
    socket.on('message', () => (this.#heard += 1));
    socket.on('error', (error: Error) => {
      const why = socketFault(error);
      // With a proxy in between, what was not reached is the proxy: it has not answered for the hub yet.
      const isProxy = agent !== null && !agent.hasAnswered && !why.startsWith('certificate');
      this.#fault ??= agent?.refusal ?? noWay(this.host, isProxy ? 'proxy-unreachable' : why);
    });
    // ws has all that nats-core uses of a browser's WebSocket; in the rest their types differ.
    return socket as unknown as globalThis.WebSocket;
  }

  #proxyAgent(proxy: string): ToldAgent {
    if (!/^https?:\/\//.test(proxy)) {
      this.#fault = noWay(this.host, 'proxy-unsupported');
      throw new Error('the proxy is no http proxy');
    }
    return new ToldAgent(proxy, this.host);
  }

  letGo(): void {
    this.#socket?.terminate();
  }
}

/** Goes through a proxy, and remembers what it said: to ws a proxy's refusal looks like the hub's. */
class ToldAgent extends HttpsProxyAgent<string> {
  refusal: AppError | null = null;
  hasAnswered = false;

  constructor(proxy: string, host: string) {
    super(proxy);
    this.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      this.hasAnswered = true;
      if (statusCode !== 200) this.refusal = noWay(host, 'proxy-refused', statusCode);
    });
  }
}
