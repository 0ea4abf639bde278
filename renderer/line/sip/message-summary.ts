import type { LineSnapshot } from '#shared/call/line-state.ts';

type Voicemail = NonNullable<LineSnapshot['voicemail']>;

/** Waiting messages from a simple-message-summary body (RFC 3842 §5.2). Null when it is none. */
export function readMessageSummary(body: string): Voicemail | null {
  const waiting = /^Messages-Waiting:\s*(yes|no)\s*$/im.exec(body)?.[1];
  if (!waiting) return null;
  const counts = /^Voice-Message:\s*(\d{1,6})\s*\/\s*(\d{1,6})/im.exec(body);
  return {
    waiting: waiting.toLowerCase() === 'yes',
    newCount: Number(counts?.[1] ?? 0),
    oldCount: Number(counts?.[2] ?? 0),
  };
}
