import type { RecordsOutlook } from '../../shared/contract/sign-in.ts';

/** Records with all their tries, at a desk with a keyring. */
export const knownHere: RecordsOutlook = {
  kept: { state: 'known', triesLeft: { inAll: 10, withoutLine: 5 } },
  rules: { minLength: 6, keyring: true, wrongPinLimit: 10, onWrongPin: 'destroy' },
};
