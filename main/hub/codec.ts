import type { CallbackEvent } from '#shared/callback/event.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { LogMessage } from './hub.ts';

/** How a message was read. What cannot be read is kept as it is and tried again when a key or an update comes. */
export type Opened =
  | { readonly kind: 'event'; readonly event: CallbackEvent; readonly verified: boolean }
  /** Sealed with a key this desk does not have yet. */
  | { readonly kind: 'no-key'; readonly keyId: string }
  /** Written by a newer Hearthline. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Not from whom it says, or damaged: it has no effect, ever. */
  | { readonly kind: 'forged'; readonly why: 'signature' | 'author-unknown' | 'seal' }
  /** Sealed rightly and still no event: a broken writer. It has no effect. */
  | { readonly kind: 'malformed' };

/** Turns events into messages and back. Sealed for a team; plain for a desk alone, whose store is encrypted already. */
export interface EventCodec {
  seal(callbackId: string, event: CallbackEvent): Result<Uint8Array, AppError>;
  /** Opens without checking the signature: quick enough for a first sync of 100,000. `verified` is then false. */
  open(message: LogMessage): Opened;
  /** Checks who wrote it, about 0.15 ms each. `true` for a codec that has no signatures. */
  verify(message: LogMessage): Promise<boolean>;
}
