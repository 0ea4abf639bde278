import { Core, type Session, SessionState } from 'sip.js';
import { OfferOvertakenError } from './call-descriptions.ts';
import { LINK_LOST_PHRASE } from './open-requests.ts';

/** What became of a re-INVITE. `glare` (491) and `link-lost` are worth another try, `gone` means the dialog is dead. */
export type Renegotiated =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' | 'glare' | 'link-lost' | 'gone'; readonly sipStatus: number };

export interface Reinvite {
  readonly extraHeaders: string[];
  readonly onAnswer: (answer: Core.IncomingResponseMessage) => void;
  /** Resolves when the call has ended: SIP.js forgets some answers then. */
  readonly over: Promise<void>;
}

const GLARE: Renegotiated = { kind: 'glare', sipStatus: 491 };

/**
 * One re-INVITE (RFC 3261 §14.1). Not sent before the far end's own INVITE has been answered and acknowledged: SIP.js
 * would make an offer first and look then, in the middle of answering theirs.
 */
export async function sendReinvite(session: Session, reinvite: Reinvite): Promise<Renegotiated> {
  if (farEndNegotiates(session)) return GLARE;
  const { promise, resolve } = Promise.withResolvers<Renegotiated>();
  void reinvite.over.then(() => resolve({ kind: 'gone', sipStatus: 0 }));
  try {
    await session.invite({
      requestOptions: { extraHeaders: reinvite.extraHeaders },
      requestDelegate: {
        onAccept: ({ message }) => {
          reinvite.onAnswer(message);
          resolve({ kind: 'accepted' });
        },
        onReject: ({ message }) => resolve(readRefusal(message)),
      },
    });
  } catch (error) {
    return whyUnsent(session, error);
  }
  return promise;
}

/** An ACK that was on its way will not come over the next link: nothing is to wait for it. */
export function forgetTheirReinvite({ dialog }: Session): void {
  if (dialog instanceof Core.SessionDialog) dialog.reinviteUserAgentServer = undefined;
}

function farEndNegotiates(session: Session): boolean {
  const { dialog } = session;
  const theirs = dialog instanceof Core.SessionDialog ? dialog.reinviteUserAgentServer : undefined;
  if (!theirs) return false;
  if (theirs.transaction.state !== Core.TransactionState.Terminated) return true;
  // SIP.js waits for ever for an ACK that did not come within the life of its transaction.
  forgetTheirReinvite(session);
  return false;
}

/** The far end was quicker, there are no candidates, or the call is over. */
async function whyUnsent(session: Session, error: unknown): Promise<Renegotiated> {
  if (session.state !== SessionState.Established) return { kind: 'gone', sipStatus: 0 };
  // Theirs is being answered on the same connection: hands off.
  if (error instanceof OfferOvertakenError || farEndNegotiates(session)) return GLARE;
  try {
    // An offer that nobody got must not meet the far end's next one.
    await session.sessionDescriptionHandler?.rollbackDescription?.();
  } catch {
    // The connection is closed, and with it the offer is gone.
  }
  return { kind: 'link-lost', sipStatus: 0 };
}

/** A 500 with Retry-After is how RFC 3261 §14.2 has a busy far end say it; with 491 it says that both asked. */
function readRefusal(message: Core.IncomingResponseMessage): Renegotiated {
  const sipStatus = message.statusCode ?? 500;
  if (message.reasonPhrase === LINK_LOST_PHRASE) return { kind: 'link-lost', sipStatus };
  if (sipStatus === 481 || sipStatus === 408) return { kind: 'gone', sipStatus };
  const isBusy = sipStatus === 491 || (sipStatus === 500 && message.hasHeader('Retry-After'));
  return { kind: isBusy ? 'glare' : 'refused', sipStatus };
}
