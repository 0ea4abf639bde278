import type { Link } from './bindings.ts';
import { addressIn, type Header, headerOf, isHeader, partsOf, type SipText, writeSip } from './sip-text.ts';

/** A user's busy light as dialog-info knows it (RFC 4235 §4.1.4): no dialog, one that rings, one that is up. */
export type Light = 'free' | 'ringing' | 'busy';

export interface NotifierPort {
  readonly domain: string;
  /** Null for a user that has no light. */
  readonly lightOf: (user: string) => Light | null;
  readonly deliver: (link: Link, message: string) => void;
}

export interface Answer {
  readonly status: number;
  readonly phrase: string;
  readonly headers: readonly Header[];
}

interface Subscription {
  readonly link: Link;
  readonly user: string;
  /** Request-URI of the NOTIFYs: the subscriber's Contact. */
  readonly contact: string;
  /** The dialog as the notifier sees it. */
  readonly local: string;
  readonly remote: string;
  readonly callId: string;
  cseq: number;
  version: number;
}

const LONGEST_SEC = 3600;
const DIALOG_INFO = 'application/dialog-info+xml';

/** The exchange's notifier for busy lights (RFC 6665, event package `dialog` of RFC 4235). */
export class Notifier {
  readonly #port: NotifierPort;
  /** By Call-ID: a desk subscribes once per dialog. */
  readonly #subscriptions = new Map<string, Subscription>();
  #lastTag = 0;

  constructor(port: NotifierPort) {
    this.#port = port;
  }

  /** Takes a SUBSCRIBE: the answer, and what to send once that is on its way. */
  subscribe(from: Link, request: SipText): { readonly answer: Answer; readonly afterwards: () => void } {
    const event = headerOf(request, 'event')?.split(';')[0]?.trim();
    if (event !== 'dialog') return refusal(489, 'Bad Event', [{ name: 'Allow-Events', value: 'dialog' }]);
    const callId = headerOf(request, 'call-id') ?? '';
    const user = partsOf(addressIn(headerOf(request, 'to') ?? ''))?.user ?? '';
    const known = this.#subscriptions.get(callId);
    if (isWithinDialog(request) && !known) return refusal(481, 'Subscription Does Not Exist');
    if (this.#port.lightOf(user) === null) return refusal(404, 'Not Found');
    const expirySec = Math.min(Number(headerOf(request, 'expires') ?? LONGEST_SEC), LONGEST_SEC);
    const subscription = known ?? this.#newSubscription(from, request, user, callId);
    this.#subscriptions.set(callId, subscription);
    if (expirySec === 0) this.#subscriptions.delete(callId);
    const headers = [
      { name: 'To', value: subscription.local },
      { name: 'Contact', value: `<sip:${user}@${this.#port.domain}>` },
      { name: 'Expires', value: String(expirySec) },
    ];
    const state = expirySec === 0 ? 'terminated;reason=timeout' : `active;expires=${expirySec}`;
    return {
      answer: { status: 200, phrase: 'OK', headers },
      afterwards: () => this.#notify(subscription, state),
    };
  }

  /** Tells everybody who watches this user. */
  changed(user: string): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.user === user) this.#notify(subscription, `active;expires=${LONGEST_SEC}`);
    }
  }

  /** Nobody is told anything over a link that is gone. */
  leave(link: Link): void {
    for (const [callId, subscription] of this.#subscriptions) {
      if (subscription.link === link) this.#subscriptions.delete(callId);
    }
  }

  #newSubscription(link: Link, request: SipText, user: string, callId: string): Subscription {
    this.#lastTag += 1;
    return {
      link,
      user,
      callId,
      contact: addressIn(headerOf(request, 'contact') ?? ''),
      local: `${headerOf(request, 'to') ?? ''};tag=light-${this.#lastTag}`,
      remote: headerOf(request, 'from') ?? '',
      cseq: 0,
      version: 0,
    };
  }

  #notify(subscription: Subscription, state: string): void {
    subscription.cseq += 1;
    const { link, contact, local, remote, callId, cseq, user } = subscription;
    const body = dialogInfo(user, this.#port, subscription.version);
    subscription.version += 1;
    const { domain } = this.#port;
    const headers = [
      // Not a branch of a forwarded request: the answer ends here.
      ['Via', `SIP/2.0/WS ${domain};branch=z9hG4bK-notify-${callId}-${cseq}`],
      ['Max-Forwards', '70'],
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${cseq} NOTIFY`],
      ['Contact', `<sip:${user}@${domain}>`],
      ['Event', 'dialog'],
      ['Subscription-State', state],
      ['Content-Type', DIALOG_INFO],
      ['Content-Length', String(body.length)],
    ].map(([name = '', value = '']) => ({ name, value }));
    this.#port.deliver(link, writeSip({ first: `NOTIFY ${contact} SIP/2.0`, headers, body }));
  }
}

function refusal(status: number, phrase: string, headers: readonly Header[] = []) {
  return { answer: { status, phrase, headers }, afterwards: () => undefined };
}

function isWithinDialog(request: SipText): boolean {
  const to = request.headers.find((header) => isHeader(header, 'to'));
  return /;\s*tag=/i.test(to?.value ?? '');
}

/** RFC 4235 §4.1: all dialogs of the user, of which the exchange knows at most that there is one. ASCII only. */
function dialogInfo(user: string, { domain, lightOf }: NotifierPort, version: number): string {
  const light = lightOf(user) ?? 'free';
  const state = light === 'busy' ? 'confirmed' : 'early';
  const dialog = light === 'free' ? '' : `<dialog id="1"><state>${state}</state></dialog>`;
  const root = `version="${version}" state="full" entity="sip:${encodeURIComponent(user)}@${domain}"`;
  return `<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${root}>${dialog}</dialog-info>\r\n`;
}
