import { z } from '../contract/schema.ts';

/** A page outside the desk: one of the profile by its name, or an address. */
export const pageTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), name: z.string() }),
  z.object({ kind: z.literal('web'), url: z.string() }),
]);
export type PageTarget = z.infer<typeof pageTarget>;

/** Where a link in a cue leads. */
export const linkTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), phase: z.string() }),
  z.object({ kind: z.literal('script'), id: z.string() }),
  z.object({ kind: z.literal('red-flag'), id: z.string() }),
  /** A hand-off of the profile by name, or an extension. */
  z.object({ kind: z.literal('transfer'), to: z.string() }),
  ...pageTarget.options,
]);
export type LinkTarget = z.infer<typeof linkTarget>;

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SCHEMES = ['script', 'red-flag', 'transfer', 'page'] as const;

/** Null for an address that leads nowhere a script may lead. */
export function readLinkTarget(address: string): LinkTarget | null {
  if (address.startsWith('#')) return { kind: 'phase', phase: address.slice(1).toLowerCase() };
  if (/^https:\/\/[^\s/]+/i.test(address)) return { kind: 'web', url: address };
  const scheme = SCHEMES.find((one) => address.startsWith(`${one}:`));
  const rest = scheme === undefined ? '' : address.slice(scheme.length + 1);
  if (!NAME.test(rest)) return null;
  switch (scheme) {
    case 'script':
    case 'red-flag':
      return { kind: scheme, id: rest };
    case 'transfer':
      return { kind: 'transfer', to: rest };
    case 'page':
      return { kind: 'page', name: rest };
    case undefined:
      return null;
  }
}
