import type { NetworkRules } from '../chromium/network.ts';
import { protocol } from './protocol.ts';
import { contentsOfFrame } from './registry.ts';
import { defaultSession } from './session.ts';

/** What the app says about what its pages ask the network for. */
export const networkRules: NetworkRules = {
  async mayNavigate(frameId, url, isRedirect) {
    // A frame of no window of the app's: a window that a page tried to open, and which is being closed.
    return (await contentsOfFrame(frameId)?.page.lock.mayNavigate(frameId, url, isRedirect)) ?? false;
  },
  mayRequest(request, resourceType, frameId, networkId) {
    const contents = contentsOfFrame(frameId);
    contents?.page.noteProcess(networkId);
    return defaultSession.webRequest.mayRequest(request, resourceType, contents);
  },
  async serve(request) {
    return defaultSession.webRequest.receive(request, await protocol.serve(request));
  },
};
