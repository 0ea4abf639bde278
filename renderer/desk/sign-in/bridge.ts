import type { SignInBridge } from '#shared/contract/bridges.ts';

/** The way to main from the sign-in page. Its preload exposes exactly this contract. */
export function bridge(): SignInBridge {
  return Reflect.get(window, 'hearthline') as SignInBridge;
}
