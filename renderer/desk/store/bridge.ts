import type { DeskBridge } from '#shared/contract/bridges.ts';

declare global {
  interface Window {
    /** What the preload puts there: the desk's bridge here, the sign-in page's on its own page. */
    readonly hearthline: unknown;
  }
}

/** The way to main. The preload of this window exposes exactly this contract. */
export function bridge(): DeskBridge {
  return window.hearthline as DeskBridge;
}
