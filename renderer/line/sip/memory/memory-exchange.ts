import type { Wire, WireListener } from '../transport-port.ts';
import { Bindings, type Link } from './bindings.ts';
import { type Light, Notifier } from './notifier.ts';
import {
  addressIn,
  type Header,
  headerOf,
  isHeader,
  partsOf,
  readSip,
  type RequestLine,
  requestLine,
  type SipText,
  writeSip,
} from './sip-text.ts';

export interface MemoryExchangeOptions {
  readonly domain: string;
  /** Busy light of a user, for whoever subscribes to it; null for a user that has none. */
  readonly lightOf?: (user: string) => Light | null;
  /** Milliseconds, for the expiry of registrations. */
  readonly now?: () => number;
}

/**
 * The smallest SIP exchange: a registrar that believes everybody (RFC 3261 §10.3) and a stateless proxy (§16.11)
 * between user agents in this window. It reads no more of a message than it needs to pass it on, keeps no calls and
 * no transactions, and is not on the path of requests within a dialog beyond carrying them to their Contact.
 *
 * Messages arrive one a task, in the order in which they were sent.
 */
export class MemoryExchange {
  readonly #domain: string;
  readonly #bindings: Bindings;
  readonly #queue: (() => void)[] = [];
  readonly #notifier: Notifier;
  #lastLink = 0;
  #lastTag = 0;

  constructor({ domain, lightOf = () => null, now = Date.now }: MemoryExchangeOptions) {
    this.#domain = domain.toLowerCase();
    this.#bindings = new Bindings(now);
    this.#notifier = new Notifier({
      domain: this.#domain,
      lightOf,
      deliver: (link, message) => link.deliver(message),
    });
  }

  /** Tells everybody who watches this user's light that it may have changed. */
  lightChanged(user: string): void {
    this.#notifier.changed(user);
  }

  /** A link to the exchange, open in the next task. It is never lost: both ends live in this window. */
  open(listener: WireListener): Wire {
    this.#lastLink += 1;
    const link: Link = {
      id: this.#lastLink,
      deliver: (message) => later(() => listener.received(message)),
    };
    const later = (tell: () => void) =>
      this.#later(() => {
        if (this.#bindings.isHere(link)) tell();
      });
    this.#bindings.join(link);
    later(() => listener.opened());
    return {
      // What was sent before the link closed still arrives, as on any wire: the BYE of somebody who leaves.
      send: (message) => {
        if (this.#bindings.isHere(link)) this.#later(() => this.#receive(link, message));
      },
      close: () => {
        this.#bindings.leave(link);
        this.#notifier.leave(link);
      },
    };
  }

  #later(run: () => void): void {
    this.#queue.push(run);
    setTimeout(() => this.#queue.shift()?.(), 0);
  }

  #receive(from: Link, text: string): void {
    const message = readSip(text);
    // Without a Via there is nobody to answer (RFC 3261 §18.2.1 has it added below this layer).
    if (!message || headerOf(message, 'via') === null) return;
    const line = requestLine(message);
    if (!line) this.#passBack(message);
    else if (line.method === 'REGISTER') this.#register(from, message);
    else this.#passOn(from, message, line);
  }

  #passOn(from: Link, request: SipText, line: RequestLine): void {
    this.#learnContact(from, request);
    const target = partsOf(line.uri);
    const isHouse = target?.host === this.#domain;
    if (isHouse && line.method === 'SUBSCRIBE') {
      this.#subscribe(from, request);
      return;
    }
    if (isHouse && target.user === '') {
      this.#answerForHouse(from, request, line.method);
      return;
    }
    const hopsLeft = Number(headerOf(request, 'max-forwards') ?? 70);
    if (!target) this.#refuse(from, request, line, 416, 'Unsupported URI Scheme');
    else if (hopsLeft <= 0) this.#refuse(from, request, line, 483, 'Too Many Hops');
    else {
      const found = isHouse ? this.#bindings.registered(target.user) : this.#bindings.contact(line.uri);
      if (found) this.#forward(from, request, line, { ...found, hopsLeft: hopsLeft - 1 });
      else this.#refuseUnknown(from, request, line);
    }
  }

  #forward(
    from: Link,
    request: SipText,
    { method }: RequestLine,
    to: { readonly link: Link; readonly uri: string; readonly hopsLeft: number },
  ): void {
    const headers = request.headers.filter((header) => !isHeader(header, 'max-forwards'));
    to.link.deliver(
      writeSip({
        first: `${method} ${to.uri} SIP/2.0`,
        headers: [
          { name: 'Via', value: `SIP/2.0/WS ${this.#domain};branch=${branchFor(from, request)}` },
          { name: 'Max-Forwards', value: String(to.hopsLeft) },
          ...headers,
        ],
        body: request.body,
      }),
    );
  }

  /** A response goes where the Via below ours came from (RFC 3261 §16.11). */
  #passBack(response: SipText): void {
    const at = response.headers.findIndex((header) => isHeader(header, 'via'));
    const link = this.#bindings.link(linkOfBranch(response.headers[at]?.value ?? ''));
    if (link) link.deliver(writeSip({ ...response, headers: response.headers.toSpliced(at, 1) }));
  }

  #register(from: Link, request: SipText): void {
    const user = partsOf(addressIn(headerOf(request, 'to') ?? ''))?.user ?? '';
    if (user === '') {
      this.#answer(from, request, 400, 'Bad Request');
      return;
    }
    const contact = headerOf(request, 'contact');
    const asked = /;\s*expires=(\d+)/i.exec(contact ?? '')?.[1] ?? headerOf(request, 'expires') ?? '300';
    const expirySec = Number(asked);
    if (contact === '*' || (contact !== null && expirySec === 0)) this.#bindings.remove(user);
    else if (contact !== null) this.#bindings.bind(user, addressIn(contact), from, expirySec);
    const binding = this.#bindings.registered(user);
    const contacts = binding
      ? [{ name: 'Contact', value: `<${binding.uri}>;expires=${binding.secondsLeft}` }]
      : [];
    this.#answer(from, request, 200, 'OK', contacts);
  }

  #subscribe(from: Link, request: SipText): void {
    const { answer, afterwards } = this.#notifier.subscribe(from, request);
    this.#answer(from, request, answer.status, answer.phrase, answer.headers);
    afterwards();
  }

  /** Asked about itself: it is there (OPTIONS), and offers nothing else. */
  #answerForHouse(from: Link, request: SipText, method: string): void {
    if (method === 'ACK') return;
    if (method === 'OPTIONS') this.#answer(from, request, 200, 'OK');
    else
      this.#answer(from, request, 405, 'Method Not Allowed', [
        { name: 'Allow', value: 'REGISTER, OPTIONS, SUBSCRIBE' },
      ]);
  }

  /** Nobody of that name; or, within a dialog, somebody who has left. */
  #refuseUnknown(from: Link, request: SipText, line: RequestLine): void {
    const isInDialog = /;\s*tag=/i.test(headerOf(request, 'to') ?? '');
    if (isInDialog) this.#refuse(from, request, line, 481, 'Call/Transaction Does Not Exist');
    else this.#refuse(from, request, line, 404, 'Not Found');
  }

  #refuse(from: Link, request: SipText, { method }: RequestLine, status: number, phrase: string): void {
    // An ACK is never answered (RFC 3261 §17.1.1.3).
    if (method !== 'ACK') this.#answer(from, request, status, phrase);
  }

  /** A To among the extra headers stands for the request's own, with the tag that its dialog has. */
  #answer(link: Link, request: SipText, status: number, phrase: string, extra: readonly Header[] = []): void {
    const copied = request.headers.filter((header) =>
      ['via', 'from', 'call-id', 'cseq'].some((name) => isHeader(header, name)),
    );
    const to = extra.some((header) => isHeader(header, 'to')) ? [] : [this.#taggedTo(request)];
    const headers = [...copied, ...to, ...extra, { name: 'Content-Length', value: '0' }];
    link.deliver(writeSip({ first: `SIP/2.0 ${status} ${phrase}`, headers, body: '' }));
  }

  #taggedTo(request: SipText): Header {
    const asked = headerOf(request, 'to') ?? '';
    this.#lastTag += 1;
    const value = /;\s*tag=/i.test(asked) ? asked : `${asked};tag=exchange-${this.#lastTag}`;
    return { name: 'To', value };
  }

  /** Where requests within the dialog will be sent: nobody else knows which link an address of the sender is on. */
  #learnContact(from: Link, message: SipText): void {
    const contact = headerOf(message, 'contact');
    if (contact !== null) this.#bindings.learn(addressIn(contact), from);
  }
}

const COOKIE = 'z9hG4bK';

/**
 * The branch must be the same for a CANCEL, and for the ACK of a refusal, as for their INVITE: so it is made from the
 * one they came with (RFC 3261 §16.11). It also says which link the answer goes to.
 */
function branchFor(from: Link, request: SipText): string {
  const theirs = /;\s*branch=([^;,\s]+)/i.exec(headerOf(request, 'via') ?? '')?.[1] ?? '';
  return `${COOKIE}-link${from.id}-${theirs.replace(COOKIE, '')}`;
}

function linkOfBranch(via: string): number {
  return Number(/;\s*branch=z9hG4bK-link(\d+)-/.exec(via)?.[1] ?? Number.NaN);
}
