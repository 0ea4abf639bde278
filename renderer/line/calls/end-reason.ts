import type { EndReason } from '#shared/call/call.ts';

/** What a final refusal of our INVITE means to the agent (RFC 3261 §21.4-21.6). */
export function reasonForRefusal(sipStatus: number): EndReason {
  switch (sipStatus) {
    case 486:
    case 600:
      return 'busy';
    case 408:
    case 480:
      return 'no-answer';
    case 404:
    case 410:
    case 484:
    case 604:
      return 'not-found';
    case 487:
      return 'cancelled';
    case 415:
    case 488:
    case 606:
      return 'media-failed';
    default:
      return sipStatus >= 500 && sipStatus < 600 ? 'server-error' : 'refused';
  }
}

/** A CANCEL whose Reason (RFC 3326) says 200 means that a colleague was quicker. */
export function reasonForCancel(reasonHeader: string | undefined): EndReason {
  return /^SIP\s*;(?:.*;)?\s*cause=200\b/i.test(reasonHeader ?? '') ? 'answered-elsewhere' : 'missed';
}
