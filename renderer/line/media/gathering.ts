import { isLoopback } from './loopback.ts';

/**
 * When an offer or answer has enough ICE candidates to leave. Waiting for the end of gathering costs 100 ms on a quiet
 * machine, seconds behind a VPN, and 40 s with a STUN server that does not answer; leaving without any candidate
 * loses the call. ICE finds paths that are not in the SDP by itself (peer-reflexive candidates, RFC 8445 §7.3.1.3),
 * as long as one side is reachable, and a PBX is.
 */
/** Host candidates come in one burst; this much silence is its end. */
const QUIET_MS = 25;
/** Extra time for a STUN or TURN server that is near enough to matter. */
const SERVER_GRACE_MS = 60;
/** Without a single candidate there is nothing to send: wait on, but not for ever. */
const NO_CANDIDATE_LIMIT_MS = 3000;

export interface GatheringRule {
  /** Longest wait once there is a candidate. */
  readonly budgetMs: number;
  /** Whether STUN or TURN servers were given. */
  readonly hasServers: boolean;
}

export class NoCandidatesError extends Error {
  constructor() {
    super('No network interface offered a way out.');
  }
}

/**
 * Call before `setLocalDescription`, await after it.
 * @throws {NoCandidatesError} (as a rejection) when nothing came within three seconds.
 */
export function enoughCandidates(connection: RTCPeerConnection, rule: GatheringRule): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const watch = new AbortController();
  let hasHost = false;
  let hasLoopback = false;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let budget: ReturnType<typeof setTimeout> | undefined;
  const limit = setTimeout(() => finishWithWhatThereIs(), NO_CANDIDATE_LIMIT_MS);

  const finish = (error?: Error): void => {
    watch.abort();
    for (const timer of [quiet, budget, limit]) clearTimeout(timer);
    if (error) reject(error);
    else resolve();
  };
  const finishWithWhatThereIs = (): void =>
    finish(hasHost || hasLoopback ? undefined : new NoCandidatesError());
  const finishIn = (ms: number): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => finish(), ms);
  };
  const look = (candidate: RTCIceCandidate | null): void => {
    if (!candidate?.candidate) {
      if (connection.iceGatheringState === 'complete') finishWithWhatThereIs();
      return;
    }
    // A lone TCP candidate costs a whole round of checks first (netswitch.md §6); it is no reason to leave.
    if (candidate.protocol !== 'udp') return;
    // Good only when nothing else comes: on the practice line, without a network.
    if (isLoopback(candidate.address)) {
      hasLoopback = true;
      return;
    }
    if (candidate.type !== 'host') finishIn(QUIET_MS);
    else {
      finishIn(rule.hasServers ? Math.max(QUIET_MS, SERVER_GRACE_MS) : QUIET_MS);
      budget ??= setTimeout(() => finish(), rule.budgetMs);
    }
    hasHost = true;
  };
  connection.addEventListener('icecandidate', (event) => look(event.candidate), { signal: watch.signal });
  return promise;
}

/** Whether a description of ours already carries candidates (a re-offer without ICE restart gathers nothing). */
export function hasCandidates(sdp: string | undefined): boolean {
  return /^a=candidate:/m.test(sdp ?? '');
}
