import { firstHeader, headerLines } from './headers.ts';

/**
 * End-to-end session identifiers (RFC 7989): one half ours, one half the far end's, the same through every transfer
 * and every server on the way, so that one call can be found in everybody's logs. Stamped on whole messages, because
 * SIP.js lets headers be added to some of them only.
 */
const NIL = '0'.repeat(32);
/** Dialogs remembered; the oldest is forgotten first. A forgotten one only loses its name. */
const MEMORY = 64;
const CALL_METHODS = /^\d+ (?:INVITE|ACK|BYE|CANCEL|INFO|REFER|NOTIFY|UPDATE|PRACK)$/i;

interface Halves {
  readonly local: string;
  readonly remote: string;
}

export class SessionIds {
  readonly #known = new Map<string, Halves>();

  /** A message of a call, about to leave, with its identifier; any other as it was. */
  stamp(message: string): string {
    const callId = callOf(message);
    if (callId === null) return message;
    const { local, remote } = this.#recall(callId);
    const end = message.indexOf('\r\n') + 2;
    return `${message.slice(0, end)}Session-ID: ${local};remote=${remote}\r\n${message.slice(end)}`;
  }

  /** Learns the far end's half. */
  learn(message: string): void {
    const callId = callOf(message);
    const header = callId === null ? null : firstHeader(message, 'session-id');
    const remote = /^([0-9a-f]{32})(?:\s*;|\s*$)/.exec(header ?? '')?.[1];
    if (callId === null || remote === undefined || remote === NIL) return;
    this.#known.set(callId, { ...this.#recall(callId), remote });
  }

  #recall(callId: string): Halves {
    const known = this.#known.get(callId);
    if (known) return known;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MEMORY && oldest !== undefined) this.#known.delete(oldest);
    const halves = { local: crypto.randomUUID().replaceAll('-', ''), remote: NIL };
    this.#known.set(callId, halves);
    return halves;
  }
}

function callOf(message: string): string | null {
  const lines = headerLines(message);
  const cseq = lines.find((line) => line.name === 'cseq')?.value;
  if (cseq === undefined || !CALL_METHODS.test(cseq)) return null;
  return lines.find((line) => line.name === 'call-id')?.value ?? null;
}
