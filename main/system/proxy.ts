import { session } from 'electron';
import { firstProxy } from './pac.ts';

/**
 * The proxy that this computer's settings or its PAC script name for an address, as Chromium would use it.
 * @returns `http://host:port`, or null for none
 */
export async function proxyFor(url: string): Promise<string | null> {
  // A WebSocket goes where https goes; PAC scripts often know no other scheme.
  return firstProxy(await session.defaultSession.resolveProxy(url.replace(/^ws/, 'http')));
}
