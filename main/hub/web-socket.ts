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
  #agent: ToldAgent | null = null;
  #socket: WebSocket | null = null;
  #fault: AppError | null = null;
  #heard = 0;
  readonly #ended = Promise.withResolvers<void>();

  constructor(options: SocketOptions) {
    this.#options = options;
    this.host = new URL(options.url).hostname;
  }

  /** Why the socket did not open, or closed; null as long as nothing was wrong. */
  get fault(): AppError | null {
    return this.#fault;
  }

  /** Resolves once the socket is closed, or did not open. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** How often something came from the server. */
  get heard(): number {
    return this.#heard;
  }

  /** Asks for the proxy. False when there is no way through it; `fault` says so. */
  async prepare(): Promise<boolean> {
    const proxy = await this.#options.proxyFor(this.#options.url);
    if (proxy === null) return true;
    if (/^https?:\/\//.test(proxy)) this.#agent = new ToldAgent(proxy, this.host);
    else this.#fault = noWay(this.host, 'proxy-unsupported');
    return this.#agent !== null;
  }

  /** Begins to connect. Errors come through the socket, and stand in `fault`. Throws when `ca` is no certificate. */
  connect(): globalThis.WebSocket {
    const { url, ca } = this.#options;
    const socket = new WebSocket(url, {
      ...(ca !== null && { ca }),
      ...(this.#agent !== null && { agent: this.#agent }),
      perMessageDeflate: false,
      maxPayload: FRAME_LIMIT_BYTES,
    });
    this.#socket = socket;
    socket.close = () => socket.terminate();
    // Not by ws's own option, which lets a TLS handshake that nobody answers go on for ever.
    const limit = setTimeout(() => socket.terminate(), HANDSHAKE_LIMIT_MS);
    socket.on('open', () => clearTimeout(limit));
    socket.on('close', () => {
      clearTimeout(limit);
      this.#ended.resolve();
    });
    socket.on('message', (_, isBinary) => {
      this.#heard += 1;
      // NATS speaks in binary frames only.
      if (isBinary) return;
      this.#fault ??= noWay(this.host, 'not-a-hub');
      socket.terminate();
    });
    socket.on('error', (error: Error) => (this.#fault ??= this.#faultOf(error)));
    // ws has all that nats-core uses of a browser's WebSocket; in the rest their types differ.
    return socket as unknown as globalThis.WebSocket;
  }

  #faultOf(error: Error): AppError {
    if (this.#agent?.refusal) return this.#agent.refusal;
    const why = socketFault(error);
    // With a proxy in between, what was not reached is the proxy: it has not answered for the hub yet.
    const isProxy = this.#agent?.hasAnswered === false && !why.startsWith('certificate');
    return noWay(this.host, isProxy ? 'proxy-unreachable' : why);
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
