import type { KeyObject } from 'node:crypto';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { signedByOneOf } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { openMessage, sealMessage, type OpenedMessage, type SealedKind } from './sealed-kind.ts';

/** Subject and headers (message id, expectations) count too. */
const HEADER_BYTES = 512;

/** Whether somebody is of the team cannot be told while the team cannot be read: ask again when there is a session. */
export class TeamUnknown extends Error {
  override readonly name = 'TeamUnknown';
}

/** Whose seal it is, and whom it trusts. */
export interface TeamSealParts {
  readonly signing: KeyObject;
  /** Read live: a key that comes during a session is used at once. */
  readonly keyring: Keyring;
  /** Reads the roster anew; false when it cannot be had now. An author nobody knows may have come a moment ago. */
  readonly refreshTeam: () => Promise<boolean>;
}

/** A message of any stream as it came from the hub. */
export interface SealedMessage {
  readonly subject: string;
  /** Last word of the subject; the hub lets nobody publish under another's. */
  readonly author: string;
  /** When the hub stored it, ms since the epoch by the hub's clock: who had left by then signs nothing. */
  readonly hubMs: number;
  readonly data: Uint8Array;
}

/** Seals one kind of message for the team and opens everybody's. */
export interface TeamSeal<T> {
  /**
   * Errors: `hub-key-missing` before the team's key is here, `bad-request` (`what: too-long`) when the hub would not
   * take it.
   */
  seal(message: T, subject: string): Result<Uint8Array, AppError>;
  /** Opens without checking the signature. */
  open(message: Pick<SealedMessage, 'subject' | 'data'>): OpenedMessage<T>;
  /** Whether its author signed it, and was of the team then. Rejects with `TeamUnknown` when it cannot tell now. */
  verify(message: SealedMessage): Promise<boolean>;
}

/** @param maxBytes the stream's longest message (layout.ts), with subject and headers */
export function teamSeal<T extends object>(
  kind: SealedKind<T>,
  maxBytes: number,
  { signing, keyring, refreshTeam }: TeamSealParts,
): TeamSeal<T> {
  return {
    seal(message, subject) {
      const key = keyring.currentKey();
      if (key === null) return failed(appError('hub-key-missing'));
      const sealed = sealMessage(kind, message, subject, key, signing);
      const isTooLong = sealed.length > maxBytes - HEADER_BYTES;
      return isTooLong ? failed(appError('bad-request', { what: 'too-long' })) : ok(sealed);
    },
    open: ({ subject, data }) => openMessage(kind, data, subject, (id) => keyring.key(id)),
    async verify({ subject, author, hubMs, data }) {
      const isSigned = () =>
        signedByOneOf(keyring.signersOf(author, hubMs), data, { domain: kind.domain, subject });
      if (await isSigned()) return true;
      if (!(await refreshTeam())) throw new TeamUnknown('the roster cannot be read now');
      return isSigned();
    },
  };
}
