import { partsOf } from './sip-text.ts';

/** One open link between a user agent and the exchange. */
export interface Link {
  readonly id: number;
  deliver(message: string): void;
}

interface Binding {
  readonly uri: string;
  readonly link: Link;
  readonly expiresAtMs: number;
}

export interface Found {
  readonly link: Link;
  /** The address that the request is sent to. */
  readonly uri: string;
}

/** Who is where: registrations (RFC 3261 §10), and on which link each Contact lives. */
export class Bindings {
  readonly #now: () => number;
  readonly #links = new Map<number, Link>();
  readonly #registered = new Map<string, Binding>();
  /** By `user@host`. */
  readonly #contacts = new Map<string, Link>();

  constructor(now: () => number) {
    this.#now = now;
  }

  join(link: Link): void {
    this.#links.set(link.id, link);
  }

  leave(link: Link): void {
    this.#links.delete(link.id);
    for (const [user, binding] of this.#registered) if (binding.link === link) this.#registered.delete(user);
    for (const [contact, owner] of this.#contacts) if (owner === link) this.#contacts.delete(contact);
  }

  isHere(link: Link): boolean {
    return this.#links.get(link.id) === link;
  }

  link(id: number): Link | null {
    return this.#links.get(id) ?? null;
  }

  /** The newest registration of a user replaces the one before: one desk, one person. */
  bind(user: string, uri: string, link: Link, expirySec: number): void {
    if (!this.isHere(link)) return;
    this.#registered.set(user, { uri, link, expiresAtMs: this.#now() + expirySec * 1000 });
    this.learn(uri, link);
  }

  remove(user: string): void {
    this.#registered.delete(user);
  }

  registered(user: string): (Found & { readonly secondsLeft: number }) | null {
    const binding = this.#registered.get(user);
    if (!binding) return null;
    const secondsLeft = Math.ceil((binding.expiresAtMs - this.#now()) / 1000);
    return secondsLeft > 0 ? { uri: binding.uri, link: binding.link, secondsLeft } : null;
  }

  /** Remembers that this Contact is reached over that link. */
  learn(uri: string, link: Link): void {
    const key = keyOf(uri);
    if (key !== null && this.isHere(link)) this.#contacts.set(key, link);
  }

  contact(uri: string): Found | null {
    const link = this.#contacts.get(keyOf(uri) ?? '');
    return link ? { link, uri } : null;
  }
}

function keyOf(uri: string): string | null {
  const parts = partsOf(uri);
  return parts && `${parts.user}@${parts.host}`;
}
