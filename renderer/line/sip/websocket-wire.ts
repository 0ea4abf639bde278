import type { LineTransport, Wire, WireListener, WireLoss } from './transport-port.ts';

/** Longest wait for TCP, TLS and the upgrade together. */
const OPEN_LIMIT_MS = 5000;

/** SIP over WebSocket (RFC 7118), one message a frame, text or binary. */
export const webSocketTransport: LineTransport = {
  open: (serverUrl, listener) => new WebSocketWire(serverUrl, listener),
};

class WebSocketWire implements Wire {
  #socket: WebSocket | null = null;
  #listener: WireListener | null;
  #hasOpened = false;
  readonly #openLimit: ReturnType<typeof setTimeout>;

  constructor(serverUrl: string, listener: WireListener) {
    this.#listener = listener;
    this.#openLimit = setTimeout(() => this.#lose('timeout'), OPEN_LIMIT_MS);
    try {
      this.#attach(new WebSocket(serverUrl, 'sip'));
    } catch {
      // A URL that the browser will not open (bad scheme, blocked by policy) is a refusal like any other.
      queueMicrotask(() => this.#lose('refused'));
    }
  }

  send(message: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(message);
  }

  close(): void {
    clearTimeout(this.#openLimit);
    this.#listener = null;
    // Not awaited: on a black-holed path the closing handshake never ends.
    this.#socket?.close();
    this.#socket = null;
  }

  #attach(socket: WebSocket): void {
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      clearTimeout(this.#openLimit);
      this.#hasOpened = true;
      this.#listener?.opened();
    });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      const text = asText(event.data);
      if (text !== null) this.#listener?.received(text);
    });
    socket.addEventListener('close', () => this.#lose(this.#closeReason()));
    this.#socket = socket;
  }

  /** A browser never says why a socket could not be opened; main looks at the server itself to find out. */
  #closeReason(): WireLoss {
    if (!navigator.onLine) return 'offline';
    return this.#hasOpened ? 'closed' : 'refused';
  }

  #lose(reason: WireLoss): void {
    const listener = this.#listener;
    this.close();
    listener?.lost(reason);
  }
}

function asText(data: unknown): string | null {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  return null;
}
