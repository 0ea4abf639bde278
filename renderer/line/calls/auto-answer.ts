import type { HeaderSource } from '../sip/identity.ts';

/**
 * How soon the PBX wants the call answered by itself, or null.
 *   Call-Info: <…>;answer-after=N   (the common convention, N in seconds)
 *   Alert-Info: …;info=alert-autoanswer | …;info=auto-answer, RFC 7462 urns ending in auto-answer
 * Whether the server may ask for it is the profile's business, not the header's.
 */
export function autoAnswerDelayMs(source: HeaderSource): number | null {
  const callInfo = source.header('Call-Info') ?? '';
  const after = /;\s*answer-after\s*=\s*"?(\d{1,3})/i.exec(callInfo)?.[1];
  if (after !== undefined) return Number(after) * 1000;
  const alertInfo = source.header('Alert-Info') ?? '';
  const asks =
    /(?:^|[;\s<])info\s*=\s*"?(?:alert-autoanswer|alert-auto-answer|auto-?answer|intercom)\b/i.test(
      alertInfo,
    ) || /\b(?:auto-answer|alert-autoanswer)\b/i.test(alertInfo);
  return asks ? 0 : null;
}
