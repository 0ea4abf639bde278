import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { pageFile } from './page-files.ts';
import { pageHeaders } from './page-headers.ts';

/**
 * Must be called before the app is ready. `standard` gives the pages origins, `secure` gives them microphones and
 * keeps them out of plain http's limits, `supportFetchAPI` lets the engine read its recordings, `stream` lets an
 * audio element play them. No CSP is bypassed, no service worker is allowed.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the pages from the folder of the built renderers. */
export function serveAppScheme(root: string): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
    const file = pageFile(root, request.url);
    if (!file) return new Response(null, { status: 404 });
    const content = await readFile(file.path).catch(() => null);
    if (!content) return new Response(null, { status: 404 });
    const body = request.method === 'HEAD' ? null : new Uint8Array(content);
    return new Response(body, { headers: pageHeaders(file.page, file.mimeType) });
  });
}
