/** The Session-Expires header (RFC 4028 §4). */
export interface SessionExpires {
  readonly intervalSec: number;
  /** Which side of the transaction refreshes; null when nobody has said yet. */
  readonly refresher: 'uac' | 'uas' | null;
}

/** RFC 4028 §5: less than this is never agreed to. */
const LEAST_SEC = 90;

export function readSessionExpires(header: string | undefined): SessionExpires | null {
  const match = /^\s*(\d{1,9})\s*(?:;|$)/.exec(header ?? '');
  if (!match) return null;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(header ?? '')?.[1]?.toLowerCase();
  return {
    intervalSec: Math.max(LEAST_SEC, Number(match[1])),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null,
  };
}

export function writeSessionExpires({ intervalSec, refresher }: SessionExpires): string {
  return `Session-Expires: ${intervalSec}${refresher ? `;refresher=${refresher}` : ''}`;
}
