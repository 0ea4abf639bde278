import type { AgentAccess } from '../../main/hub/agent-file.ts';
import type { Acknowledged } from './load-agent.ts';

/** What the load's director asks of a process of desks. */
export type LoadOrder =
  | { readonly kind: 'open'; readonly agents: readonly AgentAccess[] }
  /** Each of these agents claims at these times, from now; calls, and tells how it went, each within `pauseMs`. */
  | {
      readonly kind: 'realistic';
      readonly claims: readonly { agent: string; atMs: number }[];
      readonly pauseMs: number;
    }
  /** Everybody claims this callback at once; whoever gets it puts it back. */
  | { readonly kind: 'stampede'; readonly callbackId: string }
  /** Everybody claims and puts back, without a pause. */
  | { readonly kind: 'flat-out'; readonly forMs: number }
  /** Resolves when every desk has the log up to there. */
  | { readonly kind: 'catch-up'; readonly seq: number }
  | { readonly kind: 'report' }
  | { readonly kind: 'close' };

export interface LoadResult {
  /** How long each claim took that was won: asked, acknowledged, and given by the reducer. */
  readonly tookMs: readonly number[];
  readonly lost: number;
  readonly unknown: number;
}

/** What the desks of a process believe. */
export interface LoadReport {
  /** Links that were lost and made anew. */
  readonly reopened: number;
  readonly acknowledged: readonly Acknowledged[];
  readonly dialled: readonly { agent: string; callbackId: string; claimSeq: number }[];
}

export type LoadAnswer =
  | { readonly kind: 'done'; readonly result: LoadResult }
  | { readonly kind: 'report'; readonly report: LoadReport }
  | { readonly kind: 'failed'; readonly why: string };
