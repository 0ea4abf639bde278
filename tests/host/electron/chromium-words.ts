/** Chromium's words for failures, as numbers and names that Electron gives the app. */

/** net_error_list.h; others are ERR_FAILED. */
const NET_ERRORS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_TIMED_OUT: -7,
  ERR_UNEXPECTED: -9,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
};

export function errorCodeOf(text: string): number {
  return NET_ERRORS[text.replace(/^net::/, '')] ?? -2;
}

/** CDP's `Target.targetCrashed.status` (base::TerminationStatus) as RenderProcessGoneDetails.reason. */
export function goneReasonOf(status: string): string {
  if (status === 'oom' || status === 'out of memory') return 'oom';
  if (status.includes('killed')) return 'killed';
  if (status.includes('failed to launch') || status === 'failed') return 'launch-failed';
  if (status.includes('abnormal')) return 'abnormal-exit';
  return status.includes('normal') ? 'clean-exit' : 'crashed';
}
