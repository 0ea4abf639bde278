import type { CallQuality, EndReason, TransferState } from './call.ts';

/** What can happen to a call, in the past tense. Times are ms since the epoch; the reducer never reads a clock. */
export type CallEvent =
  | { readonly type: 'answer-asked'; readonly at: number; readonly byItself: boolean }
  /** A provisional response above 100 arrived. */
  | { readonly type: 'alerted'; readonly at: number; readonly earlyMedia: boolean }
  /** The dialog is confirmed: 200 sent or received. */
  | { readonly type: 'established'; readonly at: number }
  | { readonly type: 'path-lost'; readonly at: number }
  | { readonly type: 'path-restored'; readonly at: number }
  | { readonly type: 'end-asked'; readonly at: number }
  | {
      readonly type: 'ended';
      readonly at: number;
      readonly reason: EndReason;
      readonly sipStatus: number | null;
    }
  | { readonly type: 'hold-wanted'; readonly held: boolean }
  | { readonly type: 'hold-confirmed'; readonly held: boolean }
  | { readonly type: 'hold-refused' }
  | { readonly type: 'mute-wanted'; readonly muted: boolean }
  | { readonly type: 'mute-confirmed'; readonly muted: boolean }
  | { readonly type: 'held-by-far-end'; readonly held: boolean }
  /** The network named the far end anew (answer, transfer). Empty strings mean withheld. */
  | { readonly type: 'party-named'; readonly number: string; readonly name: string }
  | { readonly type: 'transfer-moved'; readonly transfer: TransferState | null }
  | { readonly type: 'conference-joined'; readonly conferenceId: string }
  | { readonly type: 'conference-left' }
  | { readonly type: 'quality-measured'; readonly quality: CallQuality };

export type CallEventType = CallEvent['type'];
