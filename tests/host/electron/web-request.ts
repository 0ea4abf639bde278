import { Modelled } from './modelled.ts';
import type { WebContents } from './web-contents.ts';

type Filter = { urls: string[] };
type BeforeRequest = (details: object, callback: (answer: { cancel?: boolean }) => void) => void;
type HeadersReceived = (
  details: object,
  callback: (answer: { cancel?: boolean; responseHeaders?: Record<string, string | string[]> }) => void,
) => void;

/** Electron's names of Chromium's resource types. */
const TYPES: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  WebSocket: 'webSocket',
};

/** Electron's WebRequest, as far as saying no and setting headers goes; filters are not modelled. */
export class WebRequest extends Modelled {
  readonly electronName = 'session.webRequest';
  #beforeRequest: BeforeRequest | null = null;
  #headersReceived: HeadersReceived | null = null;
  #lastId = 0;

  onBeforeRequest(...args: [BeforeRequest | null] | [Filter, BeforeRequest | null]): void {
    this.#beforeRequest = onlyListener(args);
  }

  onHeadersReceived(...args: [HeadersReceived | null] | [Filter, HeadersReceived | null]): void {
    this.#headersReceived = onlyListener(args);
  }

  /** Part of the stand-in. */
  async mayRequest(
    request: Request,
    resourceType: string,
    contents: WebContents | undefined,
  ): Promise<boolean> {
    const listener = this.#beforeRequest;
    if (listener === null) return true;
    const details = this.#details(request, resourceType, contents);
    const { cancel } = await new Promise<{ cancel?: boolean }>((resolve) => {
      listener(details, resolve);
    });
    return cancel !== true;
  }

  /** Part of the stand-in. @throws Error when the app cancels. */
  async receive(request: Request, response: Response): Promise<Response> {
    const listener = this.#headersReceived;
    if (listener === null) return response;
    const before = Object.fromEntries([...response.headers].map(([name, value]) => [name, [value]]));
    const details = {
      ...this.#details(request, '', undefined),
      statusCode: response.status,
      responseHeaders: before,
    };
    const answer = await new Promise<Parameters<Parameters<HeadersReceived>[1]>[0]>((resolve) => {
      listener(details, resolve);
    });
    if (answer.cancel === true) throw new Error('webRequest.onHeadersReceived cancelled the request');
    const headers = Object.entries(answer.responseHeaders ?? before).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }

  #details(request: Request, resourceType: string, contents: WebContents | undefined): object {
    this.#lastId += 1;
    return {
      id: this.#lastId,
      url: request.url,
      method: request.method,
      webContentsId: contents?.id,
      webContents: contents,
      resourceType: TYPES[resourceType] ?? 'other',
      referrer: request.referrer,
      timestamp: Date.now(),
    };
  }
}

/** @throws Error for a filter that leaves anything out. */
function onlyListener<T>(args: readonly [T] | readonly [Filter, T]): T {
  if (args.length === 1) return args[0];
  const [{ urls }, listener] = args;
  if (!urls.includes('<all_urls>') && !urls.includes('*://*/*')) {
    throw new Error('electron.session.webRequest with a filter of URLs is not modelled by tests/host');
  }
  return listener;
}
