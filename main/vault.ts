import { createHash } from 'node:crypto';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';

/**
 * Holds what the agent signed in with, in the memory of the main process alone. The password is kept only until
 * the server has accepted it; after that there is nothing but HA1 for the realms that were asked for.
 */
export interface Vault {
  /** Takes a password. With a known realm HA1 is derived at once and the password is not kept at all. */
  hold(user: string, password: string, realm: string | null): void;
  /**
   * HA1 = MD5(user:realm:password) (RFC 2617 §3.2.2.2).
   * @returns `not-allowed` when nobody is signing in, or the realm is new after the password was forgotten
   */
  ha1(realm: string): Result<{ ha1: string }, AppError>;
  /** Whether a text is the password, as far as what is kept can tell: a PIN must not be the same again. */
  isPassword(text: string): boolean;
  /** The server has accepted: the password goes, HA1 stays. */
  accepted(): void;
  /** Nobody is signed in any more: everything goes. */
  forget(): void;
}

/** More realms than this in one sign-in is somebody collecting digests. */
const MAX_REALMS = 8;

export function createVault(): Vault {
  const ha1s = new Map<string, string>();
  let user = '';
  let password: Buffer | null = null;

  const dropPassword = (): void => {
    password?.fill(0);
    password = null;
  };
  const digest = (realm: string, secret: Buffer | string): string =>
    createHash('md5').update(`${user}:${realm}:`).update(secret).digest('hex');
  const derive = (realm: string, secret: Buffer): string => {
    const ha1 = digest(realm, secret);
    ha1s.set(realm, ha1);
    return ha1;
  };
  const forget = (): void => {
    dropPassword();
    ha1s.clear();
    user = '';
  };

  return {
    hold: (newUser, secret, realm) => {
      forget();
      user = newUser;
      // A Buffer of its own, not of Node's shared pool, so that filling it with zeros leaves no copy.
      password = Buffer.alloc(Buffer.byteLength(secret));
      password.write(secret);
      if (realm === null) return;
      derive(realm, password);
      dropPassword();
    },
    ha1: (realm) => {
      const known = ha1s.get(realm);
      if (known !== undefined) return ok({ ha1: known });
      if (!password || ha1s.size >= MAX_REALMS) return failed(appError('not-allowed'));
      return ok({ ha1: derive(realm, password) });
    },
    isPassword: (text) =>
      password?.equals(Buffer.from(text)) === true ||
      [...ha1s].some(([realm, known]) => digest(realm, text) === known),
    accepted: dropPassword,
    forget,
  };
}
