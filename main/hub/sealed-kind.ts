import type { KeyObject } from 'node:crypto';
import type { z } from '#shared/contract/schema.ts';
import { sealText, sealTextFromIntake, unsealText, type IntakeKey, type Unreadable } from './envelope.ts';
import type { ReadyKey } from './keyring.ts';

/**
 * One kind of message that a team seals: callback events, scripts, signals. What is sealed is the message in JSON with
 * its vocabulary's version `v`, so that a desk tells what a newer Hearthline wrote from what is broken.
 */
export interface SealedKind<T extends object> {
  /** Begins what is signed. Each kind has its own: a signature of one never counts for another. */
  readonly domain: string;
  /** Newest version of the vocabulary that this Hearthline reads, from 1. */
  readonly version: number;
  readonly schema: z.ZodType<T>;
}

/** How a message was read. `newer` counts for the envelope and for the vocabulary. */
export type OpenedMessage<T> =
  | { readonly kind: 'message'; readonly message: T }
  | Unreadable
  /** Sealed rightly and still no message of this kind: a broken writer. */
  | { readonly kind: 'malformed' };

export function sealMessage<T extends object>(
  kind: SealedKind<T>,
  message: T,
  subject: string,
  key: ReadyKey,
  signing: KeyObject,
): Buffer {
  return sealText(textOf(kind, message), { domain: kind.domain, subject }, key, signing);
}

export function sealMessageFromIntake<T extends object>(
  kind: SealedKind<T>,
  message: T,
  subject: string,
  to: IntakeKey,
  signing: KeyObject,
): Buffer {
  return sealTextFromIntake(textOf(kind, message), { domain: kind.domain, subject }, to, signing);
}

/** Opens without looking at the signature (`signedByOneOf`). */
export function openMessage<T extends object>(
  kind: SealedKind<T>,
  data: Uint8Array,
  subject: string,
  keyOf: (id: string) => ReadyKey | null,
): OpenedMessage<T> {
  const opened = unsealText(data, subject, keyOf);
  return opened.kind === 'text' ? readText(kind, opened.text) : opened;
}

function textOf<T extends object>({ version }: SealedKind<T>, message: T): string {
  return JSON.stringify({ v: version, ...message });
}

function readText<T extends object>(kind: SealedKind<T>, text: string): OpenedMessage<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'malformed' };
  }
  const version = versionOf(json);
  if (version === null) return { kind: 'malformed' };
  if (version > kind.version) return { kind: 'newer', version };
  const message = kind.schema.safeParse(json);
  return message.success ? { kind: 'message', message: message.data } : { kind: 'malformed' };
}

/** By hand: a schema would copy the whole message, a hundred thousand times in a first sync. */
function versionOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null || !('v' in json)) return null;
  return typeof json.v === 'number' && Number.isSafeInteger(json.v) && json.v > 0 ? json.v : null;
}
