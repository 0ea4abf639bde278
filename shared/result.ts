/**
 * Expected failures are values. A `Result` crosses process boundaries as plain data;
 * a bug is still thrown.
 */
export type Result<T, E = AppError> = { ok: true; value: T } | { ok: false; error: E };

export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | void, never> {
  return { ok: true, value };
}

export function failed<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/**
 * A failure people may meet. The code picks the words (renderer/desk/ui/messages.ts);
 * `details` fills them in and never holds anything about a patient.
 */
export interface AppError {
  readonly code: ErrorCode;
  readonly details?: Readonly<Record<string, string | number>> | undefined;
}

/** Every failure the app can name. The words for each stand in the desk's messages; a missing one does not compile. */
export const ERROR_CODES = [
  // signing in and the way to the server
  'wrong-password',
  'extension-unknown',
  'sign-in-refused',
  'host-unknown',
  'host-unreachable',
  'port-closed',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'not-a-sip-server',
  'server-silent',
  'server-error',
  'not-connected',
  // profile
  'profile-unreadable',
  'profile-invalid',
  // microphone, speaker
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'speaker-missing',
  // calls
  'number-invalid',
  'call-unknown',
  'call-state',
  'too-many-calls',
  'target-busy',
  'target-has-extension',
  'transfer-refused',
  'hold-refused',
  'digits-invalid',
  'far-end-busy',
  'far-end-not-found',
  'far-end-no-answer',
  'far-end-declined',
  'call-failed',
  // practice
  'patient-unknown',
  'debrief-unknown',
  'debrief-unkept',
  // callbacks
  'callback-unknown',
  'callback-taken',
  'callback-not-held',
  'callback-closed',
  'callback-not-yet',
  'callback-needs-lead',
  'callback-maybe-called',
  'callback-offline',
  'lease-over',
  'clock-unknown',
  'reason-missing',
  'time-invalid',
  'csv-invalid',
  // scripts
  'script-unknown',
  'page-unknown',
  'scripts-broken',
  'script-folder-missing',
  'script-mistakes',
  'script-too-long',
  'script-outrun',
  'script-new',
  'scripts-new',
  'script-withdrawn',
  'script-unreadable',
  // the team hub
  'hub-unreachable',
  'hub-refused',
  'hub-access-expired',
  'hub-too-old',
  'hub-misconfigured',
  'hub-log-shorter',
  'hub-log-hole',
  'hub-log-other',
  'hub-message-forged',
  'hub-newer-events',
  'hub-file-invalid',
  'hub-code-wrong',
  'hub-key-missing',
  'hub-no-answer',
  // crisis mode
  'crisis-untold',
  'crisis-unsure',
  'crisis-off',
  // the records on this desk
  'pin-wrong',
  'pin-wait',
  'pin-weak',
  'records-locked',
  'records-destroyed',
  'records-damaged',
  'records-newer',
  'records-full',
  'records-failed',
  // the app itself
  'bad-request',
  'not-allowed',
  'line-window-gone',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export function appError(code: ErrorCode, details?: AppError['details']): AppError {
  return details ? { code, details } : { code };
}
