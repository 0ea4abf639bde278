import { serveScheme } from '../chromium/origins.ts';
import { Modelled } from './modelled.ts';

type Handler = (request: Request) => Response | Promise<Response>;
interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { standard?: boolean; secure?: boolean };
}

/** Electron's protocol: the app's own scheme. */
class Protocol extends Modelled {
  readonly electronName = 'protocol';
  readonly #handlers = new Map<string, Handler>();

  /** @throws Error for a scheme that is not standard and secure: its pages would be something else in Chromium. */
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard !== true || privileges.secure !== true) {
        throw new Error(`tests/host models standard, secure schemes only; ${scheme} is not`);
      }
      serveScheme(scheme);
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    serveScheme(scheme);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** Part of the stand-in: a request of a page. */
  async serve(request: Request): Promise<Response> {
    const scheme = new URL(request.url).protocol.slice(0, -1);
    const handler = this.#handlers.get(scheme);
    if (handler === undefined) throw new Error(`protocol.handle('${scheme}') has not been called`);
    return handler(request);
  }
}

export const protocol = new Protocol();
