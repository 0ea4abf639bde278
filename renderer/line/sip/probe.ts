import { firstHeader, statusOf } from './headers.ts';

/**
 * The OPTIONS that asks a server whether it is there. Written by hand and kept away from SIP.js, whose transactions
 * would hold each unanswered one for 32 s and answer every challenge: a 401 is as good a sign of life as a 200.
 */
export class Probe {
  readonly #callIdSuffix = `probe-${crypto.randomUUID()}`;
  readonly #domain: string;
  readonly #extension: string;
  #count = 0;

  constructor(domain: string, extension: string) {
    this.#domain = domain;
    this.#extension = extension;
  }

  next(protocol: string): string {
    this.#count += 1;
    const token = crypto.randomUUID().slice(0, 13);
    return [
      `OPTIONS sip:${this.#domain} SIP/2.0`,
      `Via: SIP/2.0/${protocol} hearthline.invalid;branch=z9hG4bK${token}`,
      'Max-Forwards: 70',
      `From: <sip:${this.#extension}@${this.#domain}>;tag=${token}`,
      `To: <sip:${this.#domain}>`,
      `Call-ID: ${token}.${this.#callIdSuffix}`,
      `CSeq: ${this.#count} OPTIONS`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  }

  /** True for an answer to one of ours. */
  isAnswer(message: string): boolean {
    return statusOf(message) !== null && (firstHeader(message, 'call-id') ?? '').endsWith(this.#callIdSuffix);
  }
}
