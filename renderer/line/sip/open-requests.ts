import { firstHeader, headerLines, methodOf, statusOf } from './headers.ts';

/** Tells our own 503 from a server's. */
export const LINK_LOST_PHRASE = 'Link Lost';

/**
 * Requests of ours that have no final answer yet. When the link is lost they are answered here with 503, as
 * RFC 3261 §8.1.3.1 asks of a transport error; SIP.js alone would leave them hanging until Timer B or F (32 s),
 * with its one re-INVITE slot and its registerer blocked all that time.
 */
export class OpenRequests {
  readonly #open = new Map<string, string>();

  sent(message: string): void {
    const method = methodOf(message);
    if (method === null || method === 'ACK') return;
    const key = transactionKey(message);
    if (key !== null) this.#open.set(key, localAnswer(message));
  }

  received(message: string): void {
    const status = statusOf(message);
    if (status === null || status < 200) return;
    const key = transactionKey(message);
    if (key !== null) this.#open.delete(key);
  }

  /**
   * What SIP.js should be told. It never ends a re-INVITE that was answered with a redirection, and then refuses to
   * send another one; nobody may redirect inside a dialog anyway (RFC 3261 §14.1), so that counts as a refusal.
   */
  reword(message: string): string {
    const status = statusOf(message) ?? 0;
    const key = status >= 300 && status < 400 ? transactionKey(message) : null;
    const request = key === null ? undefined : this.#open.get(key);
    const isReinvite = key?.endsWith(' INVITE') && /;\s*tag=/i.test(firstHeader(request ?? '', 'to') ?? '');
    return isReinvite
      ? message.replace(/^SIP\/2\.0 3\d\d [^\r\n]*/, 'SIP/2.0 488 Redirected In Dialog')
      : message;
  }

  /** Forgets them all. @returns One 503 for each, oldest first. */
  fail(): string[] {
    const answers = [...this.#open.values()];
    this.#open.clear();
    return answers;
  }
}

/** RFC 3261 §17.1.3: branch and CSeq method name a client transaction. */
function transactionKey(message: string): string | null {
  const branch = /;\s*branch=([^\s;,]+)/i.exec(firstHeader(message, 'via') ?? '')?.[1];
  const method = /^\d+\s+(\S+)$/.exec(firstHeader(message, 'cseq') ?? '')?.[1];
  return branch && method ? `${branch} ${method}` : null;
}

const COPIED = new Set(['via', 'from', 'to', 'call-id', 'cseq']);

function localAnswer(request: string): string {
  const copied = headerLines(request).filter((line) => COPIED.has(line.name));
  return [
    `SIP/2.0 503 ${LINK_LOST_PHRASE}`,
    ...copied.map((line) => line.raw),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
