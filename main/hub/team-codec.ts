import type { KeyObject } from 'node:crypto';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { EventCodec, Opened } from './codec.ts';
import type { LogMessage } from './hub.ts';
import type { Keyring } from './keyring.ts';
import { MAX_EVENT_BYTES } from './layout.ts';
import { openSealed, sealForTeam, signedByOneOf } from './seal.ts';

/** Subject and headers (message id, expectations) count too. */
const MAX_SEALED_BYTES = MAX_EVENT_BYTES - 512;

/** Whether somebody is of the team cannot be told while the team cannot be read: ask again when there is a session. */
export class TeamUnknown extends Error {
  override readonly name = 'TeamUnknown';
}

interface Parts {
  readonly agent: string;
  readonly signing: KeyObject;
  /** Read live: a key that comes during a session is used at once. */
  readonly keyring: Keyring;
  /** Reads the roster anew; false when it cannot be had now. An author nobody knows may have come a moment ago. */
  readonly refreshTeam: () => Promise<boolean>;
}

/**
 * Seals an agent's events for the team and opens everybody's. `seal` fails with `hub-key-missing` before the team's
 * key is here, and with `bad-request` (`what: too-long`) when the hub would not take it. `verify` rejects with
 * `TeamUnknown` when it cannot tell now.
 */
export function teamCodec({ agent, signing, keyring, refreshTeam }: Parts): EventCodec {
  const keyOf = (id: string) => keyring.key(id);
  return {
    seal(callbackId: string, event: CallbackEvent): Result<Uint8Array, AppError> {
      const key = keyring.currentKey();
      if (key === null) return failed(appError('hub-key-missing'));
      const sealed = sealForTeam(event, { callbackId, author: agent }, key, signing);
      return sealed.length > MAX_SEALED_BYTES
        ? failed(appError('bad-request', { what: 'too-long' }))
        : ok(sealed);
    },
    open: (message: LogMessage): Opened => openSealed(message.data, message, keyOf),
    async verify(message: LogMessage): Promise<boolean> {
      const isSigned = () =>
        signedByOneOf(keyring.signersOf(message.author, message.hubMs), message.data, message);
      if (await isSigned()) return true;
      if (!(await refreshTeam())) throw new TeamUnknown('the roster cannot be read now');
      return isSigned();
    },
  };
}
