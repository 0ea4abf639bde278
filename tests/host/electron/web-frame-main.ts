import { toAppOrigin } from '../chromium/origins.ts';
import { Modelled } from './modelled.ts';

/** Electron's WebFrameMain for a window's main frame: one document of it. */
export class WebFrameMain extends Modelled {
  readonly electronName = 'WebFrameMain';
  readonly parent = null;
  readonly frames: readonly WebFrameMain[] = [];
  readonly name = '';
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  /** The app's URL of it, as it is now. */
  url: string;
  /** True when the window has left this document. */
  detached = false;
  readonly #send: (channel: string, args: readonly unknown[]) => void;

  constructor(id: number, url: string, send: (channel: string, args: readonly unknown[]) => void) {
    super();
    this.frameTreeNodeId = id;
    this.routingId = id;
    this.url = url;
    this.#send = send;
  }

  get top(): WebFrameMain {
    return this;
  }

  get origin(): string {
    return toAppOrigin(this.url);
  }

  isDestroyed(): boolean {
    return this.detached;
  }

  send(channel: string, ...args: unknown[]): void {
    if (!this.detached) this.#send(channel, args);
  }
}
