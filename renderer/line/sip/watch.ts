import { type Notification, Subscriber, SubscriptionState, type URI, type UserAgent } from 'sip.js';

export interface WatchedEvent {
  readonly target: URI;
  readonly event: 'dialog' | 'message-summary';
  readonly accept: string;
}

export interface WatchListener {
  notified(body: string): void;
  /** The server ended the subscription, refused it or does not know the event. */
  ended(): void;
}

const EXPIRY_SEC = 600;

/**
 * One subscription (RFC 6665), alive until it is stopped or the server ends it. Starting it again is the owner's
 * business: SIP.js by itself would answer a "giveup" by asking again without any pause.
 */
export class Watch {
  readonly #subscriber: Subscriber;
  #over = false;

  constructor(userAgent: UserAgent, watched: WatchedEvent, listener: WatchListener) {
    this.#subscriber = new Subscriber(userAgent, watched.target, watched.event, {
      expires: EXPIRY_SEC,
      extraHeaders: [`Accept: ${watched.accept}`],
    });
    const end = (): void => {
      if (this.#over) return;
      this.#over = true;
      listener.ended();
    };
    this.#subscriber.delegate = {
      onNotify: (notification: Notification) => {
        void notification.accept();
        const { request } = notification;
        const isLast = /^\s*terminated\b/i.test(request.getHeader('Subscription-State') ?? '');
        // SIP.js looks at the reason after us, and for most of them subscribes again at once; for this one it ends.
        if (isLast) request.setHeader('Subscription-State', 'terminated;reason=noresource');
        if (this.#over) return;
        listener.notified(request.body);
        if (isLast) end();
      },
    };
    this.#subscriber.stateChange.addListener((state) => {
      if (state === SubscriptionState.Terminated) end();
    });
    void this.#subscriber.subscribe();
  }

  /** No more notifications. The server is told while there is a link. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    void this.#subscriber.dispose();
  }
}
