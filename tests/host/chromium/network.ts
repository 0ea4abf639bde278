import type { CdpSession } from './cdp.ts';
import { whileOpen } from './cdp.ts';
import { headerForPage, isServed, toAppUrl } from './origins.ts';

type Paused = Parameters<Parameters<typeof onPaused>[1]>[0];
type Verdict = { response: Response } | { refuse: 'Aborted' | 'BlockedByClient' | 'Failed' };

/** Who decides about what pages ask the network for. URLs are the app's. */
export interface NetworkRules {
  /** A document for a frame: the navigation locks, and the permissions of the new page. */
  mayNavigate(frameId: string, url: string, isRedirect: boolean): Promise<boolean>;
  /** The app's `webRequest.onBeforeRequest`. */
  mayRequest(request: Request, resourceType: string, frameId: string, networkId: string): Promise<boolean>;
  /** The app's `protocol.handle`. */
  serve(request: Request): Promise<Response>;
}

/**
 * Puts every request of every page before the app, on the one session of the browser itself, so that not even the
 * first request of a new window gets past. Only the app's own scheme is served: the rest ends here, whatever a
 * Content-Security-Policy may have let through. WebSockets and WebRTC are not requests, and go their way.
 */
export async function guardNetwork(browser: CdpSession, rules: NetworkRules): Promise<void> {
  onPaused(browser, (paused) => void whileOpen(answer(browser, paused, rules)));
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

function onPaused(
  browser: CdpSession,
  listener: (paused: {
    requestId: string;
    frameId: string;
    resourceType: string;
    networkId?: string;
    redirectedRequestId?: string;
    request: {
      url: string;
      urlFragment?: string;
      method: string;
      headers: Record<string, string>;
      postDataEntries?: { bytes?: string }[];
    };
  }) => void,
): void {
  browser.on('Fetch.requestPaused', listener);
}

async function answer(browser: CdpSession, paused: Paused, rules: NetworkRules): Promise<void> {
  const { requestId } = paused;
  const verdict = await judge(paused, rules);
  if ('refuse' in verdict) {
    await browser.send('Fetch.failRequest', { requestId, errorReason: verdict.refuse });
    return;
  }
  const { response } = verdict;
  await browser.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    ...(response.statusText !== '' && { responsePhrase: response.statusText }),
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value: headerForPage(value) })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

async function judge(paused: Paused, rules: NetworkRules): Promise<Verdict> {
  const { request, frameId, resourceType } = paused;
  const url = toAppUrl(request.url + (request.urlFragment ?? ''));
  if (resourceType === 'Document') {
    const isRedirect = paused.redirectedRequestId !== undefined;
    if (!(await rules.mayNavigate(frameId, url, isRedirect))) return { refuse: 'Aborted' };
  }
  if (!isServed(request.url)) return { refuse: 'BlockedByClient' };
  const asked = toRequest(paused);
  if (!(await rules.mayRequest(asked, resourceType, frameId, paused.networkId ?? '')))
    return { refuse: 'BlockedByClient' };
  try {
    return { response: await rules.serve(asked) };
  } catch (error) {
    // As in Electron, a handler that fails is the page's failed request, and the error is the app's to see.
    console.error(`protocol.handle failed for ${toAppUrl(request.url)}:`, error);
    return { refuse: 'Failed' };
  }
}

function toRequest({ request }: Paused): Request {
  const parts = (request.postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64'));
  return new Request(toAppUrl(request.url), {
    method: request.method,
    headers: request.headers,
    ...(parts.length > 0 && { body: Buffer.concat(parts) }),
  });
}
